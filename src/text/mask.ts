// finds secrets in text that is shown: values of keys that name one, passwords in connection strings, private keys, tokens
import type { Range } from "../dsn/_raw.ts";
import { dsnSecrets, hide, loginSecrets, union } from "./redact.ts";

/** One line, or a message, with its secrets as `***`. */
export function maskLine(line: string): string {
  return hide(line, secretsIn(line));
}

/** A value of input as a message quotes it: short, and without secrets. */
export function quoted(value: string, most = 60): string {
  return JSON.stringify(shortened(value, most));
}

/** The same without quotes. */
export function shortened(value: string, most = 60): string {
  // a secret is looked for in the whole: its beginning alone does not tell that it is one
  const safe = maskLine(value.length > LONGEST_VALUE ? value.slice(0, LONGEST_VALUE) : value);
  return safe.length > most ? `${safe.slice(0, most)}…` : safe;
}

/** Longest value in which secrets are looked for, as no more of it is shown. */
const LONGEST_VALUE = 10_000;

/** A text with its secrets as `***`; it keeps its line breaks. */
export function maskText(text: string): string {
  return hide(text, secretsIn(text));
}

/**
 * Where the secrets of a text are, in order and without overlaps. Each kind is looked for in the text as it is, so that
 * none of them can take away what another one needs. Takes time in proportion to the length of the text.
 */
export function secretsIn(text: string): Range[] {
  const passwords = text.includes("\n") ? byLine(text) : [...dsnSecrets(text), ...loginSecrets(text)];
  const spans = [...passwords, ...brokenUris(text)];
  const keyed = valuesOfSecretKeys(text, union(spans));
  return union([
    ...spans,
    ...keyed,
    ...properties(text),
    ...privateKeys(text),
    ...tokens(text),
    ...referredTo(text, [...keyed, ...spans]),
  ]);
}

// a connection string ends with its line, unless it is broken
function byLine(text: string): Range[] {
  const spans: Range[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    if (/[=@:]/.test(line))
      for (const span of [...dsnSecrets(line), ...loginSecrets(line)])
        spans.push({ start: start + span.start, end: start + span.end });
    start = end + 1;
  }
  return spans;
}

const NAMES =
  "pass(?:word|wd|phrase)?|pasw|pwd|secret|token|credential|(?:api|access|account|private|signing|encryption|master|shared)[_-]?key";

// every repetition is bounded, so that a long line costs no more than its length
const KEY = new RegExp(
  [
    `(?:(?:${NAMES})\\w{0,30}|(?<![a-z])(?<!require_)auth(?:orization)?)["'\`]?\\]?[ \\t]{0,40}(?::=|=>|[:=])[ \\t]{0,40}(?:\\r?\\n[ \\t]{1,40})?`,
    // a call, or a name and a value without a sign between them
    `(?:${NAMES})\\w{0,30}(?:\\((?:[\\w:.]{1,40}\\()?\\s{0,20}|["'\`]?(?:,[ \\t]{0,40}|[ \\t]{1,40})(?:\\[[ \\t]{0,10})?)(?=["'\`])`,
    // a flag of a command
    `--[\\w-]{0,40}(?:${NAMES})[\\w-]{0,30}[ \\t]{1,10}(?=[^\\s"'\`-])`,
    // {"name": "API_KEY", "value": "…"}
    `name["']?[ \\t]{0,20}[:=][ \\t]{0,20}["']?[\\w.-]{0,60}(?:${NAMES}|key|auth)[\\w.-]{0,30}["']?[ \\t]{0,20},?\\s{0,40}["']?value["']?[ \\t]{0,20}[:=][ \\t]{0,20}`,
  ].join("|"),
  "gi",
);
const DELIMITER = /[\s,;}\])&#]/;

/** The values of keys that name a secret, but for what a password only happens to have in it. */
function valuesOfSecretKeys(text: string, passwords: readonly Range[]): Range[] {
  const spans: Range[] = [];
  let before = 0;
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match; match = KEY.exec(text)) {
    while (before < passwords.length && passwords[before]!.end <= match.index) before++;
    const inside = (passwords[before]?.start ?? text.length) <= match.index;
    if (inside && !/[?&]/.test(text[match.index - 1] ?? "")) {
      KEY.lastIndex = Math.min(passwords[before]!.end, match.index + match[0].length);
      continue;
    }
    const start = match.index + match[0].length;
    const end = endOfValue(text, match.index, start);
    if (end > start) spans.push({ start, end });
    KEY.lastIndex = Math.max(end, start);
  }
  return spans;
}

