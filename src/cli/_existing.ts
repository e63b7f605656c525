// reads a file that was named, or says why it cannot be read
import { readFileSync } from "node:fs";
import { PoolcfgError } from "../errors.ts";

/** The text of a file. */
export function existing(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new PoolcfgError("input", `${shown} ${why}; check the path.`, { cause });
  }
}
