// finds passwords in connection strings, also in broken ones, and hides them

import type { Range } from "../dsn/_raw.ts";
import { LIBPQ_KEYWORDS } from "./libpq-keywords.ts";
import { MASK } from "./secret.ts";

/** The beginning of a PostgreSQL connection URI. */
export const SCHEME =
  /^((?:jdbc:|r2dbc:(?:pool:)?)?(?:postgres|postgresql|pg|psql|pgsql|postgis|ecto)(?:\+[a-z0-9_.-]{1,40})?):\/\//i;

/**
 * Replaces every password in a text by `***`: in connection URIs, in `password=` settings and parameters.
 * In doubt it hides more than the password.
 */
export function maskDsn(text: string): string {
  return hide(text, dsnSecrets(text));
}

/** Replaces what stands between the first ":" and the last "@" of a word: `user:password@host` without a scheme. */
export function maskLogins(text: string): string {
  return hide(text, loginSecrets(text));
}

/** Whether the value of a parameter is a secret. */
export function isSecretParam(name: string): boolean {
  // also as it is misspelt
  return /pas{1,3}w\w{0,4}$|passphrase$|^(?:pass?|pwd?)$|secret|^scram_.*_key$/i.test(name);
}

/** Whether a text begins as a connection string does, of any scheme or as libpq's `keyword=value` pairs. */
export function isDsnLike(text: string): boolean {
  return /^\s{0,20}[a-z][a-z0-9+.:-]{0,40}:\/\//i.test(text) || CONNINFO.test(text);
}

/** Writes `***` for each span. Spans may overlap and be in any order; a line break inside one is kept. */
export function hide(text: string, spans: readonly Range[]): string {
  if (spans.length === 0) return text;
  let out = "";
  let done = 0;
  for (const { start, end } of union(spans)) {
    out += text.slice(done, start) + text.slice(start, end).replace(/[^\r\n]+/g, MASK);
    done = end;
  }
  return out + text.slice(done);
}

/** The same stretches in order, with those that overlap or touch made one. */
export function union(spans: readonly Range[]): Range[] {
  const sorted = spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The passwords of a text: of its connection URIs first, then the values of `password=` and the like. */
export function dsnSecrets(text: string): Range[] {
  const uris = urisIn(text);
  const whole = SCHEME.test(text.slice(0, 80)) && uris.length === 1;
  const next = whole ? NEXT : CONNINFO.test(text) ? NEXT_WORD : NEXT_OR_LINE;
  const passwords = uris.flatMap(({ password }) => password ?? []);
  return [...passwords, ...settingSecrets(text, next, passwords)];
}

/** The passwords of `user:password@host` without a scheme. */
export function loginSecrets(text: string): Range[] {
  if (!text.includes("@")) return [];
  const spans: Range[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const at = word.lastIndexOf("@");
    // one letter and a slash around it make it a drive
    const colon = word.indexOf(":", /^[a-z]:[\\/]/i.test(word) ? 2 : 1);
    if (at === -1 || colon === -1 || colon > at || word.startsWith("//", colon + 1)) continue;
    spans.push({ start: index + colon + 1, end: index + at });
  }
  return spans;
}

const WORD = /[^\s"'`]+/g;

const BEGIN = /(?<![a-z0-9+.-])(?:jdbc:|r2dbc:(?:pool:)?)?[a-z0-9+.-]+:\/\//gi;

/** A connection URI, and the password in it. */
export interface FoundUri extends Range {
  readonly password: Range | undefined;
}

/** The connection URIs of a text, of any scheme; each ends with its quotes or its line. */
export function urisIn(text: string): FoundUri[] {
  const begun = SCHEME.test(text.slice(0, 80));
  const starts: { start: number; from: number }[] = [];
  let seen = 0;
  let before: string | undefined;
  for (const match of text.matchAll(BEGIN)) {
    const between = text.slice(seen, match.index);
    const quote = text[match.index - 1];
    // in quotes both of them, the first has ended
    const ended = isQuote(quote) && quote === before && between.indexOf(quote) < between.length - 1;
    // a "://" further on may belong to a password
    const inside = (!/\s/.test(between) && !ended) || (begun && !SCHEME.test(match[0]));
    if (starts.length === 0 || !inside) before = quote;
    seen = match.index + match[0].length;
    if (starts.length === 0 || !inside) starts.push({ start: match.index, from: seen });
  }
  // a text that is one connection string may have a line break in its password
  const whole = begun && starts.length === 1;
  return starts.map(({ start, from }, at) => {
    const end = whole ? text.length : endOfStretch(text, start, from, starts[at + 1]?.start ?? text.length);
    return { start, end, password: passwordIn(text, from, end, whole) };
  });
}

/** A URI in quotes ends with them, any other with the line. */
function endOfStretch(text: string, start: number, from: number, most: number): number {
  const line = text.indexOf("\n", from);
  const end = line === -1 || line > most ? most : line;
  const quote = text[start - 1];
  if (!isQuote(quote)) return end;
  for (let at = from; at < end; at++) {
    if (text[at] === "\\") at++;
    // one that something else than a delimiter follows belongs to the password
    else if (text[at] === quote && (at + 1 >= end || /[\s,;:}\])>+]/.test(text[at + 1]!))) return at;
  }
  return end;
}

