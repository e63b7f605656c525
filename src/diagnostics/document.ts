// one text that settings are read from, and where in it each value stands
import type { Issue } from "./finding.ts";

/** Names the way to a value: object keys and array indexes. */
export type Pointer = readonly (string | number)[];

/** A stretch of text. Lines and columns count from 1, columns and offsets in UTF-16 units. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** First character, from 0. */
  readonly start: number;
  /** First character after it. */
  readonly end: number;
}

/** A fault of the text itself: bad syntax, a duplicate key, a number in hex where decimal is meant. */
export interface DocumentProblem extends Issue {
  readonly range?: Range;
  /** The value it is about, where it is about one. */
  readonly pointer?: Pointer;
}

/** A text that has been read. `data` holds plain values; its objects have no prototype. */
export interface Document {
  /** As shown to people: a path relative to the working directory, `<stdin>`, `DATABASE_URL`. */
  readonly name: string;
  /** Absolute path, where it is a file. */
  readonly path?: string;
  readonly text: string;
  readonly data: unknown;
  /** With a syntax error in it, `data` is an empty object. */
  readonly problems: readonly DocumentProblem[];
  /** By key, the values of variables of the environment that its value refers to: they are not in the text, and may be anyone's secrets. */
  readonly fromEnvironment?: ReadonlyMap<string, readonly string[]>;
  /** Where a key or its value stands. The parser that knows positions is loaded at the first call. */
  locate(pointer: Pointer, part: "key" | "value"): Range | undefined;
}

/** Turns offsets of a text into ranges. The lines are counted at the first call, and once. */
export function rangesOf(text: string): (start: number, end: number) => Range {
  let starts: readonly number[] | undefined;
  return (start, end) => {
    starts ??= lineStarts(text);
    const from = position(starts, start);
    const to = position(starts, end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
  };
}

let last: { readonly text: string; readonly range: ReturnType<typeof rangesOf> } | undefined;

/** Turns offsets into a range with lines and columns. Many calls in a row about one text count its lines once. */
export function rangeAt(text: string, start: number, end: number): Range {
  if (last?.text !== text) last = { text, range: rangesOf(text) };
  return last.range(start, end);
}

function lineStarts(text: string): number[] {
  // a byte order mark takes no column
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: Math.max(offset - starts[low]!, 0) + 1 };
}
