// .env files: one NAME=value after the other, with references to variables
import type { Document } from "../diagnostics/document.ts";
import { defineReader, type Fault, type Parsed, type SourceInfo, type Stretch } from "./_define.ts";
import { expand } from "./_expand.ts";
import { duplicateKey, forbiddenKey, ignoredLine, isForbidden, syntaxError, unsetReference } from "./_problems.ts";
import { unquoted } from "./_unquote.ts";

const reader = defineReader({ id: "dotenv", extensions: [".env"], prefixes: [".env."], byLine: true, parse });
export default reader;

/**
 * Reads the text of a `.env` file. References (`$NAME`, `${NAME}`, `${NAME:-default}`) look in `env` first, then in
 * the lines above; a value in single quotes has none. Nothing is run, printed or written to the environment.
 */
export function readDotenv(
  text: string,
  name: string,
  path?: string,
  env: NonNullable<SourceInfo["env"]> = {},
): Document {
  return reader.read(text, { name, path, env });
}

const LINE = /[^\r\n]*/y;
const START = /^\s*(?:export\s+)?([\w.-]+)(?:[^\S\r\n]*=|:(?=\s))[^\S\r\n]*/d;
// no other word: what stands there may be a secret
const FIRST = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)/;
const REST = /[^\S\r\n]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;

interface Assignment {
  readonly key: Stretch;
  readonly value: Stretch;
}

function parse(text: string, env: NonNullable<SourceInfo["env"]>): Parsed {
  const data = Object.create(null) as Record<string, string>;
  const places = new Map<string, Assignment>();
  const faults: Fault[] = [];
  const fromEnvironment = new Map<string, readonly string[]>();
  let room = MAX_EXPANDED;
  let next = 0;
  while (next < text.length) {
    const begin = next;
    LINE.lastIndex = begin;
    const line = LINE.exec(text)![0];
    next = begin + line.length + 1;
    const start = START.exec(line);
    if (!start) {
      if (/^\s*(?:#|$|export\s+[\w.-]+(?:\s+[\w.-]+)*\s*$)/.test(line)) continue;
      faults.push({
        ...ignoredLine(),
        pointer: [FIRST.exec(line)?.[1] ?? ""],
        at: trimmed(text, begin, begin + line.length),
      });
      continue;
    }
    const name = start[1]!;
    const from = begin + start[0].length;
    const [keyStart, keyEnd] = start.indices![1]!;
    const key: Stretch = [begin + keyStart, begin + keyEnd];
    const quote = /^["'`]/.exec(line.slice(start[0].length))?.[0];
    const end = quote ? closing(text, from, quote) : undefined;
    if (quote && end === undefined) {
      faults.push({
        ...syntaxError(
          "The quote that begins here is never closed, or something follows it",
          "Close it at the end of the value; a comment after it begins with #.",
        ),
        pointer: [name],
        at: [from, from + 1],
      });
      continue;
    }
    const hash = quote ? -1 : line.indexOf("#", start[0].length);
    const value: Stretch =
      end === undefined ? trimmed(text, from, hash < 0 ? begin + line.length : begin + hash) : [from, end];
    if (end !== undefined) {
      LINE.lastIndex = end;
      next = end + LINE.exec(text)![0].length + 1;
    }
    if (isForbidden(name)) {
      faults.push({ ...forbiddenKey(name), pointer: [name], at: key });
      continue;
    }
    if (places.has(name)) faults.push({ ...duplicateKey(name), pointer: [name], at: key });
    places.set(name, { key, value });
    const plain = unquoted(text.slice(...value));
    const missing = (reference: string) =>
      faults.push({ ...unsetReference(name, reference), pointer: [name], at: value });
    const borrowed = new Set<string>();
    const lookUp = (variable: string) => {
      const own = Object.hasOwn(env, variable) ? env[variable] : undefined;
      for (const value of own === undefined ? (fromEnvironment.get(variable) ?? []) : [own]) borrowed.add(value);
      return own ?? data[variable];
    };
    const expanded = quote === "'" ? plain : expand(plain, lookUp, room, missing);
    if (expanded === undefined) {
      faults.push({
        rule: "too-many-aliases",
        message: `The references of this file stand for too much: more than ${MAX_EXPANDED} characters come of them`,
        help: "Write the values out.",
        at: value,
      });
      break;
    }
    room -= expanded.length;
    data[name] = expanded;
    if (borrowed.size > 0) fromEnvironment.set(name, [...borrowed]);
    else fromEnvironment.delete(name);
  }
  return {
    data,
    faults,
    fromEnvironment,
    find: ([name, ...rest], part) =>
      rest.length === 0 && typeof name === "string" ? places.get(name)?.[part] : undefined,
  };
}

/** The offset after the closing quote, where nothing but a comment follows it on its line. */
function closing(text: string, from: number, quote: string): number | undefined {
  const escaped: number[] = [];
  let at = text.indexOf(quote, from + 1);
  for (; at !== -1 && text[at - 1] === "\\"; at = text.indexOf(quote, at + 1)) escaped.push(at);
  // a backslash before the last quote is part of the value, as in 'C:\'
  for (const end of at === -1 ? escaped.reverse() : [at, ...escaped.reverse()]) {
    REST.lastIndex = end + 1;
    if (REST.test(text)) return end + 1;
  }
  return undefined;
}

/** Largest sum of all values, in characters. */
const MAX_EXPANDED = 8 * 1024 * 1024;

function trimmed(text: string, start: number, end: number): Stretch {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return lead === part.length ? [start, start] : [start + lead, start + part.trimEnd().length];
}
