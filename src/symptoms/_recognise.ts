// which known message a text or an error is
import { symptoms } from "./_all.gen.ts";
import type { Symptom } from "./_define.ts";

/** Most of a text that is looked at, in characters. */
const LIMIT = 20_000;

/**
 * Every symptom in a text.
 *
 * @returns the one whose words come first in the text before the others; of two at one place, the longer.
 */
export function symptomsIn(text: string): Symptom[] {
  const line = text.slice(0, LIMIT).replace(/\s+/g, " ");
  const hits: { symptom: Symptom; at: number; length: number }[] = [];
  for (const symptom of symptoms) {
    const found = symptom.patterns.map((pattern) => pattern.exec(line)).find((match) => match !== null);
    const match = found ?? codeIn(line, symptom.codes ?? []);
    if (match) hits.push({ symptom, at: found ? match.index : LIMIT + match.index, length: match[0].length });
  }
  return hits.sort((a, b) => a.at - b.at || b.length - a.length).map(({ symptom }) => symptom);
}

/** The symptom of an error: by its words and its code. */
export function symptomOf(error: unknown): Symptom | undefined {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  const worded = symptomsIn(message);
  const coded = symptoms.filter(({ codes = [] }) => typeof code === "string" && codes.includes(code));
  // words tell more than a code, but not against it
  return (
    worded.find(({ codes = [] }) => coded.length === 0 || codes.length === 0 || codes.includes(String(code))) ??
    coded[0]
  );
}

function codeIn(line: string, codes: readonly string[]): RegExpExecArray | undefined {
  for (const code of codes) {
    const match = new RegExp(`(?<![\\w-])${code}(?![\\w-])`).exec(line);
    if (match) return match;
  }
  return undefined;
}
