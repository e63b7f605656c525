// hides what another program prints of the secrets that it knows

import { findDsns } from "../dsn/find.ts";
import { scanDsn } from "../dsn/parse.ts";
import { maskLine } from "../text/mask.ts";
import { MASK } from "../text/secret.ts";

/** What a program knows of secrets. */
export interface Knows {
  /** Its code. */
  readonly source: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A text with its secrets as `***`: those that show by what stands around them, and every one that the program knows. */
export function hideSecrets(text: string, { source, env }: Knows): string {
  const known = [...secretsIn(source), ...Object.entries(env).flatMap(secretsOf)];
  const words = [...new Set(known)].filter((word) => word.length >= SHORTEST).sort((a, b) => b.length - a.length);
  const hidden = words.reduce((rest, word) => rest.replaceAll(word, MASK), text);
  return hidden.split("\n").map(maskLine).join("\n");
}

/** Shorter ones are words of any text. */
const SHORTEST = 4;

const VARIABLE = /pass|pwd|secret|token|credential|auth|(?:api|^|_)_?key$/i;

// up to the quote that the value begins with
const NAMED =
  /(?:pass|pwd|secret|token|credential|api_?key|auth)\w{0,40}["'`\]]{0,2}\s{0,20}(?::|=>?|\|\||\?\?)\s{0,20}(?=["'`])/gi;

function secretsIn(source: string): string[] {
  const named = [...source.matchAll(NAMED)].map(({ 0: name, index }) => literalAt(source, index + name.length));
  return [...named.filter((value) => value !== undefined), ...passwordsIn(source), ...literalsIn(source)];
}

const LONGEST_LITERAL = 1_000;

/** The text in quotes that begins at an offset; undefined if it is empty, not closed in its line, or too long. */
function literalAt(source: string, start: number): string | undefined {
  const quote = source[start];
  for (let at = start + 1; at - start <= LONGEST_LITERAL; at += 1) {
    const char = source[at];
    if (char === quote) return at > start + 1 ? source.slice(start + 1, at) : undefined;
    if (char === undefined || char === "\n") return undefined;
    if (char === "\\") at += 1;
  }
  return undefined;
}

// what a program prints besides: names of modules, and sentences for people
const PLAIN = /(?:\b(?:require|import)\s{0,20}\(\s{0,20}|\b(?:from|import)\s{0,20})$/;
const SENTENCE = /(?:Error|log|warn|error|info)\(\s{0,20}$/;

// any text of eight characters may be a secret
function literalsIn(source: string): string[] {
  const found: string[] = [];
  const end = Math.min(source.length, 200_000);
  for (let at = 0; at < end; at += 1) {
    const text = /["'`]/.test(source[at]!) ? literalAt(source, at) : undefined;
    if (text === undefined || text.length < 8) continue;
    const before = source.slice(Math.max(0, at - 40), at);
    at += text.length + 1;
    if (PLAIN.test(before) || (SENTENCE.test(before) && text.includes(" "))) continue;
    found.push(...text.split(/\$\{[^{}]*\}/).filter((piece) => piece.length >= 8));
  }
  return found;
}

// of a key in several lines, each may be printed by itself
function secretsOf([name, value = ""]: [string, string | undefined]): string[] {
  const own = VARIABLE.test(name) ? [value, ...value.split(/\r?\n/)] : [];
  return [...own, ...passwordsIn(value)];
}

function passwordsIn(source: string): string[] {
  const found = findDsns(source.slice(0, 200_000)).flatMap(({ start, end, bare }) => {
    const text = source.slice(start, end);
    if (bare) return [];
    const user = /^[^\s/]*:\/\/[^:@/\s]*:/.exec(text)?.[0] ?? text;
    const [word] = /^\S*/.exec(text.slice(user.length))!;
    const at = word.lastIndexOf("@");
    return [scanDsn(text).dsn.password, at === -1 ? undefined : word.slice(0, at)];
  });
  return found.filter((word) => word !== undefined);
}
