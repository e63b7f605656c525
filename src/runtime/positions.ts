// The WAL positions of the primary over time, from which a replica's position gives its lag

/** A WAL position (LSN) as an increasing number. */
export type Position = bigint;

/** Reads an LSN such as `16/B374D848`; undefined if it is not valid. */
export function positionOf(text: unknown): Position | undefined {
  const match = typeof text === "string" ? /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) : null;
  return match ? (BigInt(`0x${match[1]}`) << 32n) | BigInt(`0x${match[2]}`) : undefined;
}

/** What a replica reports. */
export interface Replayed {
  readonly position: Position;
  /** Milliseconds since the commit of the last replayed transaction; undefined if none was replayed. */
  readonly sinceCommit: number | undefined;
}

/** Recent positions of a primary, one for each sample. */
export class Positions {
  readonly #span: number;
  readonly #known: { readonly at: number; readonly position: Position }[] = [];

  /** @param span milliseconds that are remembered. */
  constructor(span: number) {
    this.#span = span;
  }

  /** Records the position of the primary at the time of its answer. */
  note(at: number, position: Position): void {
    this.#known.push({ at, position });
    while (this.#known.length > 1 && this.#known[0]!.at < at - this.#span) this.#known.shift();
  }

  /**
   * Lag of a replica that was queried at that time: the age of the oldest primary position that the replica has not
   * reached.
   *
   * @returns milliseconds, at most one sampling interval too low; undefined if the primary was never queried.
   */
  lag({ position, sinceCommit }: Replayed, at: number): number | undefined {
    if (this.#known.length === 0) return undefined;
    const missing = this.#known.findIndex((known) => known.position > position);
    if (missing < 0) return 0;
    const since = Math.max(0, at - this.#known[missing]!.at);
    // it may have been behind before the first sample
    return missing === 0 ? Math.max(since, sinceCommit ?? 0) : since;
  }
}
