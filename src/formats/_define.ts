// what a reader is: it makes a document of a text in one syntax
import { type Document, type DocumentProblem, type Pointer, type Range, rangesOf } from "../diagnostics/document.ts";

/** One syntax that settings are read from. Its id is its file name. */
export interface Reader {
  readonly id: string;
  /** Ends of the file names that it reads, with the dot. */
  readonly extensions: readonly string[];
  /** Beginnings of the file names that it reads. */
  readonly prefixes?: readonly string[];
  /** Largest text, in bytes, where that is less than for every file. */
  readonly maxBytes?: number;
  /** Whether each line stands for itself, so that a bad one takes nothing from the others. */
  readonly byLine?: boolean;
  /** Never throws: what is wrong with the text is a problem of the document. */
  read(text: string, place: SourceInfo): Document;
}

/** Where a text comes from. */
export interface SourceInfo {
  /** As shown to people. */
  readonly name: string;
  /** Absolute path, where it is a file. */
  readonly path?: string | undefined;
  /** What `${NAME}` may refer to besides the text itself, for a syntax that has such references; nothing unless said. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether a merge key (`<<`) brings what it names; it is reported unless said. */
  readonly merges?: boolean;
}

/** What a syntax finds in a text; `defineReader` makes the document of it. */
export interface Parsed {
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** By key, the values of variables of `Place.env` that its value has in it. */
  readonly fromEnvironment?: ReadonlyMap<string, readonly string[]>;
  /** First and last character (exclusive) of a key or a value. */
  find(pointer: Pointer, part: "key" | "value"): Stretch | undefined;
}

/** A stretch of text: offset of its first character, and of the first one after it. */
export type Stretch = readonly [start: number, end: number];

/** A problem whose place is still an offset, or the way to a key or value. */
export interface Fault extends Omit<DocumentProblem, "range"> {
  readonly at?: Stretch;
  /** Which part of `pointer` it is about, where `at` is not known; `value` unless said. */
  readonly part?: "key" | "value";
}

/** Faults after which nothing of the text is used; of a text whose lines stand for themselves, and of any other. */
const FATAL_BY_LINE: ReadonlySet<string> = new Set(["too-deep", "too-many-aliases"]);
const FATAL: ReadonlySet<string> = new Set([...FATAL_BY_LINE, "syntax-error"]);

/** Defines a reader from a function that parses; that function reports faults and does not throw. */
export function defineReader(
  reader: Omit<Reader, "read"> & { parse(text: string, env: NonNullable<SourceInfo["env"]>, merges: boolean): Parsed },
): Reader {
  const { parse, ...rest } = reader;
  const fatal = reader.byLine ? FATAL_BY_LINE : FATAL;
  return {
    ...rest,
    read(text, { name, path, env = {}, merges = false }) {
      const { data, faults, find, fromEnvironment } = parse(text, env, merges);
      const rangeOf = rangesOf(text);
      const range = ([start, end]: Stretch): Range => rangeOf(start, end);
      const locate = (pointer: Pointer, part: "key" | "value"): Range | undefined => {
        const found = find(pointer, part);
        return found && range(found);
      };
      const problems = faults.map(({ at, part = "value", ...problem }) => ({
        ...problem,
        range: (at ? range(at) : problem.pointer && locate(problem.pointer, part)) ?? range([0, 0]),
      }));
      return {
        name,
        ...(path !== undefined && { path }),
        text,
        data: faults.some(({ rule }) => fatal.has(rule)) ? Object.create(null) : data,
        problems,
        ...(fromEnvironment && { fromEnvironment }),
        locate,
      };
    },
  };
}

/** A parse that came to nothing. */
export function failed(fault: Fault): Parsed {
  return { data: Object.create(null), faults: [fault], find: () => undefined };
}

/** The word that begins at an offset, up to a space or a bracket; at least one character, if there is one. */
export function wordAt(text: string, start: number): Stretch {
  const from = Math.min(start, text.length);
  let end = from;
  while (end < text.length && !/[\s,=:[\]{}]/.test(text[end]!)) end++;
  return [from, Math.max(end, Math.min(from + 1, text.length))];
}
