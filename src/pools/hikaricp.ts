// what HikariCP reads, under any keys: by itself, and through Spring Boot

import type { Codec } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { javaCount, pgjdbcFields } from "../drivers/pgjdbc.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported } from "../mapping/define.ts";
import { type Facts, longMillis, mapped, numberIn, refused, resetting, writeUnit } from "../mapping/java.ts";

/** What differs between its versions. */
export interface HikariVersion {
  /** What it takes off a lifetime at most, as a share. */
  readonly jitter: string;
  /** Its own `keepaliveTime`, in milliseconds. */
  readonly keepalive: number | null;
  /** Whether a file may say `30s`. */
  readonly suffixes: boolean;
  /** Whether a connection that grew too old while it was in use goes when it is returned; else when it is next asked for. */
  readonly closesReturned: boolean;
}

/** From 6.3 to 7. */
export const HIKARI: HikariVersion = { jitter: "25%", keepalive: 120_000, suffixes: true, closesReturned: true };

/** Up to 6.0. */
export const HIKARI_5: HikariVersion = { jitter: "2.5%", keepalive: null, suffixes: false, closesReturned: false };

/** Least times that it takes; it resets shorter ones to its defaults, or to off. */
const LEAST = { connection: 250, idle: 10_000, lifetime: 30_000, keepalive: 30_000, leak: 2_000 };

/** `key` spells its properties, `url` is the key of the JDBC URL; `suffixes` is for a file of its own only. */
export function hikariFields(key: (name: string) => string, url: string, version: HikariVersion) {
  const unit = (limits: Parameters<typeof longMillis>[0]) => withSuffixes(longMillis(limits), version.suffixes);
  const lifetime = key("maxLifetime");
  return {
    ...pgjdbcFields(url),
    "pool.max": field(key("maximumPoolSize"), javaCount(1), { libraryDefault: 10 }),
    "pool.min": field(key("minimumIdle"), javaCount(0), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: { sameAs: "pool.max" },
      note: "a minimum of idle connections, checked every 30 s: up to pool.max, this many are opened in addition to those in use; a lost one is not replaced immediately",
    }),
    "pool.maxWaiting": NOT_IN_LIBRARY_POOLS["pool.maxWaiting"],
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": acquireTimeout(key("connectionTimeout"), key("validationTimeout"), unit),
    "pool.idleTimeout": idleTimeout(key("idleTimeout"), lifetime, unit({ min: 0, off: 0 })),
    "pool.maxLifetime": maxLifetime(lifetime, unit({ off: 0 }), version),
    "pool.maxLifetimeJitter": unsupported(
      `it always reduces each lifetime by up to ${version.jitter}, which cannot be changed`,
      { libraryDefault: version.jitter },
    ),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("it tests a connection that was idle for 500 ms, always", {
      libraryDefault: 500,
      workaround: "the system property com.zaxxer.hikari.aliveBypassWindowMs, 0 for every time",
    }),
    "pool.healthCheckInterval": keepalive(key("keepaliveTime"), lifetime, unit({ off: 0 }), version),
    "retry.maxAttempts": attempts(key("initializationFailTimeout")),
    "retry.interval": unsupported(LATER),
    "retry.multiplier": unsupported(LATER),
    "retry.maxInterval": unsupported(LATER),
    "observe.leakThreshold": leak(key("leakDetectionThreshold"), lifetime, unit({ off: 0 })),
    "observe.metrics": unsupported("it records metrics in a registry that the program passes", {
      libraryDefault: false,
      workaround: "registerMbeans for JMX, or a MetricsTrackerFactory",
    }),
  } satisfies Fields;
}

const LATER = "in the background it tries again after 10 ms, then at growing distances up to 5 s, whatever is set";

