// what the pools of Rust have in common: the type Duration, counts of 32 bits, and what none of them has

import { Expression, isTree } from "../codecs/literal.ts";
import { type Codec, count, type Value } from "../codecs/units.ts";
import { custom, type Fields, field, type Mapping, unsupported } from "./define.ts";

/** Unit of a TLS mode that is said in libpq's words, and means what libpq means. */
export const LIBPQ_WORD = "a word of libpq";

const IMPORTS = ["use std::time::Duration;"];

/** The longest time that is written: 136 years. `Duration::MAX` overflows the clock. */
const FOREVER = 4_294_967_295;

interface DurationFacts {
  /** How off is said: `None`, a time without end, or not at all. */
  readonly off?: "None" | "forever";
  /** Whether the setter takes an `Option`, so that a program wraps the value. */
  readonly option?: true;
  /** What a time of 0 does; ends the sentence "is 0, which …". */
  readonly zero: string;
  /** Whether only whole seconds count; a time between two is rounded up. */
  readonly whole?: true;
}

/** A `Duration`, in data as serde has it: `{ secs, nanos }`. */
export function duration({ off, option, zero, whole }: DurationFacts): Codec {
  const forever = { secs: FOREVER, nanos: 0 };
  const none = off === "forever" ? forever : null;
  const code = (text: string) => new Expression(option ? `Some(${text})` : text, { imports: IMPORTS });
  const step = whole ? 1_000 : 1;
  const roundUp = (value: number) => Math.ceil(value / step) * step;
  return {
    doc: "Duration",
    ...(off && { off: none }),
    encode(value) {
      if (value === null) return off ? { native: none } : { error: "has no way to say off" };
      if (typeof value !== "number") return { error: "is no time" };
      if (value < 1) return { error: `is 0, which ${zero}` };
      const ms = roundUp(value);
      const native = { secs: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 };
      return ms === value ? { native } : { native, loss: `rounded up to ${native.secs} s` };
    },
    code(value: Value) {
      if (value === null)
        return off === "forever" ? code("Duration::from_secs(u32::MAX.into())") : new Expression("None");
      const ms = roundUp(value as number);
      return code(ms % 1_000 === 0 ? `Duration::from_secs(${ms / 1_000})` : `Duration::from_millis(${ms})`);
    },
    decode(native) {
      if (native === null && off === "None") return { value: null };
      const [secs, nanos] = isTree(native) ? [number(native.secs), number(native.nanos)] : [];
      if (secs === undefined || nanos === undefined) return { error: "is no Duration: { secs, nanos }" };
      if (off === "forever" && secs >= FOREVER) return { value: null };
      const ms = secs * 1_000 + nanos / 1e6;
      if (ms === 0) return { error: `is 0, which ${zero}` };
      return Number.isSafeInteger(ms) ? { value: ms } : { error: "is finer than a millisecond" };
    },
  };
}

// a variable holds text only
function number(value: unknown): number | undefined {
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** A `u32`. */
export function u32(min: number): Codec {
  return count({ min, max: 4_294_967_295, text: true, beyond: "refused" });
}

/** Maps the test of a connection that is handed out to a switch that tests it always. */
export function alwaysOrNever(key: string): Mapping {
  return custom(
    [key],
    "true or false",
    { libraryDefault: "always" },
    {
      write(value) {
        const message = "is partially supported: it tests a connection however short it was idle, which is written";
        return {
          set: { [key]: value !== null },
          ...(typeof value === "number" && { remarks: [{ kind: "partial", message }] }),
        };
      },
      read(native) {
        const value = native.get(key);
        return typeof value === "boolean" ? { value: value ? "always" : null } : undefined;
      },
    },
  );
}

/** Says off by leaving the key out. */
export function absentForOff(mapping: Mapping): Mapping {
  return { ...mapping, write: (value, context) => (value === null ? {} : mapping.write(value, context)) };
}

/** Maps an idle timeout or a lifetime that a background task looks at now and then. */
export function lookedAtLater(key: string, unit: Codec, libraryDefault: number, note: string): Mapping {
  return field(key, unit, { support: "partial", fullFor: (value) => value === null, libraryDefault, note });
}

/** What no pool of Rust has. */
export const NOT_IN_RUST = {
  "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
  "connection.ssl.serverName": unsupported("it verifies the name of the host"),
  "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
  "pool.maxWaiting": unsupported("the queue has no bound", {
    libraryDefault: null,
    workaround: "put a tokio::sync::Semaphore before the pool",
  }),
  "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
  "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
  "pool.healthCheckInterval": unsupported("an idle connection is not tested until checkout", {
    libraryDefault: null,
  }),
  "session.queryTimeout": unsupported("the client has no timeout for queries", {
    libraryDefault: null,
    workaround: "tokio::time::timeout around the query, or session.statementTimeout, which the server enforces",
  }),
  "observe.leakThreshold": unsupported("a connection that is not returned is not noticed", { libraryDefault: null }),
  "observe.metrics": unsupported("it has no counters", { libraryDefault: false }),
} satisfies Partial<Fields>;

/** Keys that a program gives values to by their own names. */
export function names(...keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, key]));
}
