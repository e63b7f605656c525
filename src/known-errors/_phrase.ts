// phrases made into patterns that cost little on a long text
import type { Phrase } from "./_define.ts";

/** A phrase that can be searched for. */
export interface Pattern {
  readonly regexp: RegExp;
  /** Whether `^` and `$` mean the beginning and the end of a line. */
  readonly byLine: boolean;
  /** Words without which the text cannot match. */
  readonly words: readonly string[];
}

const NAME = `(?:"[^"]{0,200}"|'[^']{0,200}'|\`[^\`]{0,200}\`|[^\\s"'\`]{1,200})`;
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  "<name>": NAME,
  "<n>": "-?\\d{1,20}(?:[.,]\\d{1,20})?",
  "...": ".{0,200}?",
};

/** Makes a phrase searchable. */
export function patternOf(phrase: Phrase): Pattern {
  if (phrase instanceof RegExp) {
    const flags = [...new Set(`${phrase.flags}gi`)].join("");
    return {
      regexp: new RegExp(phrase.source, flags),
      byLine: phrase.multiline || phrase.source.includes("\\n"),
      words: [],
    };
  }
  const parts = phrase.split(/(<name>|<n>|\.\.\.|\{[^{}]{1,300}\})/);
  const source = parts.map((part) => PLACEHOLDERS[part] ?? choiceOf(part) ?? literal(part)).join("");
  // a word at either end is a whole word
  const open = /^\w/.test(phrase) ? "(?<!\\w)" : "";
  const close = /\w$/.test(phrase) ? "(?!\\w)" : "";
  return { regexp: new RegExp(open + source + close, "gi"), byLine: false, words: wordsOf(parts) };
}

/** The words of a text, in lower case. */
export function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu));
}

function choiceOf(part: string): string | undefined {
  if (!/^\{[^{}]+\}$/.test(part)) return undefined;
  const choices = part.slice(1, -1).split("|").map(literal);
  return `(?:${choices.join("|")})`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/["'`]/g, "[\"'`]");
}

// whole words of the literal parts: a word that touches a placeholder may go on in it
function wordsOf(parts: readonly string[]): string[] {
  return parts.flatMap((part, at) => {
    if (at % 2 === 1) return [];
    const whole = [...part.matchAll(/[\p{L}\p{N}_]{3,}/gu)].filter(({ 0: word, index }) => {
      const opens = index > 0 || at === 0;
      const closes = index + word.length < part.length || at === parts.length - 1;
      return opens && closes;
    });
    return whole.map(([word]) => word.toLowerCase());
  });
}
