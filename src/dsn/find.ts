// finds connection strings in any text: code, YAML, a Prisma schema, a .env file, a shell script
import { dialects } from "../dialects/_all.gen.ts";
import type { Span } from "./_raw.ts";

/**
 * Finds connection URIs (`postgres://…`, `jdbc:postgresql://…`), and bare parameters with a pool parameter among them
 * (`?connection_limit=5&pool_timeout=10`), in the order they stand in. Takes time in proportion to the length of the text.
 */
export function findDsns(text: string): Span[] {
  const found: Span[] = [];
  const quotes = new Quotes(text);
  let done = 0;
  for (const { index } of text.matchAll(BEGIN)) {
    if (index < done) continue;
    const end = endOfDsn(text, index, quotes);
    fragments(text, done, index, found);
    found.push({ start: index, end });
    done = end;
  }
  fragments(text, done, text.length, found);
  return found;
}

const BEGIN = /(?<![\w+.-])(?:jdbc:|r2dbc:)?postgres(?:ql)?(?:\+[a-z0-9_.-]{1,40})?:\/\//gi;

/** In quotes a URI goes on to the quote, blanks and all, because a broken password may hold any; else to the first blank. */
function endOfDsn(text: string, start: number, quotes: Quotes): number {
  const quote = text[start - 1];
  if (quote === '"' || quote === "'" || quote === "`") {
    const close = quotes.next(quote, start);
    const line = quotes.next("\n", start);
    if (close < line) return close;
  }
  STOP.lastIndex = start;
  const stop = STOP.exec(text)?.index ?? text.length;
  return trimEnd(text, start, stop);
}

const STOP = /[\s"'`\\]|<\/|\s--|$/g;

// what closes a bracket that opened before the string, and what ends a sentence
function trimEnd(text: string, start: number, stop: number): number {
  const open: Record<string, number> = { ")": 0, "]": 0, "}": 0, ">": 0 };
  const pairs: Record<string, string> = { "(": ")", "[": "]", "{": "}", "<": ">" };
  for (let at = start; at < stop; at++) {
    const char = text[at]!;
    if (pairs[char]) open[pairs[char]]!++;
    else if (open[char] !== undefined && --open[char] < 0) return at;
  }
  let end = stop;
  while (end > start && /[,;.]/.test(text[end - 1]!)) end--;
  return end;
}

/** Adds the parameters that stand between two offsets with no connection string before them. */
function fragments(text: string, from: number, to: number, found: Span[]): void {
  // where the blank-free word around a "?" begins: parameters of a web address are left alone
  let word = from;
  for (let at = from; at < to; at++) {
    if (/[\s"'`]/.test(text[at]!)) word = at + 1;
    if (text[at] !== "?") continue;
    PAIRS.lastIndex = at + 1;
    const match = PAIRS.exec(text);
    if (!match || at + 1 + match[0].length > to) continue;
    const names = match[0].split("&").map((pair) => pair.slice(0, pair.indexOf("=")));
    const web = /:\/\//.test(text.slice(word, Math.min(at, word + 40)));
    if (!web && names.some((name) => known().has(name))) found.push({ start: at, end: at + 1 + match[0].length });
    at += match[0].length;
  }
}

const PAIRS = /[A-Za-z_][\w.]{0,62}=[^\s"'`&<>\\;,)\]}]*(?:&[A-Za-z_][\w.]{0,62}=[^\s"'`&<>\\;,)\]}]*)*/y;

let names: ReadonlySet<string> | undefined;

// short common words would find the parameters of any web page
function known(): ReadonlySet<string> {
  names ??= new Set(
    dialects
      .flatMap(({ params, marks }) => [...Object.keys(params), ...marks, "sslmode"])
      .filter((name) => name.includes("_") || name.startsWith("ssl")),
  );
  return names;
}

/** Looks for the next of a character, each time going on from the last find, so that many looks cost one walk. */
class Quotes {
  readonly #text: string;
  readonly #last = new Map<string, { from: number; at: number }>();

  constructor(text: string) {
    this.#text = text;
  }

  next(char: string, from: number): number {
    const last = this.#last.get(char);
    if (last && from >= last.from && from <= last.at) return last.at;
    const found = this.#text.indexOf(char, from);
    const at = found === -1 ? this.#text.length + (char === "\n" ? 1 : 2) : found;
    this.#last.set(char, { from, at });
    return at;
  }
}