const SECRET_NAME = new RegExp(`(?:${NAMES})`, "i");

/** The values of lines in which only a blank follows the key: of a .properties file, or of odyssey.conf without quotes. */
function properties(text: string): Range[] {
  return [...text.matchAll(PROPERTY)].flatMap(({ 0: line, 1: key, 2: value, index }) => {
    if (!SECRET_NAME.test(key!.slice(key!.lastIndexOf(".") + 1))) return [];
    const start = index + line.lastIndexOf(value!);
    return [{ start, end: start + value!.length }];
  });
}

const PROPERTY = /^[ \t]{0,40}([\w.-]{3,200})[ \t]{1,40}([^\s=:]\S{0,400})[ \t]{0,40}\r?$/gm;

function endOfValue(text: string, key: number, start: number): number {
  const quote = text[start];
  if (text.startsWith("--", key)) return until(text, start, /[\s"'`]/g);
  if (isParameter(text, key)) return endOfParameter(text, start);
  if (quote === '"' || quote === "'" || quote === "`") {
    const end = text.startsWith(quote.repeat(3), start) ? closing3(text, start, quote) : closing(text, start, quote);
    return end >= text.length || DELIMITER.test(text[end]!) ? end : endOfLine(text, end);
  }
  // a bare value takes the line, and in YAML the deeper lines after it
  const begin = text.lastIndexOf("\n", key) + 1;
  const depth = indent(text, begin);
  let end = endOfLine(text, start);
  while (end < text.length) {
    const next = end + 1;
    const stop = endOfLine(text, next);
    if (next >= stop || indent(text, next) <= depth) break;
    end = stop;
  }
  return end;
}

// the name may have a beginning of its own: ?db_password=
function isParameter(text: string, key: number): boolean {
  let at = key;
  while (at > 0 && key - at < 40 && /[\w.-]/.test(text[at - 1]!)) at--;
  return text[at - 1] === "?" || text[at - 1] === "&";
}

// one that is broken goes on in the next line
function endOfParameter(text: string, start: number): number {
  const end = until(text, start, /[&\s"'`#]/g);
  const line = endOfLine(text, end);
  if (line === text.length || text.slice(end, line).trim() !== "") return end;
  const stop = endOfLine(text, line + 1);
  if (BESIDE.test(text.slice(line + 1, Math.min(stop, line + 201)))) return end;
  const lead = line + 1 + indent(text, line + 1);
  return lead >= stop ? end : until(text, lead, /[&\s"'`#]/g);
}

function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote !== "'") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === quote) at++;
      else return at + 1;
    }
  }
  return text.length;
}

function closing3(text: string, start: number, quote: string): number {
  const end = text.indexOf(quote.repeat(3), start + 3);
  return end < 0 ? text.length : end + 3;
}

/** Lines that a connection string goes on in before its `@`, and the longest part of one. */
const MOST_LINES = 5;
const LONGEST_PART = 400;

/** The rest of a password whose connection string is broken over several lines. */
function brokenUris(text: string): Range[] {
  const spans: Range[] = [];
  for (let at = text.lastIndexOf("://"); at > 0; ) {
    const begin = text.lastIndexOf("\n", at) + 1;
    // only the last one of a line can go on in the next
    const broken = brokenUri(text, at, endOfLine(text, at));
    if (broken) spans.push(...broken);
    at = begin === 0 ? -1 : text.lastIndexOf("://", begin - 1);
  }
  return spans;
}

function brokenUri(text: string, at: number, lineEnd: number): Range[] | undefined {
  if (lineEnd === text.length || lineEnd - at > LONGEST_PART) return undefined;
  const quote = /(["'`])[a-z][a-z0-9+.:-]{0,40}$/i.exec(text.slice(Math.max(0, at - 45), at))?.[1];
  const part = text.slice(at + 3, lineEnd).trimEnd();
  if (part.includes("@") || (quote === undefined ? !BEGUN.test(part) : part.includes(quote))) return undefined;
  // what was begun there is a name or a password
  const colon = part.indexOf(":");
  const found: Range[] = colon === -1 ? [] : [{ start: at + 4 + colon, end: at + 3 + part.length }];
  let end = lineEnd;
  for (let line = 0; line < MOST_LINES && end < text.length; line++) {
    const start = end + 1;
    end = Math.min(endOfLine(text, start), start + LONGEST_PART);
    const lead = indent(text, start);
    const shown = text.slice(start + lead, end);
    const own = quote === undefined ? /^[^\s"'`]*/.exec(shown)![0] : (shown.split(quote)[0] ?? "");
    if (own === "" || (quote === undefined && BESIDE.test(text.slice(start, end)))) return undefined;
    const last = own.lastIndexOf("@");
    found.push({ start: start + lead, end: start + lead + (last === -1 ? own.length : last) });
    if (last !== -1) return found;
  }
  return undefined;
}

// a name, or a password after it: what is no port there may have any character
const BEGUN = /^(?:[^\s/?"'`]*|[^\s:/?#"'`]*:(?!\d{1,5}(?:[/?#]|$))[^\s"'`]*)$/;

// a line that begins something else: a comment, an item of a list, another setting
const BESIDE = /^\s{0,40}(?:#|- |\/\/|[[{}<]|(?:export\s)?\s{0,20}["']?[\w.-]{1,60}["']?[ \t]{0,20}(?:=|:(?=\s|$)))/;

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;

/** What private keys in PEM hold; one that does not end goes on to the quote, or to the end of the text. */
function privateKeys(text: string): Range[] {
  const spans: Range[] = [];
  let done = 0;
  for (const { 0: head, index } of text.matchAll(PRIVATE_KEY)) {
    if (index < done) continue;
    const start = index + head.length;
    const quote = /["'`]$/.exec(text.slice(Math.max(0, index - 1), index))?.[0];
    const most = quote === undefined ? text.length : closing(text, index - 1, quote) - 1;
    const end = text.indexOf("-----END", start);
    done = end === -1 || end > most ? Math.max(start, most) : end;
    spans.push({ start, end: done });
  }
  return spans;
}

/** Tokens that are known by their form: of Stripe, GitHub, GitLab, Slack, AWS, Google, npm, SendGrid, Vault, …, and JWTs. */
const TOKEN = new RegExp(
  `(?<!\\w)(?:${[
    "(?:sk|rk|whsec)_(?:live|test)_\\w{4,200}",
    "whsec_\\w{8,200}",
    "sk-[\\w-]{16,200}",
    "gh[pousr]_\\w{16,255}|github_pat_\\w{16,255}",
    "gl(?:pat|dt|rt|cbt|ptt|soat)-[\\w.-]{16,200}",
    "xox[a-z]-[\\w-]{8,200}|xapp-[\\w-]{8,200}",
    "(?:AKIA|ASIA)[A-Z0-9]{12,20}",
    "AIza[\\w-]{30,45}|ya29\\.[\\w-]{16,300}",
    "(?:npm|napi|sbp|dop_v1|dckr_pat|hf|lin_api|figd|shpat|rnd)_[\\w-]{16,200}|pypi-[\\w-]{16,300}",
    "SG\\.[\\w-]{10,100}\\.[\\w-]{10,100}",
    "hv[sb]\\.[\\w-]{16,300}|dp\\.(?:pt|st)\\.[\\w-]{16,100}",
    "eyJ[\\w-]{8,4000}\\.eyJ[\\w-]{2,4000}(?:\\.[\\w-]{0,1000})?",
  ].join("|")})`,
  "g",
);

function tokens(text: string): Range[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
}

const REFERENCE = /\*([\w-]{1,60})|\$\{?([A-Za-z_]\w{0,60})/g;

/** The values that a secret refers to: a YAML anchor (`*name`), another variable (`${NAME}`). */
function referredTo(text: string, secrets: readonly Range[]): Range[] {
  const names = new Set<string>();
  for (const { start, end } of secrets)
    for (const [, anchor, variable] of text.slice(start, Math.min(end, start + 300)).matchAll(REFERENCE))
      names.add(anchor === undefined ? variable! : `&${anchor}`);
  if (names.size === 0) return [];
  return [...text.matchAll(REFERRED)].flatMap(({ 0: head, 1: anchor, 2: variable, index }) => {
    if (!names.has(anchor ?? variable!)) return [];
    const start = index + head.length;
    const end = endOfValue(text, index, start);
    return end > start ? [{ start, end }] : [];
  });
}

const REFERRED =
  /(&[\w-]{1,60})[ \t]{1,40}|(?<=^|\n)[ \t]{0,40}(?:export[ \t]{1,10})?([A-Za-z_]\w{0,60})[ \t]{0,20}=[ \t]{0,20}/g;

function until(text: string, start: number, stop: RegExp): number {
  stop.lastIndex = start;
  return stop.exec(text)?.index ?? text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function indent(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at - start;
}
