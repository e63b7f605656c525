// hides what another program prints of the secrets that it knows

import { findDsns } from "../dsn/find.ts";
import { scanDsn } from "../dsn/parse.ts";
import { maskLine } from "../mask.ts";
import { MASK } from "../secret.ts";

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

const VALUE =
  /(?:pass|pwd|secret|token|credential|api_?key|auth)\w{0,40}["'`\]]{0,2}\s{0,20}(?::|=>?|\|\||\?\?)\s{0,20}(["'`])((?:(?!\1)[^\\\n]|\\.){1,1000})\1/gi;

function secretsIn(source: string): string[] {
  return [...[...source.matchAll(VALUE)].map(([, , value]) => value!), ...passwordsIn(source), ...literalsIn(source)];
}

const LITERAL = /(["'`])((?:(?!\1)[^\\\n]|\\.){8,1000})\1/g;

// what a program prints besides: names of modules, and sentences for people
const PLAIN = /(?:\b(?:require|import)\s{0,20}\(\s{0,20}|\b(?:from|import)\s{0,20})$/;
const SENTENCE = /(?:Error|log|warn|error|info)\(\s{0,20}$/;

// any text of eight characters may be a secret
function literalsIn(source: string): string[] {
  return [...source.slice(0, 200_000).matchAll(LITERAL)].flatMap(({ index, 2: text }) => {
    const before = source.slice(Math.max(0, index - 40), index);
    if (PLAIN.test(before) || (SENTENCE.test(before) && text!.includes(" "))) return [];
    return text!.split(/\$\{[^{}]*\}/).filter((piece) => piece.length >= 8);
  });
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
    const written = /:\/\/[^:@/\s]*:([^\s]*)@/.exec(text)?.[1];
    return [scanDsn(text, {}).dsn.password, written];
  });
  return found.filter((word) => word !== undefined);
}
