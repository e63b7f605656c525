// what tarn reads, under any prefix: the pool of knex and of what stands on it

import { jitterMillis, toJitter } from "../codecs/jitter.ts";
import { count, millis } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Since,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import { MAX_TIMER_MS } from "../model/duration.ts";
import { IDLE, NEVER, writeIdle } from "./reaper.ts";
import { validated } from "./tarn-validate.ts";

/**
 * The pool of knex. `connect` is the key of the driver's own connect timeout, `acquire` the key beside tarn's, `library`
 * the package whose version counts.
 */
export function tarnPool(prefix: string, connect: string, acquire: string, library: string) {
  const key = (name: string) => `${prefix}${name}`;
  // before, a lifetime is refused, and a function to validate is not called
  const since: Since = { package: library, range: ">=3.2" };
  const refused: Since = { ...since, refused: true };
  const lifetime = key("maxConnectionLifetimeMillis");
  const jitter = key("maxConnectionLifetimeJitterMillis");
  return {
    ...NOT_IN_LIBRARY_POOLS,
    "pool.max": field(key("max"), count({ min: 1 }), { libraryDefault: 10 }),
    "pool.min": field(key("min"), count(), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 2,
      note: "idle connections below it are not closed, but none is opened in advance; above 0 the process does not exit on its own",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": acquireTimeout(key("acquireTimeoutMillis"), acquire),
    "pool.connectTimeout": connectTimeout(connect, key("createTimeoutMillis")),
    "pool.idleTimeout": idleTimeout(key("idleTimeoutMillis"), key("reapIntervalMillis")),
    "pool.maxLifetime": maxLifetime(lifetime, jitter, refused),
    "pool.maxLifetimeJitter": maxLifetimeJitter(lifetime, jitter, refused),
    ...validated(key("validate"), since),
  } satisfies Partial<Fields>;
}

/** What the pool reads besides. */
export function tarnPoolKnown(prefix: string): string[] {
  const names = ["destroyTimeoutMillis", "createRetryIntervalMillis", "propagateCreateError", "afterCreate"];
  return [...names, "log"].map((name) => `${prefix}${name}`);
}

const OFF = { min: 1, off: MAX_TIMER_MS };

// an idle connection is closed when tarn next looks, by default once a second
function idleTimeout(key: string, reap: string): Mapping {
  const note =
    "tarn looks after a tenth of the time, at most every 250 ms; it refuses 0, so off is a number never reached";
  return custom(
    [key, reap],
    IDLE,
    { libraryDefault: 30_000, note },
    {
      write: (value) => writeIdle(value as number | null, key, reap),
      read(native) {
        if (!native.has(key)) return undefined;
        const ms = native.get(key);
        return typeof ms === "number" && ms >= NEVER ? { value: null } : decode(IDLE, key, ms);
      },
    },
  );
}

// the smaller of the two keys holds
function acquireTimeout(key: string, other: string): Mapping {
  const unit = millis(OFF);
  return custom(
    [key, other],
    unit,
    {
      libraryDefault: 60_000,
      note: "tarn refuses 0, so off is 24.8 days, its longest timer; of the two keys the smaller applies",
    },
    {
      write: field(key, unit).write,
      read(native) {
        const given = [key, other].filter((name) => native.has(name));
        const reads = given.map((name) => decode(unit, name, native.get(name)));
        const faults = reads.flatMap((read) => read.issues ?? []);
        if (faults.length > 0) return { issues: faults };
        if (reads.length < 2) return reads[0];
        const [one, two] = reads.map(({ value }) => (value === null ? Number.POSITIVE_INFINITY : (value as number)));
        const smaller = one! <= two! ? reads[0]! : reads[1]!;
        if (one === two) return smaller;
        const message = `${other} is ${native.get(other)} and ${key} is ${native.get(key)}: the smaller applies`;
        return {
          ...smaller,
          issues: [
            {
              rule: "conflicting-sources",
              severity: "warning",
              key: other,
              message,
              help: `Keep ${key}, and remove ${other}.`,
            },
          ],
        };
      },
    },
  );
}

function connectTimeout(key: string, create: string): Mapping {
  const driver = millis({ off: 0 });
  const pool = millis(OFF);
  const note = "written twice: for the driver, and for the pool, whose time covers the set-up of a new connection too";
  return custom(
    [key, create],
    "ms",
    { note, libraryDefault: 30_000 },
    {
      write(value) {
        const [one, two] = [driver.encode(value as number | null), pool.encode(value as number | null)];
        if ("error" in one) return { remarks: [{ kind: "unrepresentable", message: one.error }] };
        if ("error" in two) return { remarks: [{ kind: "unrepresentable", message: two.error }] };
        return { set: { [key]: one.native, [create]: two.native } };
      },
      read(native) {
        const reads = [
          native.has(key) && decode(driver, key, native.get(key)),
          native.has(create) && decode(pool, create, native.get(create)),
        ];
        const faults = reads.flatMap((read) => (read ? (read.issues ?? []) : []));
        if (faults.length > 0) return { issues: faults };
        const [one, two] = reads.map((read) => (read ? (read.value as number | null) : undefined));
        // without createTimeoutMillis the pool gives up after 30 s
        const bound = two === undefined ? 30_000 : two;
        if (one === undefined) return two === undefined ? undefined : { value: two };
        return { value: one === null ? bound : bound === null ? one : Math.min(one, bound) };
      },
    },
  );
}

function maxLifetime(key: string, jitterKey: string, since: Since): Mapping {
  const unit = millis({ min: 1, off: 0, beyond: "kept" });
  const note = "age is checked on checkout, so an expired idle connection stays open until it is next requested";
  return custom(
    [key, jitterKey],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: null,
      since,
      with: ["pool.maxLifetimeJitter"],
      note,
    },
    {
      write(value, { config }) {
        const lifetime = value as number | null;
        const spread = jitterMillis(config.pool.maxLifetimeJitter, lifetime);
        const base = lifetime === null ? 0 : lifetime - spread;
        if (lifetime !== null && base < 1) {
          return {
            remarks: [
              {
                kind: "unrepresentable",
                message: `less its jitter of ${spread} ms leaves nothing, and 0 means off there; lower pool.maxLifetimeJitter`,
              },
            ],
          };
        }
        if (base > MAX_TIMER_MS)
          return { remarks: [{ kind: "unrepresentable", message: `must be at most ${MAX_TIMER_MS} ms` }] };
        return { set: { [key]: base } };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const base = native.get(key);
        if (typeof base !== "number") return { issues: [wrongType(key, "is not a number, and is ignored", unit)] };
        // anything else is ignored: no lifetime
        if (!Number.isFinite(base) || base <= 0) return { value: null };
        return { value: Math.round(base) + spreadIn(native, jitterKey) };
      },
    },
  );
}

function maxLifetimeJitter(key: string, jitterKey: string, since: Since): Mapping {
  const unit = millis({ beyond: "kept" });
  return custom(
    [jitterKey],
    unit,
    { libraryDefault: 0, since, with: ["pool.maxLifetime"] },
    {
      write(value, { config }) {
        const encoded = unit.encode(jitterMillis(value as number | string, config.pool.maxLifetime));
        return "error" in encoded
          ? { remarks: [{ kind: "unrepresentable", message: encoded.error }] }
          : { set: { [jitterKey]: encoded.native } };
      },
      read(native) {
        if (!native.has(jitterKey)) return undefined;
        const read = decode(unit, jitterKey, native.get(jitterKey));
        const base = native.get(key);
        if (read.issues || typeof base !== "number" || !(base > 0)) return read.issues ? read : undefined;
        const spread = read.value as number;
        return { value: toJitter(spread, Math.round(base) + spread) };
      },
    },
  );
}

function spreadIn(native: { get(key: string): unknown }, key: string): number {
  const spread = native.get(key);
  return typeof spread === "number" && spread > 0 && Number.isFinite(spread) ? Math.round(spread) : 0;
}
