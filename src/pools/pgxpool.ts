// how pgxpool keeps the times of its connections: a base to which the jitter is added, and a check that closes them

import { goCount, goDurationOrNanoseconds, YEAR_MS } from "../codecs/go.ts";
import { jitterMillis, toJitter } from "../codecs/jitter.ts";
import { goDuration, integer } from "../codecs/url-text.ts";
import { connectTimeout, pgxUrl } from "../drivers/pgx.ts";
import { custom, decode, field, type Mapping, type Read, type Remark, type WriteContext } from "../mapping/define.ts";
import { defineUrlParameters } from "../mapping/url-parameters.ts";

const LIFETIME = "pool_max_conn_lifetime";
const JITTER = "pool_max_conn_lifetime_jitter";
const IDLE = "pool_max_conn_idle_time";
const MIN_IDLE = "pool_min_idle_conns";
const PERIOD = "pool_health_check_period";

/** What the check waits for by itself, and the ages that it has by itself. */
const DEFAULT_PERIOD_MS = 60_000;
const DEFAULT_LIFETIME_MS = 3_600_000;
const DEFAULT_IDLE_MS = 1_800_000;

const unit = goDurationOrNanoseconds();
const YEAR = "8760h";

/** The fields that its parameters hold, by the names that the connection string has for them. */
export function pgxpoolTimes() {
  return {
    "pool.maxLifetime": maxLifetime(),
    "pool.maxLifetimeJitter": maxLifetimeJitter(),
    "pool.idleTimeout": idleTimeout(),
    "pool.healthCheckInterval": healthCheckInterval(),
  };
}

/** Maps a count. */
export function poolCount(name: string, limits: { min?: number; max?: number }, facts: Parameters<typeof field>[2]) {
  return field(name, goCount({ max: 2 ** 31 - 1, beyond: "refused", ...limits }), facts);
}

/** Maps the size. */
export function maximum(): Mapping {
  return poolCount(
    "pool_max_conns",
    { min: 1 },
    { libraryDefault: { words: "as many as the machine has CPUs, 4 at the least" } },
  );
}

/** Maps the floor; one of idle connections alone is another thing. */
export function minimum(): Mapping {
  const mapping = poolCount(
    "pool_min_conns",
    {},
    {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 0,
      note: "opened and maintained in the background by the check, which does not notice a broken connection until it is used",
    },
  );
  return {
    ...mapping,
    read(native) {
      const read = mapping.read(native);
      if (!native.has(MIN_IDLE)) return read;
      const remark = `${MIN_IDLE} is a minimum of idle connections, in addition to those in use, which a config does not have`;
      return { ...read, remark };
    },
  };
}

function maxLifetime(): Mapping {
  return custom(
    [LIFETIME],
    { doc: "Go duration", off: YEAR },
    {
      with: ["pool.maxLifetimeJitter"],
      libraryDefault: DEFAULT_LIFETIME_MS,
      note: "the lifetime minus the jitter, which it adds; up to 5.10, 0 means expired, so off is a year; an idle connection is closed by the next check",
    },
    {
      write(value, context) {
        if (value === null) return written(LIFETIME, YEAR_MS, context);
        const lifetime = Number(value);
        const base = lifetime - spread(context);
        const message = "needs a jitter below it, because pgxpool reads a base of 0 as none";
        return base > 0 ? written(LIFETIME, base, context) : { remarks: [{ kind: "unrepresentable", message }] };
      },
      read(native) {
        const base = aged(LIFETIME, native.get(LIFETIME), DEFAULT_LIFETIME_MS);
        if (base?.value === undefined || base.value === null) return base;
        return { ...base, value: Number(base.value) + spreadIn(native.get(JITTER)) };
      },
    },
  );
}

function maxLifetimeJitter(): Mapping {
  const remark: Remark = {
    kind: "unsupported",
    message: "is not supported: pgxpool draws whole seconds below it, so that there is no spread",
    workaround: "set 2s or more",
  };
  return custom(
    [JITTER],
    "Go duration",
    { with: ["pool.maxLifetime"], libraryDefault: 0, note: "in whole seconds, and always less than it says" },
    {
      write(_, context) {
        const jitter = spread(context);
        const lost = jitter > 0 && jitter < 2_000;
        return { ...written(JITTER, jitter, context), ...(lost && { remarks: [remark] }) };
      },
      read(native) {
        const jitter = native.get(JITTER);
        if (jitter === undefined) return undefined;
        const read = decode(unit, JITTER, jitter);
        const base = aged(LIFETIME, native.get(LIFETIME), DEFAULT_LIFETIME_MS)?.value;
        if (read.value === undefined || typeof base !== "number") return read;
        return { ...read, value: toJitter(Number(read.value), base + Number(read.value)) };
      },
    },
  );
}

