// All the pools of a process: created on first use, closed together
import { createHash } from "node:crypto";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { ConfigInput } from "../model/input.ts";
import type { Config } from "../model/model.ts";
import { Secret } from "../text/secret.ts";
import type { CloseOptions, CloseResult } from "./closing.ts";
import { type CreatePoolOptions, createPool, type ManagedPool, POOL_OPTIONS, wholeConfig } from "./create.ts";
import { LagWatch } from "./lag.ts";
import { MAIN, plansOf } from "./named.ts";
import { millisOption, onlyKnown, typedOption, wordOption } from "./options.ts";
import { type Balance, type ReplicaState, Replicas } from "./replicas.ts";
import type { PoolStats } from "./stats.ts";

/** Options for pools that are not part of a config. */
export interface CreatePoolsOptions extends Omit<CreatePoolOptions, "name"> {
  /** How reads are spread over the replicas. Default: `"round-robin"`, by weight. */
  readonly balance?: Balance;
  /**
   * Maximum lag of a replica behind the primary, in milliseconds, 100 or more; a replica with more lag is skipped until
   * it has caught up. From the first read on, the primary and each replica are sampled four times in that time, at most
   * five seconds apart. A replica whose position cannot be read, such as one with logical replication, is used.
   * Default: lag is not measured.
   */
  readonly maxLag?: number;
  /**
   * A name under which the pools survive a reload of the module that creates them, as in development servers: the same
   * call returns the same pools. If the config or an option has changed, the old ones are closed and new ones created;
   * `pg`, `client` and `onConnect` stay those of the first call, because a function differs after each reload.
   */
  readonly reuse?: string;
}

/** The pools of one config. */
export interface Pools {
  /** Names of all, whether they are open or not: `main`, the named ones, `replica-1` and so on. */
  readonly names: readonly string[];
  /**
   * One pool; it is created at the first call. Default: `main`.
   *
   * @throws PoolcfgError `usage` for a name that is not in the config, `pool-closed` once the pools are closed.
   */
  get(name?: string): ManagedPool;
  /** The pool to write to: the one whose role is `primary`, else the main one. */
  write(): ManagedPool;
  /** The next pool to read from among those whose role is `replica`. If none can serve, the pool to write to. */
  read(): ManagedPool;
  /** State of each replica: whether it receives reads, and why not. Their pools are created. */
  replicas(): ReplicaState[];
  /** Statistics of each open pool. */
  stats(): PoolStats[];
  /** Closes all that are open, one after the other: the last of the config first, the main one at the end. */
  close(options?: CloseOptions): Promise<CloseResult>;
}

const KEPT: unique symbol = Symbol.for("poolcfg.pools");

interface Kept {
  readonly fingerprint: string;
  readonly pools: Pools;
}

/**
 * Creates the pools of a config: the main one, the named ones under `pools`, and one for each of `connection.replicas`.
 *
 * @param config the result of `loadPoolConfig`, or settings as in a file.
 * @returns the pools, none of them open yet.
 * @throws PoolConfigError if settings are not valid.
 * @example
 *     const pools = createPools(await loadPoolConfig());
 *     await pools.write().query("UPDATE account SET balance = 0 WHERE id = 1");
 *     await pools.read().query("SELECT balance FROM account");
 *     await pools.close({ timeout: 10_000 });
 */
export function createPools(config: Config | ConfigInput, options: CreatePoolsOptions = {}): Pools {
  onlyKnown("createPools", options, [...POOL_OPTIONS.filter((name) => name !== "name"), "balance", "maxLag", "reuse"]);
  const { reuse, ...rest } = options;
  typedOption("reuse", reuse, "string");
  if (rest.balance !== undefined) wordOption("balance", rest.balance, ["round-robin", "least-connections"]);
  if (rest.maxLag !== undefined) millisOption("maxLag", rest.maxLag, 100);
  const whole = wholeConfig(config);
  if (reuse === undefined) return poolsOf(whole, rest);
  const realm = globalThis as { [KEPT]?: Map<string, Kept> };
  realm[KEPT] ??= new Map();
  const kept = realm[KEPT];
  // a function differs after each reload, so only data is compared
  const { balance, maxLag, detectNested } = rest;
  const fingerprint = fingerprintOf({ whole, balance, maxLag, detectNested });
  const known = kept.get(reuse);
  if (known?.fingerprint === fingerprint) return known.pools;
  void known?.pools.close();
  const made = poolsOf(whole, rest);
  const pools: Pools = {
    ...made,
    close(given) {
      if (kept.get(reuse)?.pools === pools) kept.delete(reuse);
      return made.close(given);
    },
  };
  kept.set(reuse, { fingerprint, pools });
  return pools;
}

function poolsOf(
  config: Config,
  { balance = "round-robin", maxLag, ...options }: Omit<CreatePoolsOptions, "reuse">,
): Pools {
  const plans = new Map(plansOf(config).map((plan) => [plan.name, plan]));
  const names = [...plans.keys()];
  const open = new Map<string, ManagedPool>();
  let closed: Promise<CloseResult> | undefined;

  const get = (name = MAIN): ManagedPool => {
    const plan = plans.get(name);
    if (!plan)
      throw new PoolcfgError("usage", `There is no pool ${JSON.stringify(name)}: the config has ${names.join(", ")}.`);
    const known = open.get(name);
    // a pool that was closed on its own is created again
    if (known && (closed || !known.ending)) return known;
    if (closed)
      throw new PoolcfgError("pool-closed", `The pools are closed, and ${JSON.stringify(name)} was not open.`);
    const pool = createPool(plan.config, { ...options, name });
    open.set(name, pool);
    return pool;
  };
  const inRole = (role: string) => [...plans.values()].filter((plan) => plan.role === role);
  const [primary] = inRole("primary");
  const write = () => get(primary!.name);
  const candidates = inRole("replica").map(({ name, weight }) => ({ weight, pool: () => get(name) }));
  const lag =
    maxLag === undefined
      ? undefined
      : new LagWatch(
          write,
          candidates.map(({ pool }) => pool),
          maxLag,
        );
  const replicas = new Replicas(candidates, balance, lag);

  return {
    names,
    get,
    write,
    read: () => replicas.next() ?? (write().health().ready ? write() : (replicas.leastLate() ?? write())),
    replicas: () => replicas.states,
    stats: () => [...open.values()].map((pool) => pool.stats()),
    close(given = {}) {
      lag?.stop();
      closed ??= inTurn(
        names.toReversed().flatMap((name) => open.get(name) ?? []),
        given,
      );
      return closed;
    },
  };
}

async function inTurn(
  pools: readonly ManagedPool[],
  { timeout = null, ...options }: CloseOptions,
): Promise<CloseResult> {
  const until = timeout === null ? null : performance.now() + timeout;
  let [failed, cut] = [0, 0];
  for (const pool of pools) {
    const left = until === null ? null : Math.max(0, until - performance.now());
    const result = await pool.close({ ...options, timeout: left });
    failed += result.failed;
    cut += result.cut;
  }
  return { failed, cut };
}

// a hash does not reveal the password
function fingerprintOf(made: object): string {
  const text = JSON.stringify(made, function (this: Record<string, unknown>, key, value) {
    const held = this[key];
    return held instanceof Secret ? held.reveal() : value;
  });
  return createHash("sha256").update(text).digest("hex");
}
