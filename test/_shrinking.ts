// committed lists of what the tests do not cover yet: each may only become shorter
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What differs from a committed list: entries that it lacks, and entries that are in it for nothing. */
export interface Differences {
  readonly added: readonly string[];
  readonly stale: readonly string[];
}

/**
 * Compares entries with the list in a file of JSON, whose path is relative to test/. `UPDATE_GOLDEN=1` removes stale
 * entries from the file; nothing adds one, which takes an editor and a reason in the commit.
 */
export function comparedWithList(path: string, entries: readonly string[]): Differences {
  const file = fileURLToPath(new URL(path, import.meta.url));
  const listed: string[] = JSON.parse(readFileSync(file, "utf8"));
  const added = entries.filter((entry) => !listed.includes(entry));
  const stale = listed.filter((entry) => !entries.includes(entry));
  if (stale.length === 0 || !process.env.UPDATE_GOLDEN) return { added, stale };
  if (process.env.CI) throw new Error("UPDATE_GOLDEN is set in CI, where lists are only read.");
  const left = listed.filter((entry) => entries.includes(entry));
  writeFileSync(file, `${JSON.stringify(left, undefined, 2)}\n`);
  return { added, stale: [] };
}
