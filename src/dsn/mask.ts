// hides passwords in text, also where the connection string they stand in is broken
import { MASK } from "../secret.ts";
import { LIBPQ } from "./_libpq.ts";
import { SCHEME } from "./split.ts";

/**
 * Replaces every password in a text by `***`: in connection URIs, in `password=` settings and parameters.
 * In doubt it hides more than the password.
 */
export function maskDsn(text: string): string {
  const begun = SCHEME.test(text.slice(0, 80));
  const starts: { start: number; from: number }[] = [];
  let seen = 0;
  let before: string | undefined;
  for (const match of text.matchAll(BEGIN)) {
    const between = text.slice(seen, match.index);
    const quote = text[match.index - 1];
    // in quotes both of them, the first has ended
    const ended =
      quote !== undefined && /["'`]/.test(quote) && quote === before && between.indexOf(quote) < between.length - 1;
    // a "://" further on may belong to a password
    const inside = (!/\s/.test(between) && !ended) || (begun && !SCHEME.test(match[0]));
    if (starts.length === 0 || !inside) before = quote;
    seen = match.index + match[0].length;
    if (starts.length === 0 || !inside) starts.push({ start: match.index, from: seen });
  }
  // a text that is one connection string may have a line break in its password
  const whole = begun && starts.length === 1;
  let out = "";
  let done = 0;
  for (const [at, { from }] of starts.entries()) {
    const stretch = text.slice(from, starts[at + 1]?.start ?? text.length);
    const line = whole ? -1 : stretch.indexOf("\n");
    const uri = line === -1 ? stretch : stretch.slice(0, line);
    out += text.slice(done, from) + maskUri(uri, whole);
    done = from + uri.length;
  }
  return maskSettings(out + text.slice(done), whole ? NEXT : CONNINFO.test(text) ? NEXT_WORD : NEXT_OR_LINE);
}

/** Whether the value of a parameter is a secret. */
export function isSecretParam(name: string): boolean {
  // also as it is misspelt
  return /pas{1,3}w\w{0,4}$|passphrase$|^(?:pass?|pwd?)$|secret|^scram_.*_key$/i.test(name);
}

/** Replaces what stands between the first ":" and the last "@" of a word: `user:password@host` without a scheme. */
export function maskLogins(text: string): string {
  if (!text.includes("@")) return text;
  return text
    .split(/([\s"'`]+)/)
    .map((word) => {
      const at = word.lastIndexOf("@");
      // one letter before it is a drive
      const colon = word.indexOf(":", 2);
      return colon === -1 || colon > at || word.startsWith("//", colon + 1)
        ? word
        : `${word.slice(0, colon)}:${MASK}${word.slice(at)}`;
    })
    .join("");
}

const BEGIN = /(?<![a-z0-9+.-])[a-z0-9+.-]+:\/\//gi;

// from the first ":" to the last "@": what stands between may hold any character
function maskUri(text: string, whole: boolean): string {
  const at = text.lastIndexOf("@");
  const colon = text.indexOf(":");
  if (at !== -1) return colon === -1 || colon > at ? text : `${text.slice(0, colon)}:${MASK}${text.slice(at)}`;
  // no "@": what stands where a port would is a password, unless it is a number
  const bare = /^[^\s:/?#,"'`]*:(?!\d{1,5}(?:[/?#,;:\s"'`)\]}]|$))/.exec(text)?.[0];
  if (bare === undefined || bare.startsWith("[")) return text;
  const end = whole ? text.length : bare.length + text.slice(bare.length).search(/[\s"'`]|$/);
  return end === bare.length ? text : `${bare}${MASK}${text.slice(end)}`;
}

/** Replaces the values of `password=`, `sslpassword=` and the like, up to the next setting of libpq. */
function maskSettings(text: string, next: RegExp): string {
  let out = "";
  let done = 0;
  for (const match of text.matchAll(SETTING)) {
    const start = match.index + match[0].length;
    if (match.index < done || start >= text.length || !isSecretParam(unescaped(match[1]!))) continue;
    const quote = text[start] === "'" || text[start] === '"' ? text[start] : undefined;
    const close = quote === undefined ? -1 : text.indexOf(quote, start + 1);
    next.lastIndex = close === -1 ? start : close + 1;
    const end = next.exec(text)?.index ?? text.length;
    out += text.slice(done, start) + (end > start ? MASK : "");
    done = end;
  }
  return out + text.slice(done);
}

const SETTING = /(?<![\w%])([\w%]{1,80})\s{0,20}=\s{0,20}/g;
const KEYWORD = `(?:${[...LIBPQ.keys()].join("|")})\\s{0,20}=`;
const CONNINFO = new RegExp(`^${KEYWORD}`);
const NEXT_WORD = new RegExp(`\\s${KEYWORD}|$`, "g");
const SETTINGS = `[\\s&]${KEYWORD}|$`;
// in a URI only an "&" parts the parameters
const NEXT = new RegExp(`&\\s{0,20}${KEYWORD}|$`, "g");
const NEXT_OR_LINE = new RegExp(`\\n|${SETTINGS}`, "g");

function unescaped(name: string): string {
  return name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
