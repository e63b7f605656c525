// writes a file whole or not at all
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";

/**
 * Writes a file by way of a temporary one beside it, so that readers see the old text or the new one. A file that is replaced
 * keeps its owner and group.
 *
 * @param mode permissions of the file; by default those of the file that is replaced.
 * @throws PoolcfgError `input` where it cannot be written.
 */
export function writeAtomic(path: string, text: string, options: { shown: string; mode?: number }): void {
  const { shown } = options;
  let temporary: string | undefined;
  try {
    const old = statSync(path, { throwIfNoEntry: false });
    // a rename would put a plain file in the place of a device or a pipe
    if (old && !old.isFile()) {
      throw new PoolcfgError(
        "input",
        `${shown} is ${old.isDirectory() ? "a folder" : "no plain file"}; name a file, or leave it out for stdout.`,
      );
    }
    const target = old ? realpathSync(path) : path;
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
    // what replaces a file is nobody else's before it has its permissions
    const file = openSync(temporary, "wx", old ? 0o600 : (options.mode ?? 0o666));
    try {
      writeFileSync(file, text);
      if (old) keepAccess(file, old, options.mode ?? old.mode & 0o7777, shown);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    if (error instanceof PoolcfgError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = REASONS[code ?? ""] ?? code ?? "unknown reason";
    throw new PoolcfgError("input", `${shown} cannot be written: ${why}. Nothing was changed.`, { cause: error });
  }
}

// a service must be able to read its file after root has fixed it
function keepAccess(file: number, old: Stats, mode: number, shown: string): void {
  const own = fstatSync(file);
  if (own.uid !== old.uid || own.gid !== old.gid) {
    try {
      fchownSync(file, old.uid, old.gid);
    } catch (cause) {
      const what = `${shown} belongs to another user or group, which could not be kept. Nothing was changed; run poolcfg as its owner.`;
      throw new PoolcfgError("input", what, { cause });
    }
  }
  // after the owner, because a change of owner takes the bits of set-user-ID away; and whatever the umask is
  if ((own.mode & 0o7777) !== mode || own.uid !== old.uid) fchmodSync(file, mode);
}

const REASONS: Record<string, string> = {
  ENOENT: "its folder does not exist",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "part of its path is a file",
  ENAMETOOLONG: "its name is too long",
};
