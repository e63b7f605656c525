// hides what another program prints of the secrets that it knows

import { findDsns } from "../dsn/find.ts";
import { scanDsn } from "../dsn/parse.ts";
import { MASK } from "../secret.ts";
import { maskLine } from "./formats/_mask.ts";

/**
 * A text with its secrets as `***`: those that show by what stands around them, and every word that the sources give as a
 * secret.
 *
 * @param sources texts that hold secrets: code, or `NAME="value"`.
 */
export function hideSecrets(text: string, sources: readonly string[]): string {
  const words = [...new Set(sources.flatMap(secretsIn))].sort((a, b) => b.length - a.length);
  const hidden = words.reduce((rest, word) => rest.replaceAll(word, MASK), text);
  return hidden.split("\n").map(maskLine).join("\n");
}

/** Shorter ones are words of any text. */
const SHORTEST = 4;

const VALUE =
  /(?:pass|pwd|secret|token|credential|api_?key|auth)\w{0,40}["'`\]]{0,2}\s{0,20}(?::|=>?|\|\||\?\?)\s{0,20}(["'`])((?:(?!\1)[^\\\n]|\\.){1,1000})\1/gi;

function secretsIn(source: string): string[] {
  const values = [...source.matchAll(VALUE)].map(([, , value]) => value!);
  const passwords = findDsns(source.slice(0, 200_000)).flatMap(({ start, end, bare }) => {
    const text = source.slice(start, end);
    if (bare) return [];
    const written = /:\/\/[^:@/\s]*:([^\s]*)@/.exec(text)?.[1];
    return [scanDsn(text, {}).dsn.password, written];
  });
  return [...values, ...passwords].filter((word): word is string => word !== undefined && word.length >= SHORTEST);
}
