// writes a file whole or not at all
import { randomBytes } from "node:crypto";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PoolcfgError } from "../errors.ts";

/**
 * Writes a file by way of a temporary one beside it, so that readers see the old text or the new one.
 *
 * @param mode permissions of the file; those of the file that is replaced unless said.
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
    writeFileSync(temporary, text, { flag: "wx", mode: options.mode ?? (old ? old.mode & 0o777 : 0o666) });
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    if (error instanceof PoolcfgError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = REASONS[code ?? ""] ?? code ?? "unknown reason";
    throw new PoolcfgError("input", `${shown} cannot be written: ${why}. Nothing was changed.`, { cause: error });
  }
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
