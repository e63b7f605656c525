// numbers that a container is started with: where one is set, what it is, and why it cannot be read

import type { Origin } from "../diagnostics/origin.ts";
import type { Filled } from "./container.ts";
import type { Variable, Word } from "./manifests/_define.ts";

/** A number, and what sets it. */
export interface Figure {
  readonly value: number;
  /** The variable or the option of the command line, as it is spelt. */
  readonly name: string;
  readonly origin?: Origin;
}

/** A number that is set, but cannot be read. */
export interface Unreadable {
  /** A clause: `WEB_CONCURRENCY is taken from the shell`. */
  readonly reason: string;
}

/** One word of a command line, without quotes. */
export interface Token {
  readonly text: string;
  readonly origin: Origin;
}

/** What is looked at of each text of a command line, in characters. */
const MOST_TEXT = 20_000;

/** Maximum count of words that are looked at. */
const MOST_WORDS = 2_000;

/** The words of a command line; one text may be a whole line for a shell. */
export function tokensIn(words: readonly Word[]): Token[] {
  const tokens: Token[] = [];
  for (const { text, origin } of words)
    for (const word of text.slice(0, MOST_TEXT).split(/[\s"']+/)) {
      if (word === "") continue;
      if (tokens.length >= MOST_WORDS) return tokens;
      tokens.push({ text: word, origin });
    }
  return tokens;
}

/** The value of an option: `-w 4`, `-w4`, `--workers=4` or `--workers 4`. The last one is in effect. */
export function optionIn(
  tokens: readonly Token[],
  flags: readonly string[],
): { readonly flag: string; readonly text: string; readonly origin: Origin } | undefined {
  let found: ReturnType<typeof optionIn>;
  for (const [index, { text, origin }] of tokens.entries()) {
    const flag = flags.find(
      (one) =>
        text === one ||
        text.startsWith(`${one}=`) ||
        (one.length === 2 && text.startsWith(one) && /^[\d$]/.test(text.slice(2))),
    );
    if (flag === undefined) continue;
    const value = text === flag ? tokens[index + 1]?.text : text.slice(flag.length).replace(/^=/, "");
    if (value !== undefined) found = { flag, text: value, origin };
  }
  return found;
}

/** Reads an option as a count. */
export function figureOfOption(
  tokens: readonly Token[],
  flags: readonly string[],
  variables: Filled["variables"],
): Figure | Unreadable | undefined {
  const option = optionIn(tokens, flags);
  if (!option) return undefined;
  const { flag, text, origin } = option;
  const value = countIn(filledIn(text, variables));
  return value === undefined
    ? { reason: `the value of ${flag} is not a number that can be read` }
    : { value, name: `${flag} ${value}`, origin };
}

/** Reads the first of several variables that is set. */
export function figureOfVariable(
  names: readonly string[],
  variables: Filled["variables"],
): Figure | Unreadable | undefined {
  for (const name of names) {
    const variable = variables.get(name);
    // an empty variable is as good as none
    if (!variable || ("text" in variable && variable.text.trim() === "")) continue;
    return figureOf(name, variable);
  }
  return undefined;
}

/** Reads a variable as a count. */
export function figureOf(name: string, variable: Variable): Figure | Unreadable {
  if (!("text" in variable)) return { reason: `${name} ${variable.unreadable}` };
  const value = countIn(variable.text);
  return value === undefined ? { reason: `${name} is not a number` } : { value, name, origin: variable.origin };
}

/** Whether a number was read. */
export function isFigure(found: Figure | Unreadable | undefined): found is Figure {
  return found !== undefined && "value" in found;
}

/** A whole number of up to six digits, with a sign; undefined for anything else. */
function countIn(text: string): number | undefined {
  return /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

/** `$NAME`, `${NAME}`, `${NAME:-4}` and `$(NAME)` as a shell and Kubernetes fill them in; other texts as they are. */
function filledIn(text: string, variables: Filled["variables"]): string {
  const [, name, fallback] = /^\$[{(]?([A-Za-z_]\w{0,100})(?::?-(-?\d{1,6}))?[})]?$/.exec(text) ?? [];
  if (name === undefined) return text;
  const variable = variables.get(name);
  if (variable) return "text" in variable ? variable.text : "";
  return fallback ?? "";
}
