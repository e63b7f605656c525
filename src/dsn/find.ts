// finds connection strings in any text: code, YAML, a Prisma schema, a .env file, a shell script
import type { Range } from "./_raw.ts";
import { driverFacts } from "./drivers.ts";

/** What was found: a connection URI, or parameters without one. */
export interface FoundDsn extends Range {
  /** Whether it is parameters only. */
  readonly bare: boolean;
  /** Where its parameters stand, when code joins them with "&"; absent where they stand in one piece. */
  readonly pieces?: readonly Range[];
}

/**
 * Finds connection URIs (`postgres://…`, `jdbc:postgresql://…`, `ecto://…`) and bare parameters of one, in the order they stand in:
 * `?connection_limit=5`, a run of several with a pool parameter among them, with or without the `?`, and a list of texts
 * that code joins with "&". Takes time in proportion to the length of the text.
 */
export function findDsns(text: string): FoundDsn[] {
  const found: FoundDsn[] = findJoined(text);
  const lists = found.length;
  const quotes = new Quotes(text);
  let done = 0;
  for (const { index } of text.matchAll(BEGIN)) {
    if (index < done) continue;
    const end = endOfDsn(text, index, quotes);
    fragments(text, done, index, found);
    found.push({ start: index, end, bare: false });
    done = end;
  }
  fragments(text, done, text.length, found);
  return lists === 0 ? found : found.sort((a, b) => a.start - b.start);
}

/** Finds the first connection string of `name=value` pairs, on one line and with more than one part of a connection in it. */
export function findKeywords(text: string): Range | undefined {
  let done = 0;
  for (const { index } of text.matchAll(NAME)) {
    if (index < done) continue;
    KEYWORDS.lastIndex = index;
    const run = KEYWORDS.exec(text)?.[0];
    if (run === undefined) {
      // a value that begins in this one has the same end, unless it begins there with a quote, so no pair follows it either
      PLAIN.lastIndex = index;
      const end = PLAIN.exec(text) ? PLAIN.lastIndex : index;
      done = text[end] === "'" ? end - LONGEST_NAME - 1 : end;
      continue;
    }
    done = index + run.length;
    const parts = run.match(/(?<![^\s])(?:host|hostaddr|port|user|password|dbname)=/g) ?? [];
    if (parts.length > 1) return { start: index, end: index + run.length };
  }
  return undefined;
}

/** Whether a text is one connection string of `name=value` pairs, as libpq reads it; others part the pairs by semicolons. */
export function isKeywords(text: string): boolean {
  if (/[;\n]/.test(text.trim()) || !/^\s*[a-z_]{2,40}\s?=/.test(text)) return false;
  return (text.match(/(?<![^\s])(?:host|hostaddr|port|user|password|dbname|sslmode)\s?=/g) ?? []).length > 1;
}

const KEYWORD = `[A-Za-z_]{2,40}=(?:'(?:[^'\\\\\\n]|\\\\.)*'|[^\\s"'\`&]+)`;
const KEYWORDS = new RegExp(`${KEYWORD}(?:[ \\t]+${KEYWORD})+`, "y");
const NAME = /(?<![\w?&])[A-Za-z_]{2,40}=/g;
const PLAIN = /[A-Za-z_]{2,40}=[^\s"'`&]+/y;
const LONGEST_NAME = 40;

// `${NAME:-postgres://…}` is a default in a shell, my-postgres:// another scheme
const BEGIN = /(?<![\w+.]|\w-)(?:(?:jdbc:|r2dbc:(?:pool:)?)?postgres(?:ql)?|ecto)(?:\+[a-z0-9_.-]{1,40})?:\/\//gi;

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
function fragments(text: string, from: number, to: number, found: FoundDsn[]): void {
  // where the blank-free word around them begins: parameters of a web address are left alone
  let word = from;
  for (let at = from; at < to; at++) {
    if (/[\s"'`]/.test(text[at]!)) word = at + 1;
    const marked = text[at] === "?";
    if (!marked && at !== 0 && !/[\s"'`}&=([,]/.test(text[at - 1]!)) continue;
    const start = marked ? at + 1 : at;
    const pairs = marked ? PAIRS : RUN;
    pairs.lastIndex = start;
    const [run] = pairs.exec(text) ?? [];
    if (run === undefined || start + run.length > to) continue;
    const given = namesIn(run);
    const ours = marked
      ? given.some((name) => known().all.has(name))
      : given.length > 1 && given.some((name) => known().pool.has(name));
    const web = ours && /:\/\//.test(text.slice(word, Math.min(at, word + 40)));
    if (ours && !web) found.push({ start: at, end: start + run.length, bare: true });
    // the value of an assignment may be a run: PARAMS=pool_timeout=5&…
    at = marked || ours ? start + run.length - 1 : start + run.lastIndexOf("=");
  }
}

/** The lists of parameters that code joins with "&". */
function findJoined(text: string): FoundDsn[] {
  const found: FoundDsn[] = [];
  let done = 0;
  for (const { index } of text.matchAll(JOIN)) {
    const begin = Math.max(done, index - LONGEST_LIST);
    const open = text.slice(begin, index).lastIndexOf("[");
    done = index + 1;
    if (open === -1) continue;
    const pieces = [...text.slice(begin + open, index).matchAll(QUOTED)].map((match) => {
      const start = begin + open + match.index + 1;
      return { start, end: start + match[2]!.length };
    });
    const given = pieces.flatMap(({ start, end }) => namesIn(text.slice(start, end)));
    if (!given.some((name) => known().pool.has(name))) continue;
    found.push({ start: pieces[0]!.start, end: pieces.at(-1)!.end, bare: true, pieces });
  }
  return found;
}

const LONGEST_LIST = 4_000;
const JOIN = /\]\s{0,20}\.join\(\s{0,20}(["'`])&\1\s{0,20}\)/g;
const QUOTED = /(["'`])([A-Za-z_][\w.]{0,62}=[^"'`\n]{0,200})\1/g;

// a value goes on over what a program puts in
const pairsOf = (end: string) => {
  const pair = `[A-Za-z_][\\w.]{0,62}=(?:\\$\\{[^{}\\n]{0,200}\\}|[^\\s"'\`&<>\\\\;,)\\]}${end}])*`;
  return new RegExp(`${pair}(?:&${pair})*`, "y");
};
const PAIRS = pairsOf("");
const RUN = pairsOf("=");

function namesIn(pairs: string): string[] {
  return pairs.split("&").map((pair) => pair.slice(0, pair.indexOf("=")));
}

let names: { readonly all: ReadonlySet<string>; readonly pool: ReadonlySet<string> } | undefined;

/** The parameters that any driver has, and those of them that are about the pool. */
function known(): NonNullable<typeof names> {
  if (names) return names;
  // short common words would find the parameters of any web page
  const telling = (name: string) => name.includes("_") || name.startsWith("ssl");
  const params = driverFacts.flatMap(({ settings }) => Object.entries(settings));
  const all = [...params.map(([name]) => name), ...driverFacts.flatMap(({ detectBy }) => detectBy), "sslmode"];
  const pool = params.filter(([, path]) => path.startsWith("pool.")).map(([name]) => name);
  names = { all: new Set(all.filter(telling)), pool: new Set(pool.filter(telling)) };
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