/** What it reads besides. */
export const HIKARI_KNOWN: readonly string[] = [
  ...["allowPoolSuspension", "autoCommit", "catalog", "connectionInitSql", "connectionTestQuery", "credentials"],
  ...["credentialsProviderClassName", "dataSource", "dataSourceClassName", "dataSourceJNDI", "dataSourceJndi"],
  ...["dataSourceProperties", "driverClassName", "exceptionOverrideClassName", "healthCheckProperties"],
  ...["healthCheckRegistry", "isolateInternalQueries", "metricRegistry", "metricsTrackerFactory", "poolName"],
  ...["readOnly", "registerMbeans", "scheduledExecutor", "schema", "threadFactory", "transactionIsolation"],
];

function acquireTimeout(key: string, validation: string, unit: (limits: object) => Codec): Mapping {
  // 0 stands for the most that it counts to
  const own = unit({ min: LEAST.connection, max: 2_147_483_647, off: 0 });
  const note = "one time for waiting and connecting; validationTimeout is written to stay below it";
  return custom(
    [key, validation],
    own,
    { libraryDefault: 30_000, note },
    {
      write(value, { mode }) {
        const written = writeUnit(own, [key], value, mode);
        if (!written.set) return written;
        // a test of a dead connection may take no more than half of the time
        const half =
          value === null ? 5_000 : Math.max(LEAST.connection, Math.min(5_000, Math.floor(Number(value) / 2)));
        return { set: { ...written.set, ...writeUnit(own, [validation], half, mode).set } };
      },
      read: (native) => (native.has(key) ? decode(own, key, native.get(key)) : undefined),
    },
  );
}

// with a pool of fixed size it does nothing; within a second of the lifetime it is switched off
function idleTimeout(key: string, lifetime: string, unit: Codec): Mapping {
  const facts: Facts = {
    support: "partial",
    fullFor: (value) => value === null,
    libraryDefault: 600_000,
    with: ["pool.maxLifetime"],
    note: "checked every 30 s, so an idle connection stays open for up to 30 s more",
  };
  const mapping = mapped(key, unit, facts, (value, { config, mode }) => {
    const { min, max, maxLifetime } = config.pool;
    if (min >= max)
      return {
        remarks: [{ kind: "unsupported", message: "is not supported: a pool of fixed size closes no idle connection" }],
      };
    const idle = value as number | null;
    if (idle !== null && idle < LEAST.idle)
      return refused(`must be at least ${LEAST.idle} ms: HikariCP takes 600000 for less`);
    if (idle === null || maxLifetime === null || idle + 1_000 <= maxLifetime) return writeUnit(unit, [key], idle, mode);
    const message =
      "is not supported: HikariCP switches it off where pool.maxLifetime closes the connection within a second of it";
    return { ...writeUnit(unit, [key], null, mode), remarks: [{ kind: "unsupported", message }] };
  });
  return resetting(mapping, unit, (idle, native) => {
    const age = numberIn(native, lifetime) ?? 1_800_000;
    if (age > 0 && idle + 1_000 > age)
      return {
        becomes: null,
        why: "it is not a second below maxLifetime, so HikariCP switches it off",
        legal: `0, or ${LEAST.idle} to maxLifetime less 1000`,
      };
    if (idle >= LEAST.idle || idle === 0) return undefined;
    return {
      becomes: 600_000,
      why: `HikariCP takes 600000 for less than ${LEAST.idle}`,
      legal: `0, or ${LEAST.idle} and more`,
    };
  });
}

function maxLifetime(key: string, unit: Codec, { closesReturned }: HikariVersion): Mapping {
  const late: Facts = {
    support: "partial",
    fullFor: (value) => value === null,
    note: "one that expires while in use is closed when it is next requested",
  };
  const facts: Facts = { libraryDefault: 1_800_000, ...(!closesReturned && late) };
  const mapping = mapped(key, unit, facts, (value, { mode }) =>
    value !== null && (value as number) < LEAST.lifetime
      ? refused(`must be at least ${LEAST.lifetime} ms: HikariCP takes 1800000 for less`)
      : writeUnit(unit, [key], value, mode),
  );
  return resetting(mapping, unit, (age) =>
    age >= LEAST.lifetime
      ? undefined
      : {
          becomes: 1_800_000,
          why: `HikariCP takes 1800000 for less than ${LEAST.lifetime}`,
          legal: `0, or ${LEAST.lifetime} and more`,
        },
  );
}

