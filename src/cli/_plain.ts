// the words of a plain command line, by Node's own parser, which is there already where commander has to be loaded
import { parseArgs } from "node:util";
import type { Command, Flag, Options } from "./commands/_define.ts";

/** What the words after a command say. */
export interface Given {
  readonly args: readonly string[];
  readonly options: Options;
}

/**
 * Reads words that are all in order, as commander would.
 *
 * @returns undefined for everything else: help, a word that is wrong, a form of a flag that is seldom used.
 */
export function parsePlain(
  { args = [] }: Command,
  flags: readonly Flag[],
  words: readonly string[],
): Given | undefined {
  const known = new Map<string, Flag>();
  for (const flag of flags) {
    const [name, value, ...more] = flag.flags.split(" ");
    if (!name?.startsWith("--") || more.length > 0 || (value !== undefined && !value.startsWith("<"))) return undefined;
    known.set(name.slice(2), flag);
  }
  const read = tokens(words, known);
  if (!read || read.positionals.length < args.filter(({ name }) => name.startsWith("<")).length) return undefined;
  const last = args.at(-1)?.name ?? "";
  if (read.positionals.length > args.length && !last.includes("...")) return undefined;
  const options: Record<string, unknown> = {};
  for (const name of known.keys())
    if (isNegation(name) && !known.has(name.slice(3))) options[camel(name.slice(3))] = true;
  for (const [name, flag] of known) {
    const said = read.values[name];
    if (said === undefined) {
      if (flag.required) return undefined;
      continue;
    }
    // of a flag and its negation, which came last is not told
    if ((said.length > 1 && !flag.many) || (isNegation(name) && read.values[name.slice(3)])) return undefined;
    if (flag.choices && !said.every((word) => flag.choices!.includes(String(word)))) return undefined;
    if (isNegation(name)) options[camel(name.slice(3))] = false;
    else options[camel(name)] = flag.many ? said : said[0];
  }
  return { args: read.positionals, options };
}

function tokens(words: readonly string[], known: ReadonlyMap<string, Flag>) {
  const options = Object.fromEntries(
    [...known].map(([name, { flags }]) => {
      return [name, { type: flags.includes(" ") ? "string" : "boolean", multiple: true } as const];
    }),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

function isNegation(name: string): boolean {
  return name.startsWith("no-");
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
