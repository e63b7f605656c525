// what Agroal reads, as Quarkus names it

import { isoUnit, shortIso } from "../codecs/iso-8601.ts";
import { flag } from "../codecs/units.ts";
import { PROMISES_OF_A_RUNTIME } from "../drivers/pg/pg.ts";
import { javaCount, pgjdbcFields } from "../drivers/pgjdbc.ts";
import { computed, decode, type Fields, lost, type Mapping, to } from "../mapping/define.ts";

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
    "pool.max": to(key("max-size"), javaCount(1), { implicit: 50 }),
    "pool.min": minimum(key("min-size"), key("initial-size")),
    "pool.maxWaiting": PROMISES_OF_A_RUNTIME["pool.maxWaiting"],
    "pool.maxIdle": lost("it closes idle connections by time only", { implicit: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": to(key("acquisition-timeout"), DURATION, {
      claim: "approximate",
      exactAt: (value) => value === null,
      implicit: 5_000,
      note: "the time to wait; a caller for whom a connection is being made waits as long as pool.connectTimeout lets that take",
    }),
    "pool.idleTimeout": to(key("idle-removal-interval"), DURATION, {
      claim: "approximate",
      exactAt: (value) => value === null,
      implicit: 300_000,
      note: "looked at once in that time, so an idle connection stays for up to twice as long",
    }),
    "pool.maxLifetime": to(key("max-lifetime"), DURATION, { implicit: null }),
    "pool.maxLifetimeJitter": lost("all connections live equally long", { implicit: 0 }),
    "pool.maxUses": lost("it retires a connection by age, never by use", {
      implicit: null,
      workaround: "flush-on-close retires it after each use",
    }),
    "pool.testOnAcquire": testOnAcquire(key("validate-on-borrow"), key("foreground-validation-interval")),
    "pool.healthCheckInterval": to(key("background-validation-interval"), DURATION, { implicit: 120_000 }),
    "retry.maxAttempts": lost(AGAIN),
    "retry.interval": lost(AGAIN),
    "retry.multiplier": lost(AGAIN),
    "retry.maxInterval": lost(AGAIN),
    "observe.leakThreshold": to(key("leak-detection-interval"), DURATION, {
      claim: "approximate",
      exactAt: (value) => value === null,
      implicit: null,
      note: "looked at once in that time, so it is told of after up to twice as long",
    }),
    "observe.metrics": lost("it is switched on when the application is built", {
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
  const note = "written twice: initial-size opens them in advance, min-size keeps them";
  return computed(
    [key, initial],
    unit,
    { implicit: 0, note },
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
  return computed(
    [always, after],
    "true, or a duration",
    { implicit: null, note: "validate-on-borrow for every time, foreground-validation-interval for a duration" },
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
        if (read.faults) return read;
        if (read.value === true) return { value: "always" };
        if (native.has(after)) return decode(DURATION, after, native.get(after));
        return native.has(always) ? { value: null } : undefined;
      },
    },
  );
}