function keepalive(key: string, lifetime: string, unit: Codec, version: HikariVersion): Mapping {
  const facts: Facts = {
    libraryDefault: version.keepalive,
    with: ["pool.maxLifetime"],
    note: "idle connections are pinged; always written, since its default depends on the version",
  };
  const mapping = mapped(key, unit, facts, (value, { config, mode }) => {
    const { maxLifetime } = config.pool;
    if (value !== null && (value as number) < LEAST.keepalive)
      return refused(`must be at least ${LEAST.keepalive} ms: HikariCP switches a shorter keepaliveTime off`);
    if (value === null || maxLifetime === null || (value as number) < maxLifetime)
      return writeUnit(unit, [key], value, mode);
    const message = "is not supported: no connection gets that old, so HikariCP switches it off";
    return { ...writeUnit(unit, [key], null, mode), remarks: [{ kind: "unsupported", message }] };
  });
  return resetting(mapping, unit, (ms, native) => {
    const age = numberIn(native, lifetime) ?? 1_800_000;
    if (ms >= LEAST.keepalive && (age === 0 || ms < age)) return undefined;
    return {
      becomes: null,
      why: "HikariCP switches it off, since it is shorter than 30000 or not below maxLifetime",
      legal: `0, or ${LEAST.keepalive} to less than maxLifetime`,
    };
  });
}

function leak(key: string, lifetime: string, unit: Codec): Mapping {
  const facts: Facts = {
    libraryDefault: null,
    with: ["pool.maxLifetime"],
    note: "a stack trace in the log; the connection is left alone",
  };
  const mapping = mapped(key, unit, facts, (value, { config, mode }) => {
    const { maxLifetime } = config.pool;
    if (value !== null && (value as number) < LEAST.leak)
      return refused(`must be at least ${LEAST.leak} ms: HikariCP switches a shorter one off`);
    if (value !== null && maxLifetime !== null && (value as number) > maxLifetime)
      return refused("must be no longer than pool.maxLifetime: HikariCP switches it off else");
    return writeUnit(unit, [key], value, mode);
  });
  return resetting(mapping, unit, (ms, native) => {
    const age = numberIn(native, lifetime) ?? 1_800_000;
    if (ms >= LEAST.leak && (age === 0 || ms <= age)) return undefined;
    return {
      becomes: null,
      why: "HikariCP switches it off, since it is shorter than 2000 or longer than maxLifetime",
      legal: `0, or ${LEAST.leak} to maxLifetime`,
    };
  });
}

// by default it makes one connection first, and gives up where it cannot
function attempts(key: string): Mapping {
  return custom(
    [key],
    "1 or -1",
    {
      support: "partial",
      fullFor: (value) => value === 1,
      libraryDefault: 1,
      note: "above 1 the pool starts without a connection, and tries in the background, at distances of its own, until the caller's time is up",
    },
    {
      write: (value) => ({ set: { [key]: value === 1 ? 1 : -1 } }),
      read(native) {
        const value = native.get(key);
        const first = typeof value === "string" ? Number(value) : value;
        if (typeof first !== "number" || Number.isNaN(first)) return undefined;
        return first < 0 ? {} : { value: 1 };
      },
    },
  );
}

const SUFFIX = /^(\d{1,15})(ms|s|m|h|d)$/;

const SIZES: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

// 10ms, 20s, 30m, 1h, as a file may say since 6.3
function withSuffixes(unit: Codec, suffixes: boolean): Codec {
  return {
    ...unit,
    decode(native) {
      const [whole, amount, size] = typeof native === "string" ? (SUFFIX.exec(native.trim()) ?? []) : [];
      if (amount === undefined) return unit.decode(native);
      const ms = Number(amount) * SIZES[size!]!;
      return suffixes ? unit.decode(ms) : { error: `is "${whole}" and takes no unit, only milliseconds: write ${ms}` };
    },
  };
}
