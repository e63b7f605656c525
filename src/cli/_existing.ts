// reads a file that was named, or says why it cannot be read
import { readFileSync, statSync } from "node:fs";
import { PoolcfgError } from "../errors.ts";

/** Largest file that is read, in bytes: 5 MiB. */
const LIMIT = 5 * 1024 * 1024;

/** The text of a file. */
export function existing(path: string, shown: string): string {
  try {
    const stats = statSync(path);
    // a pipe or a device would be read for ever
    if (!stats.isFile() && !stats.isDirectory())
      throw new PoolcfgError("input", `${shown} is a pipe, socket or device; name a file.`);
    if (stats.size > LIMIT) throw new PoolcfgError("input", `${shown} is larger than 5 MiB, the limit for a file.`);
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof PoolcfgError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new PoolcfgError("input", `${shown} ${why}; check the path.`, { cause });
  }
}
