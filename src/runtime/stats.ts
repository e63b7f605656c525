// Counters and histograms of a pool
import type { ServerBudget } from "./budget.ts";
import { CLOSE_REASONS, type CloseReason } from "./connection.ts";

/**
 * Upper bounds of the buckets of every histogram, in milliseconds: those of OpenTelemetry's
 * `db.client.operation.duration`.
 */
export const BUCKETS = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000] as const;

/** A histogram of times. */
export interface HistogramStats {
  /** Number of values. */
  readonly count: number;
  /** Sum of all values in milliseconds. */
  readonly sum: number;
  /** Maximum in milliseconds. */
  readonly max: number;
  /** Upper bounds in milliseconds, each with the cumulative count; the last contains all values. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
}

/**
 * Current state of a pool and totals since it was created; times in milliseconds. Without `observe.metrics`, the
 * histograms stay empty.
 */
export interface PoolStats {
  /** Name of the pool. */
  readonly name: string;
  /** `pool.max`, 1 or more. */
  readonly max: number;
  /** `pool.min`, 0 or more. */
  readonly min: number;
  /** `pool.maxIdle`, 0 or more. */
  readonly maxIdle: number;
  /** The server and its connection budget for all pools of all processes; null if the config does not set it. */
  readonly server: ServerBudget | null;
  /** Connections, including those being opened. */
  readonly size: number;
  /** Idle connections. */
  readonly idle: number;
  /** Connections that are checked out. */
  readonly used: number;
  /** Connections that are being opened. */
  readonly opening: number;
  /** Waiting callers. */
  readonly waiting: number;
  /** Checkouts since the pool was created. */
  readonly acquired: number;
  /** Connections that were opened. */
  readonly created: number;
  /** Connections that were closed, by reason; every reason has an entry. */
  readonly closed: Readonly<Record<CloseReason, number>>;
  /** Attempts to connect that failed. */
  readonly failed: number;
  /** Callers that timed out. */
  readonly timeouts: number;
  /** Callers that were rejected because the queue was full. */
  readonly refused: number;
  /** Connections that exceeded `leakThreshold`. */
  readonly leaks: number;
  /** From the request to the checkout. */
  readonly acquire: HistogramStats;
  /** From the checkout to the release. */
  readonly use: HistogramStats;
  /** From the start of a connect to the first query. */
  readonly create: HistogramStats;
}

/** A histogram. */
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
  /** Additional recorders of times; undefined if there is none. */
  recorder: Recorder | undefined;
  readonly #recorders = new Set<Recorder>();

  /** Adds a recorder; returns a function that removes it. */
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