// from the first ":" to the last "@": what stands between may hold any character
function passwordIn(text: string, from: number, end: number, whole: boolean): Range | undefined {
  const uri = text.slice(from, end);
  const at = uri.lastIndexOf("@");
  const colon = uri.indexOf(":");
  if (at !== -1) return colon === -1 || colon > at ? undefined : { start: from + colon + 1, end: from + at };
  // no "@": what stands where a port would is a password, unless it is a number
  const bare = /^[^\s:/?#,"'`]*:(?!\d{1,5}(?:[/?#,;:\s"'`)\]}]|$))/.exec(uri)?.[0];
  if (bare === undefined || bare.startsWith("[")) return undefined;
  // it may have blanks in it, and goes on to the quote or to the end of the line
  const rest = uri.slice(bare.length);
  const stop = whole ? rest.length : rest.search(/["'`]|$/);
  return stop === 0 ? undefined : { start: from + bare.length, end: from + bare.length + stop };
}

function isQuote(character: string | undefined): character is string {
  return character === '"' || character === "'" || character === "`";
}

/** The values of `password=`, `sslpassword=` and the like, up to the next setting of libpq. */
function settingSecrets(text: string, next: RegExp, passwords: readonly Range[]): Range[] {
  const spans: Range[] = [];
  let done = 0;
  let before = 0;
  for (const match of text.matchAll(SETTING)) {
    const start = match.index + match[0].length;
    if (match.index < done || start >= text.length || !isSecretParam(unescaped(match[1]!))) continue;
    // inside a password it is no setting
    while (before < passwords.length && passwords[before]!.end <= match.index) before++;
    const inside = (passwords[before]?.start ?? text.length) <= match.index;
    if (inside && !/[?&]/.test(text[match.index - 1] ?? "")) continue;
    const quote = text[start] === "'" || text[start] === '"' ? text[start] : undefined;
    const close = quote === undefined ? -1 : text.indexOf(quote, start + 1);
    next.lastIndex = close === -1 ? start : close + 1;
    const end = next.exec(text)?.index ?? text.length;
    spans.push({ start, end });
    done = end;
  }
  return spans;
}

const SETTING = /(?<![\w%])([\w%]{1,80})\s{0,20}=\s{0,20}/g;
const KEYWORD = `(?:${LIBPQ_KEYWORDS.join("|")})\\s{0,20}=`;
const CONNINFO = new RegExp(`^${KEYWORD}`);
const NEXT_WORD = new RegExp(`\\s${KEYWORD}|$`, "g");
const SETTINGS = `[\\s&]${KEYWORD}|$`;
// in a URI only an "&" parts the parameters
const NEXT = new RegExp(`&\\s{0,20}${KEYWORD}|$`, "g");
const NEXT_OR_LINE = new RegExp(`\\n|${SETTINGS}`, "g");

function unescaped(name: string): string {
  return name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
