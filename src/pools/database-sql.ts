// the settings of Go's database/sql, as the struct PoolConfig that programs keep them in

import { nanoseconds } from "../codecs/go.ts";
import { count, flag } from "../codecs/units.ts";
import { connectTimeout, PGX_CONNECTION, pgxFields, pgxPrepared, pgxUrl } from "../drivers/pgx.ts";
import { pgxLimits } from "../mapping/authentication-limits.ts";
import { custom, decode, field, type Mapping, type Target, unsupported } from "../mapping/define.ts";
import { formatDuration } from "../model/duration.ts";

const DSN = "dsn";

/** Everything of the table but whose it is. */
export function databaseSql() {
  return {
    language: "go",
    evidence: "measured",
    forms: ["code", "json"],
    urlParameters: pgxUrl,
    connection: { ...PGX_CONNECTION, key: DSN, limits: pgxLimits(`${DSN}.`) },
    fields: {
      ...pgxFields(`${DSN}.`),
      "pool.max": maximum("max_open_conns"),
      "pool.min": unsupported("connections are opened on demand and no minimum is maintained", {
        libraryDefault: 0,
      }),
      "pool.maxIdle": idle("max_idle_conns", "max_open_conns"),
      "pool.maxLifetime": field("conn_max_lifetime", nanoseconds({ off: true }), { libraryDefault: null }),
      "pool.idleTimeout": idleTime("conn_max_idle_time", "conn_max_lifetime"),
      "pool.maxLifetimeJitter": unsupported("all connections live equally long", {
        libraryDefault: 0,
        workaround: "add a random part to ConnMaxLifetime in each process",
      }),
      "pool.connectTimeout": connectTimeout(
        `${DSN}.`,
        { off: 0, none: null },
        "for each address and, under prefer and allow, once more without TLS; finer than a second in code only",
      ),
      "retry.maxAttempts": field("max_retries", count({ min: 1 }), {
        whenSet: true,
        libraryDefault: 1,
        note: "the pool itself reports a failed connect immediately; Open in the code form makes this many attempts",
      }),
      "retry.interval": field("retry_interval", nanoseconds(), { whenSet: true, note: OPEN }),
      "pool.healthCheckInterval": field("health_interval", nanoseconds({ off: true }), {
        whenSet: true,
        libraryDefault: null,
        note: "the pool itself has no such check; the code form pings one connection, which then is not idle",
      }),
      "observe.metrics": field("metrics_enabled", flag(), {
        libraryDefault: true,
        note: "it counts in any case: `db.Stats()`; the switch is for what publishes that",
      }),
      "retry.multiplier": field("retry_multiplier", count({ min: 1 }), {
        whenSet: true,
        libraryDefault: 1,
        note: OPEN,
      }),
      "retry.maxInterval": field("max_retry_interval", nanoseconds(), { whenSet: true, note: OPEN }),
    },
    ignoredKeys: [DSN],
    keyCase: { key: (part) => NAMES.get(part.toLowerCase()) ?? part },
    prepared: pgxPrepared(`${DSN}.`),
  } satisfies Omit<Target, "id" | "title" | "package" | "source" | "summary">;
}

const OPEN = "of the code form, whose Open tries to connect";

const FIELDS = {
  MaxOpenConns: "max_open_conns",
  MaxIdleConns: "max_idle_conns",
  ConnMaxLifetime: "conn_max_lifetime",
  ConnMaxIdleTime: "conn_max_idle_time",
  MaxRetries: "max_retries",
  RetryInterval: "retry_interval",
  HealthInterval: "health_interval",
  MetricsEnabled: "metrics_enabled",
  RetryMultiplier: "retry_multiplier",
  MaxRetryInterval: "max_retry_interval",
} as const;

// encoding/json takes a key for a field whatever its case
const NAMES = new Map(
  Object.entries(FIELDS).flatMap(([name, key]) => [name.toLowerCase(), key].map((one) => [one, key])),
);

