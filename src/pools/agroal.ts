// what Agroal reads, as Quarkus names it

import { isoUnit, shortIso } from "../codecs/iso-8601.ts";
import { flag } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { javaCount, pgjdbcFields } from "../drivers/pgjdbc.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported } from "../mapping/define.ts";

/** Quarkus takes a bare number for seconds. */
const DURATION = isoUnit({
  doc: "duration such as 5S, 2M or PT0.5S",
  off: "0",
  offIs: "zero",
  bare: 1_000,
  short: { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 },
  format: shortIso,
});

/** `key` spells its properties, `url` is the key of the JDBC URL. */
export function agroalFields(key: (name: string) => string, url: string) {
  return {
    ...pgjdbcFields(url),
    "pool.max": field(key("max-size"), javaCount(1), { libraryDefault: 50 }),
    "pool.min": minimum(key("min-size"), key("initial-size")),
    "pool.maxWaiting": NOT_IN_LIBRARY_POOLS["pool.maxWaiting"],
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": field(key("acquisition-timeout"), DURATION, {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 5_000,
      note: "the time to wait; a caller for whom a connection is being made waits as long as pool.connectTimeout lets that take",
    }),
    "pool.idleTimeout": field(key("idle-removal-interval"), DURATION, {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 300_000,
      note: "checked once in that time, so an idle connection stays open for up to twice as long",
    }),
    "pool.maxLifetime": field(key("max-lifetime"), DURATION, { libraryDefault: null }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", {
      libraryDefault: null,
      workaround: "flush-on-close retires it after each use",
    }),
    "pool.testOnAcquire": testOnAcquire(key("validate-on-borrow"), key("foreground-validation-interval")),
    "pool.healthCheckInterval": field(key("background-validation-interval"), DURATION, { libraryDefault: 120_000 }),
    "retry.maxAttempts": unsupported(AGAIN),
    "retry.interval": unsupported(AGAIN),
    "retry.multiplier": unsupported(AGAIN),
    "retry.maxInterval": unsupported(AGAIN),
    "observe.leakThreshold": field(key("leak-detection-interval"), DURATION, {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: null,
      note: "checked once in that time, so it is reported after up to twice as long",
    }),
    "observe.metrics": unsupported("it is switched on when the application is built", {
      workaround: "quarkus.datasource.metrics.enabled=true",
    }),
  } satisfies Fields;
}

const AGAIN = "a failed connect is tried again until the caller's time is up, at times of its own, whatever is set";

/** What it reads besides. */
export const AGROAL_KNOWN: readonly string[] = [
  ...["additional-jdbc-properties", "detect-statement-leaks", "driver", "enable-keep-alive", "enable-metrics"],
  ...["enable-recovery", "extended-leak-report", "flush-on-close", "login-timeout", "multiple-acquisition"],
  ...["network-timeout", "new-connection-sql", "pooling-enabled", "read-timeout", "telemetry", "tracing"],
  ...["transaction-isolation-level", "transaction-requirement", "transactions", "validation-query-sql"],
  ...["validation-query-timeout"],
];

function minimum(key: string, initial: string): Mapping {
  const unit = javaCount(0);
  const note = "written twice: initial-size opens them in advance, min-size maintains them";
  return custom(
    [key, initial],
    unit,
    { libraryDefault: 0, note },
    {
      write(value) {
        const encoded = unit.encode(value as number);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [key]: encoded.native, [initial]: encoded.native } };
      },
      read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
    },
  );
}

function testOnAcquire(always: string, after: string): Mapping {
  return custom(
    [always, after],
    "true, or a duration",
    { libraryDefault: null, note: "validate-on-borrow for every time, foreground-validation-interval for a duration" },
    {
      write(value) {
        if (typeof value !== "number") return { set: { [always]: value === "always" } };
        const encoded = DURATION.encode(value);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [always]: false, [after]: encoded.native } };
      },
      read(native) {
        const on = native.get(always);
        const read = native.has(always) ? decode(flag(), always, on === "true" || (on === "false" ? false : on)) : {};
        if (read.issues) return read;
        if (read.value === true) return { value: "always" };
        if (native.has(after)) return decode(DURATION, after, native.get(after));
        return native.has(always) ? { value: null } : undefined;
      },
    },
  );
}
