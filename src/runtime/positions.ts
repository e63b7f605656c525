// where the primary was in its log at what time, so that a replica's position tells how far behind it is

/** A place in the write-ahead log, as a number that grows. */
export type Position = bigint;

/** Reads PostgreSQL's `16/B374D848`; undefined where it is none. */
export function positionOf(text: unknown): Position | undefined {
  const match = typeof text === "string" ? /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) : null;
  return match ? (BigInt(`0x${match[1]}`) << 32n) | BigInt(`0x${match[2]}`) : undefined;
}

/** What a replica says of itself. */
export interface Replayed {
  readonly position: Position;
  /** Milliseconds since the last transaction that it has replayed was committed; undefined where it has replayed none. */
  readonly sinceCommit: number | undefined;
}

/** The positions of a primary in the last while, one for each look. */
export class Positions {
  readonly #span: number;
  readonly #known: { readonly at: number; readonly position: Position }[] = [];

  /** @param span milliseconds that are remembered. */
  constructor(span: number) {
    this.#span = span;
  }

  /** Notes where the primary was, at the time of its answer. */
  note(at: number, position: Position): void {
    this.#known.push({ at, position });
    while (this.#known.length > 1 && this.#known[0]!.at < at - this.#span) this.#known.shift();
  }

  /**
   * How far behind a replica is that was asked at that time: since when the primary is known to have what the replica has not.
   *
   * @returns milliseconds, less than the truth by the time between two looks at most; undefined where the primary was never asked.
   */
  lag({ position, sinceCommit }: Replayed, at: number): number | undefined {
    if (this.#known.length === 0) return undefined;
    const missing = this.#known.findIndex((known) => known.position > position);
    if (missing < 0) return 0;
    const since = Math.max(0, at - this.#known[missing]!.at);
    // it may have been behind before the first look
    return missing === 0 ? Math.max(since, sinceCommit ?? 0) : since;
  }
}