const SETTERS = ["MaxOpenConns", "MaxIdleConns", "ConnMaxLifetime", "ConnMaxIdleTime"] as const;

const SENT = [
  ...["application_name", "search_path", "statement_timeout", "lock_timeout"],
  ...["idle_in_transaction_session_timeout", "transaction_timeout"],
];

/** Native keys by the names that a program gives values to; what it sets at last goes last. */
const NAMES_IN_PROGRAMS: Readonly<Record<string, string>> = {
  ...FIELDS,
  ...Object.fromEntries(SETTERS.map((name) => [`Set${name}`, FIELDS[name]])),
  ...Object.fromEntries(SENT.map((name) => [name, `${DSN}.${name}`])),
  ConnectTimeout: "ConnectTimeout",
};

/** How a program opens a pool, and gives it its settings. */
export const DATABASE_SQL_PROGRAM = {
  keys: NAMES_IN_PROGRAMS,
  opens: [
    ...[
      "sql.Open",
      "sql.OpenDB",
      "sqlx.Open",
      "sqlx.Connect",
      "sqlx.ConnectContext",
      "sqlx.MustOpen",
      "sqlx.MustConnect",
    ],
    ...["stdlib.OpenDB", "stdlib.OpenDBFromPool", "otelsql.Open", "otelsql.OpenDB", "apmsql.Open", "cloudsqlconn.Open"],
  ],
  parts: ["PoolConfig", "pgx.ParseConfig"],
  types: ["sql.DB", "sqlx.DB", "bun.DB"],
};

// no limit is no value of a config
function maximum(key: string): Mapping {
  const unit = count({ min: 1 });
  return {
    ...field(key, unit, { libraryDefault: { words: "no limit" } }),
    read(native) {
      const value = native.get(key);
      if (typeof value !== "number" || value > 0 || !Number.isInteger(value))
        return value === undefined ? undefined : decode(unit, key, value);
      const message = `${key} is ${value}, which is no limit: a burst opens as many connections as there are callers`;
      const fault = {
        key,
        message,
        legal: "a whole number, 1 or more",
        help: "Set the most that the server can spare.",
      };
      return { issues: [{ rule: "zero-not-off", severity: "error", ...fault }] };
    },
  };
}

function idle(key: string, limit: string): Mapping {
  const unit = count();
  return custom(
    [key],
    unit,
    { libraryDefault: 2, note: "not set, it is 2" },
    {
      write: field(key, unit).write,
      read(native) {
        const value = native.get(key);
        // it is never more than the limit, whatever the default
        const most = native.get(limit);
        if (value === undefined) return most === 1 ? { value: 1 } : undefined;
        if (typeof value === "number" && typeof most === "number" && most > 0 && value > most) {
          const message = `${key} is ${value}, above ${limit}, which is ${most}: database/sql lowers it to that`;
          return { value, issues: [{ rule: "max-idle-exceeds-max", severity: "warning", key, message }] };
        }
        return typeof value === "number" && value < 0 ? { value: 0 } : decode(unit, key, value);
      },
    },
  );
}

function idleTime(key: string, lifetime: string): Mapping {
  const unit = nanoseconds({ off: true });
  const mapping = field(key, unit, {
    support: "partial",
    fullFor: (value) => value === null,
    libraryDefault: null,
    note: "it looks once a second at the most",
  });
  return {
    ...mapping,
    read(native) {
      const read = mapping.read(native);
      const end = native.has(lifetime) ? decode(unit, lifetime, native.get(lifetime)).value : undefined;
      if (typeof read?.value !== "number" || typeof end !== "number" || read.value < end) return read;
      const message = `${key} is ${formatDuration(read.value)}, and ${lifetime} of ${formatDuration(end)} ends every connection before`;
      return { ...read, issues: [{ rule: "idle-outlives-lifetime", severity: "warning", key, message }] };
    },
  };
}
