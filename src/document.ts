// one text that settings are read from, and where in it each value stands

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
export interface DocumentProblem {
  /** Id of the rule that it breaks. */
  readonly rule: string;
  readonly message: string;
  readonly help?: string;
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
  /** Where a key or its value stands. The parser that knows positions is loaded at the first call. */
  locate(pointer: Pointer, part: "key" | "value"): Range | undefined;
}

/** Turns offsets into a range with lines and columns. */
export function rangeAt(text: string, start: number, end: number): Range {
  const from = position(text, start);
  const to = position(text, end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
}

function position(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  // a byte order mark takes no column
  let begin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    begin = at + 1;
  }
  return { line, column: Math.max(offset - begin, 0) + 1 };
}
