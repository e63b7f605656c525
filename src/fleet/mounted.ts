// numbers in a mounted configuration file, which may be a template that no YAML reader accepts

import type { Filled } from "./container.ts";
import type { Figure, Unreadable } from "./figures.ts";

/** Where a configuration file has a number. Paths are keys joined by dots, such as `persistence.datastores`. */
export interface InFile {
  /** A file that has this table is the configuration, and takes precedence over variables. */
  readonly within: string;
  /** The table of one pool; without it the application does not open the pool. */
  readonly table: string;
  readonly key: string;
}

const MOST_TEXT = 200_000;
const MOST_LINES = 5_000;
const DEEPEST = 30;

/** Reads a number of a configuration file; undefined if no file that is mounted is the configuration. */
export function figureInFiles(
  files: Filled["files"],
  { within, table, key }: InFile,
  title: string,
): Figure | Unreadable | undefined {
  for (const { name, text, origin } of files) {
    const keys = keysIn(text);
    if (!keys.has(within)) continue;
    if (!keys.has(table)) return { value: 0, name: `${name}, which has no ${table}`, origin };
    const value = keys.get(`${table}.${key}`);
    if (value === undefined) return { reason: `${key} is not set in ${name}, and ${title} has no limit without it` };
    if (!/^\d{1,6}$/.test(value)) return { reason: `${key} in ${name} is not a number that can be read` };
    if (Number(value) === 0) return { reason: `${key} in ${name} is 0, which means that there is no limit` };
    return { value: Number(value), name: `${table}.${key} in ${name}`, origin };
  }
  return undefined;
}

/** The keys of a YAML text by their paths, found by indentation alone, with the values that are on the same line. */
function keysIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const above: { readonly indent: number; readonly path: string }[] = [];
  for (const line of text.slice(0, MOST_TEXT).split("\n").slice(0, MOST_LINES)) {
    const [, spaces, name, rest] =
      /^( {0,200})["']?([\w-]{1,100})["']?:(?:[ \t]{1,20}([^\r\n]{0,500}))?\r?$/.exec(line) ?? [];
    if (spaces === undefined) continue;
    while (above.length > 0 && above.at(-1)!.indent >= spaces.length) above.pop();
    if (above.length >= DEEPEST) continue;
    const path = [...above.slice(-1).map((one) => one.path), name].join(".");
    above.push({ indent: spaces.length, path });
    found.set(
      path,
      (rest ?? "")
        .split(" #", 1)[0]!
        .trim()
        .replace(/^["']|["']$/g, ""),
    );
  }
  return found;
}
