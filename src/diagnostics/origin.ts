// where one value came from; positions are looked up only when asked for

import { INSPECT } from "../text/secret.ts";
import type { Document, Pointer, Range } from "./document.ts";

/** The kinds of source, lowest precedence first. */
export const SOURCES = ["default", "preset", "extends", "file", "profile", "dsn", "dotenv", "env", "argument"] as const;

/** The kind of a source, as `poolcfg show` and the precedence have it. */
export type SourceKind = (typeof SOURCES)[number];

interface Place {
  /** The text that the value stands in. */
  readonly document?: Document;
  readonly pointer?: Pointer;
  /** Whether the fault is in the key or in the value; `value` unless said. */
  readonly part?: "key" | "value";
  /** A stretch of the document, where it is known at once. */
  readonly range?: Range;
  /** Name of the variable, DSN parameter or argument, as it is spelt there. */
  readonly name?: string;
  /** Whether the value is a secret whatever it sets: it was read from the file that a `_FILE` variable names, or refers to a variable. */
  readonly hidden?: boolean;
}

/** Where one value came from: the source, and the file, line and column where it has them. */
export class Origin {
  static readonly name: string = "Origin";
  readonly source: SourceKind;
  readonly #place: Place;
  #range: Range | undefined | null = null;

  constructor(source: SourceKind, place: Place = {}) {
    this.source = source;
    this.#place = place;
  }

  /** The stretch of the document; undefined where the source has no lines. The first look may read the text again. */
  get range(): Range | undefined {
    if (this.#range === null) {
      const { document, pointer, part, range } = this.#place;
      this.#range = range ?? (document && pointer ? document.locate(pointer, part ?? "value") : undefined);
    }
    return this.#range;
  }

  /** The document that the value stands in. */
  get document(): Document | undefined {
    return this.#place.document;
  }

  /** The way to the value inside its document. */
  get pointer(): Pointer | undefined {
    return this.#place.pointer;
  }

  /** The file as shown to people. */
  get file(): string | undefined {
    return this.#place.document?.name;
  }

  /** Line of the document, from 1. */
  get line(): number | undefined {
    return this.range?.line;
  }

  /** Column in the line, from 1, in UTF-16 units. */
  get column(): number | undefined {
    return this.range?.column;
  }

  /** Name of the variable, DSN parameter or argument. */
  get name(): string | undefined {
    return this.#place.name;
  }

  /** Whether the value must never be shown, whatever it sets. */
  get hidden(): boolean {
    return this.#place.hidden === true;
  }

  /** As shown to people: `pool.toml:4:9`, `POOL_MAX in .env:3`, `DATABASE_URL ?connection_limit`, `default`. */
  get label(): string {
    const { document, name } = this.#place;
    const { line, column } = this;
    if (name !== undefined && document && name !== document.name)
      return `${name} in ${document.name}${line ? `:${line}` : ""}`;
    if (name !== undefined && !document) return name;
    if (document) return `${document.name}${line ? `:${line}:${column}` : ""}`;
    return this.source;
  }

  /** The same place, pointing at the key instead of the value. */
  atKey(): Origin {
    return new Origin(this.source, { ...this.#place, part: "key" });
  }

  /** A stretch inside the value, as offsets from its start. */
  within(start: number, end: number, rangeAt: (text: string, start: number, end: number) => Range): Origin {
    const { document } = this.#place;
    const range = this.range;
    if (!document || !range) return this;
    return new Origin(this.source, {
      ...this.#place,
      range: rangeAt(document.text, range.start + start, range.start + end),
    });
  }

  toString(): string {
    return this.label;
  }

  toJSON(): { source: SourceKind; label: string; file?: string; line?: number; column?: number; name?: string } {
    const { source, label, file, line, column, name } = this;
    return {
      source,
      label,
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(name !== undefined && { name }),
    };
  }

  [INSPECT](): string {
    return `Origin(${this.label})`;
  }
}
