// reads a file that was named, or says why it cannot be read
import { PoolcfgError } from "../diagnostics/errors.ts";
import { readPlainFile } from "../files/bytes.ts";
import { UnfitFile } from "../files/file-system.ts";

/** Largest file that is read, in bytes: 5 MiB. */
const LIMIT = 5 * 1024 * 1024;

/** The text of a file. */
export function existing(path: string, shown: string): string {
  try {
    return Buffer.from(readPlainFile(path, LIMIT)).toString("utf8");
  } catch (cause) {
    if (cause instanceof UnfitFile) throw new PoolcfgError("input", `${shown} ${UNFIT[cause.kind]}`, { cause });
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new PoolcfgError("input", `${shown} ${why}; check the path.`, { cause });
  }
}

const UNFIT: Readonly<Record<UnfitFile["kind"], string>> = {
  folder: "is a folder; check the path.",
  special: "is a pipe, socket or device; name a file.",
  "too-large": "is larger than 5 MiB, the limit for a file.",
};