function idleTimeout(): Mapping {
  return custom(
    [IDLE],
    { doc: "Go duration", off: YEAR },
    {
      libraryDefault: DEFAULT_IDLE_MS,
      note: "0 closes every idle connection, so off is a year; closed by the check, up to one period late",
    },
    {
      write: (value, context) => written(IDLE, value === null ? YEAR_MS : Number(value), context),
      read: (native) => aged(IDLE, native.get(IDLE), DEFAULT_IDLE_MS),
    },
  );
}

function healthCheckInterval(): Mapping {
  return custom(
    [PERIOD],
    "Go duration",
    {
      support: "partial",
      with: ["pool.idleTimeout", "pool.maxLifetime"],
      libraryDefault: DEFAULT_PERIOD_MS,
      note: "the check closes idle and expired connections and maintains the minimum, but does not test connections; if not set, it is at most a quarter of the idle timeout",
    },
    {
      write(value, context) {
        const lost: Remark = {
          kind: "unsupported",
          message: "is not supported: without the check no idle connection is closed and no minimum is maintained",
        };
        if (value === null) return { remarks: [lost] };
        const period = context.isSet("pool.healthCheckInterval") ? Number(value) : shortest(Number(value), context);
        return written(PERIOD, period, context);
      },
      read(native) {
        const period = native.get(PERIOD);
        if (period === undefined) return undefined;
        const read = decode(unit, PERIOD, period);
        if (read.value !== 0) return read;
        const message = `${PERIOD} is 0: pgxpool panics as it starts`;
        return {
          issues: [
            { rule: "zero-not-off", severity: "error", key: PERIOD, message, help: "Write how often it looks." },
          ],
        };
      },
    },
  );
}

// what nobody set is short enough for the times that hang on it
function shortest(period: number, { config }: WriteContext): number {
  const { idleTimeout: idle, maxLifetime: lifetime } = config.pool;
  const times = [idle, lifetime].flatMap((time) => (time === null ? [] : Math.max(1, Math.round(time / 4))));
  return Math.min(period, ...times);
}

function spread({ config }: WriteContext): number {
  const { maxLifetime: lifetime, maxLifetimeJitter: jitter } = config.pool;
  return jitterMillis(jitter, lifetime);
}

function spreadIn(jitter: unknown): number {
  const read = jitter === undefined ? undefined : unit.decode(jitter);
  return read && "value" in read ? Number(read.value) : 0;
}

function written(key: string, ms: number, { mode }: WriteContext) {
  if (mode === "code") return { set: { [key]: unit.code!(ms) } };
  const encoded = unit.encode(ms);
  return "native" in encoded ? { set: { [key]: encoded.native } } : {};
}

// a year and more is off, and 0 is never meant
function aged(key: string, native: unknown, absent: number): Read | undefined {
  if (native === undefined) return undefined;
  const read = decode(unit, key, native);
  if (read.value !== 0) return Number(read.value) >= YEAR_MS ? { value: null } : read;
  const what =
    key === IDLE ? "every idle connection is closed at each check" : "up to 5.10 it takes every connection for expired";
  return {
    issues: [
      {
        rule: "zero-not-off",
        severity: "error",
        key,
        message: `${key} is 0: ${what}`,
        help: `Write ${YEAR} for off, or leave it out for ${absent / 60_000} minutes.`,
      },
    ],
  };
}

/** The time to connect, in the connection string or in a field of the parsed config. */
export const POOL_CONNECT_TIMEOUT = connectTimeout(
  "",
  { off: YEAR_MS / 1_000, none: 120_000 },
  "for each address; it takes 0 for 2 minutes, so off is a year; finer than a second in code only",
);

/** Times are Go durations (`30m`, `1h30m`). */
export const pgxpoolUrl = defineUrlParameters({
  ...pgxUrl,
  id: "pgxpool",
  title: "pgxpool",
  source: {
    url: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#ParseConfig",
    version: "5.12",
    checked: "2026-11-21",
  },
  fields: {
    ...pgxUrl.fields,
    "pool.max": maximum(),
    "pool.min": minimum(),
    ...pgxpoolTimes(),
    "pool.connectTimeout": { ...POOL_CONNECT_TIMEOUT, keys: ["connect_timeout"] },
  },
  others: { ...pgxUrl.others, [MIN_IDLE]: integer(), pool_ping_timeout: goDuration() },
  detectBy: [
    ...["default_query_exec_mode", "description_cache_capacity", "pool_health_check_period", "pool_max_conn_idle_time"],
    ...["pool_max_conn_lifetime", "pool_max_conn_lifetime_jitter", "pool_max_conns", "pool_min_conns"],
    ...["pool_min_idle_conns", "pool_ping_timeout", "statement_cache_capacity"],
  ],
});
