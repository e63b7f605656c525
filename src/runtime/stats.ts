// what a pool counts and times
import type { ServerBudget } from "./budget.ts";
import { CLOSE_REASONS, type CloseReason } from "./connection.ts";

/** Upper bounds of the buckets of every histogram, in milliseconds: those of OpenTelemetry's `db.client.operation.duration`. */
export const BUCKETS = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000] as const;

/** How times are spread. */
export interface HistogramStats {
  /** How many there were. */
  readonly count: number;
  /** Of all times, in milliseconds. */
  readonly sum: number;
  /** The longest, in milliseconds. */
  readonly max: number;
  /** Upper bounds in milliseconds, each with how many times were at most as long; the last has all. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
}

/** What a pool has now, and has done since it was made; times in milliseconds. Without `observe.metrics`, the histograms stay empty. */
export interface PoolStats {
  /** What the pool is called. */
  readonly name: string;
  /** `pool.max`, 1 or more. */
  readonly max: number;
  /** `pool.min`, 0 or more. */
  readonly min: number;
  /** `pool.maxIdle`, 0 or more. */
  readonly maxIdle: number;
  /** The server, and what all pools of all processes may have there together; null where the config does not state it. */
  readonly server: ServerBudget | null;
  /** Connections, those that are being opened included. */
  readonly size: number;
  /** Connections that are free. */
  readonly idle: number;
  /** Connections that callers hold. */
  readonly used: number;
  /** Connections that are being opened. */
  readonly opening: number;
  /** Callers that wait. */
  readonly waiting: number;
  /** Connections that were handed out, since the pool was made. */
  readonly acquired: number;
  /** Connections that were opened. */
  readonly created: number;
  /** Connections that were closed, by reason; every reason is there. */
  readonly closed: Readonly<Record<CloseReason, number>>;
  /** Attempts to connect that failed. */
  readonly failed: number;
  /** Callers that got no connection in time. */
  readonly timeouts: number;
  /** Callers that were refused at once. */
  readonly refused: number;
  /** Connections that were held too long. */
  readonly leaks: number;
  /** From a caller's question to the connection. */
  readonly acquire: HistogramStats;
  /** From the hand-out to the return. */
  readonly use: HistogramStats;
  /** From the start of a connect to the first query. */
  readonly create: HistogramStats;
}

/** Counts times in buckets. */
class Histogram {
  readonly #counts: number[] = new Array(BUCKETS.length + 1).fill(0);
  #sum = 0;
  #max = 0;
  #count = 0;

  record(ms: number): void {
    let bucket = 0;
    while (bucket < BUCKETS.length && ms > BUCKETS[bucket]!) bucket += 1;
    this.#counts[bucket]! += 1;
    this.#sum += ms;
    this.#count += 1;
    if (ms > this.#max) this.#max = ms;
  }

  get stats(): HistogramStats {
    let total = 0;
    const buckets = [...BUCKETS, Number.POSITIVE_INFINITY].map((bound, at) => {
      total += this.#counts[at]!;
      return [bound, total] as const;
    });
    return { count: this.#count, sum: this.#sum, max: this.#max, buckets };
  }
}

/** Called with each time as it is measured, in milliseconds. */
export interface Recorder {
  acquire(ms: number): void;
  use(ms: number): void;
  create(ms: number): void;
}

/** The counts of one pool. */
export class Counts {
  acquired = 0;
  created = 0;
  failed = 0;
  timeouts = 0;
  refused = 0;
  leaks = 0;
  readonly closed = Object.fromEntries(CLOSE_REASONS.map((reason) => [reason, 0])) as Record<CloseReason, number>;
  readonly acquire = new Histogram();
  readonly use = new Histogram();
  readonly create = new Histogram();
  /** Whoever else is to be told the times; undefined where nobody is. */
  recorder: Recorder | undefined;
  readonly #recorders = new Set<Recorder>();

  /** Tells one more; gives a function that ends it. */
  record(recorder: Recorder): () => void {
    this.#recorders.add(recorder);
    this.#choose();
    return () => {
      this.#recorders.delete(recorder);
      this.#choose();
    };
  }

  // with one, as nearly always, or none, a checkout pays for no loop
  #choose(): void {
    const all = [...this.#recorders];
    const each = (name: keyof Recorder) => (ms: number) => {
      for (const recorder of all) recorder[name](ms);
    };
    this.recorder = all.length < 2 ? all[0] : { acquire: each("acquire"), use: each("use"), create: each("create") };
  }
}
