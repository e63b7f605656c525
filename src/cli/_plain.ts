// the words of a plain command line, which most are: loading commander costs as much as a check
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
    if (flag.choices && !said.every((word) => flag.choices!.includes(word))) return undefined;
    if (isNegation(name)) options[camel(name.slice(3))] = false;
    else if (flag.many) options[camel(name)] = said;
    else options[camel(name)] = flag.flags.includes(" ") ? said[0] : true;
  }
  return { args: read.positionals, options };
}

// `--name value`, `--name=value`, `--name` and operands
function tokens(words: readonly string[], known: ReadonlyMap<string, Flag>) {
  const values: Record<string, string[]> = {};
  const positionals: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") {
      positionals.push(...words.slice(at + 1));
      break;
    }
    if (word === "-" || !word.startsWith("-")) positionals.push(word);
    else {
      const [, name = "", inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
      const flag = known.get(name);
      const takes = flag?.flags.includes(" ");
      if (!flag || (!takes && inline !== undefined)) return undefined;
      const value = takes ? (inline ?? words[++at]) : "";
      // a value that looks like a flag may be one that was forgotten
      if (value === undefined || (inline === undefined && value.startsWith("-"))) return undefined;
      values[name] = [...(values[name] ?? []), value];
    }
  }
  return { positionals, values };
}

function isNegation(name: string): boolean {
  return name.startsWith("no-");
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
