// the pool that every major version of Sequelize has: sequelize-pool

import { jitterMillis } from "../codecs/jitter.ts";
import { Expression } from "../codecs/literal.ts";
import { type Codec, count, millis } from "../codecs/units.ts";
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import {
  type Check,
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Read,
  unsupported,
} from "../mapping/define.ts";
import { MAX_TIMER_MS } from "../model/duration.ts";
import type { Config } from "../model/model.ts";
import { IDLE, NEVER, writeIdle } from "./reaper.ts";

/** In what the versions differ: what a zero does, in words that follow "which". */
export interface Zeros {
  readonly acquire: string;
  readonly idle: string;
  /** Undefined where a zero is off. */
  readonly maxUses?: string;
}

/** The options under `pool`, all but the connect timeout, which is the driver's. */
export function sequelizePool(zeros: Zeros) {
  return {
    ...NOT_IN_LIBRARY_POOLS,
    "pool.maxWaiting": unsupported("the queue has no bound", {
      libraryDefault: null,
      workaround: "compare the number of waiting callers, `waiting` of its pool, before you ask for a connection",
    }),
    "pool.max": field("pool.max", count({ min: 1 }), { libraryDefault: 5 }),
    "pool.min": field("pool.min", count(), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 0,
      note: "idle connections below it are not closed, and a broken one is replaced, but none is opened in advance",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": acquireTimeout(zeros.acquire),
    "pool.idleTimeout": idleTimeout(zeros.idle),
    "pool.maxLifetime": maxLifetime(),
    "pool.maxLifetimeJitter": maxLifetimeJitter(),
    "pool.maxUses": maxUses(zeros.maxUses),
    "pool.testOnAcquire": unsupported("`validate` is synchronous, so it cannot ask the server", {
      libraryDefault: null,
    }),
  } satisfies Partial<Fields>;
}

/** Keys under `pool` that carry no canonical setting. */
export const SEQUELIZE_POOL_KNOWN = ["pool.evict", "pool.validate"];

/** What names the database system. */
export const SEQUELIZE_SYSTEM = { keys: ["dialect"], postgresql: ["postgres", "postgresql"] } as const;

/** What is wrong with settings of any version. */
export const SEQUELIZE_CHECKS: readonly Check[] = [
  {
    key: "pool.validate",
    when: (value) => typeof value === "function" && value.constructor.name === "AsyncFunction",
    rule: "wrong-type",
    severity: "error",
    message: "pool.validate is an async function, and its promise counts as true: every connection passes",
    legal: "a function that returns true or false immediately",
    help: "Make it synchronous: look at the age or the state of the connection, and ask the server nothing.",
  },
  {
    key: "replication",
    when: (value) => typeof value === "object" && value !== null,
    rule: "replication-doubles-pool",
    severity: "warning",
    message: "replication makes two pools, one to read and one to write, and each may open pool.max connections",
    help: "Count pool.max twice, or halve it.",
  },
];

function acquireTimeout(zero: string): Mapping {
  const unit = millis({ min: 1, off: MAX_TIMER_MS });
  const note = "waiting and connecting together; off is 24.8 days, its longest timer";
  return custom(
    ["pool.acquire"],
    unit,
    { libraryDefault: 60_000, note },
    { write: field("pool.acquire", unit).write, read: (native) => readWithZero(native, "pool.acquire", unit, zero) },
  );
}

// an idle connection is closed when the pool next looks, by default once a second
function idleTimeout(zero: string): Mapping {
  const note =
    "`evict` is the interval of the check: a tenth of the time, at most every 250 ms; off is a number that is never reached";
  return custom(
    ["pool.idle", "pool.evict"],
    IDLE,
    { libraryDefault: 10_000, note },
    {
      write: (value) => writeIdle(value as number | null, "pool.idle", "pool.evict"),
      read(native) {
        const ms = native.get("pool.idle");
        if (typeof ms === "number" && ms >= NEVER) return { value: null };
        const read = readWithZero(native, "pool.idle", IDLE, zero);
        if (typeof ms !== "string" || !read?.issues) return read;
        const help = "Write a number: text is put behind the time of day as digits, and no connection is ever closed.";
        return { issues: read.issues.map((fault) => ({ ...fault, help })) };
      },
    },
  );
}

function maxUses(zero: string | undefined): Mapping {
  const unit = count({ min: 1, ...(zero === undefined && { off: 0 }) });
  const note = zero === undefined ? {} : { note: "off is the absence of the key" };
  return custom(
    ["pool.maxUses"],
    unit,
    { libraryDefault: null, ...note },
    {
      write: (value, context) =>
        value === null && zero !== undefined ? {} : field("pool.maxUses", unit).write(value, context),
      read: (native) =>
        native.get("pool.maxUses") === Number.POSITIVE_INFINITY
          ? { value: null }
          : readWithZero(native, "pool.maxUses", unit, zero),
    },
  );
}

function readWithZero(
  native: { has(key: string): boolean; get(key: string): unknown },
  key: string,
  unit: Codec,
  zero: string | undefined,
): Read | undefined {
  if (!native.has(key)) return undefined;
  if (native.get(key) !== 0 || zero === undefined) return decode(unit, key, native.get(key));
  return {
    issues: [
      {
        rule: "zero-not-off",
        severity: "error",
        key,
        message: `${key} is 0, which ${zero}`,
        help: unit.off === undefined ? "Leave the key out for no limit." : `Write ${unit.off} for off.`,
      },
    ],
  };
}

const FUNCTIONS = ["hooks.afterConnect", "pool.validate"] as const;

const DEADLINES = `// each connection gets its last moment when it is made; validate looks at it when it is handed out
const deadlines = new WeakMap<:<object, number>:>();`;

function maxLifetime(): Mapping {
  const note =
    "a hook and `validate` enforce it, in the code form and from JavaScript: an expired idle connection stays open until it is next requested; JSON cannot contain functions";
  return custom(
    FUNCTIONS,
    "functions",
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: null,
      with: ["pool.maxLifetimeJitter"],
      note,
    },
    {
      write(value, { config, mode }) {
        if (value === null) return {};
        if (mode === "text") {
          const message = "is not supported: data cannot contain the functions that check the age";
          return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
        }
        const [hook, validate] = mode === "code" ? asCode(config) : asFunctions(config);
        return { set: { [FUNCTIONS[0]]: hook, [FUNCTIONS[1]]: validate } };
      },
      read: () => undefined,
    },
  );
}

// the lifetime writes it
function maxLifetimeJitter(): Mapping {
  return custom(
    FUNCTIONS,
    "functions",
    { libraryDefault: 0, with: ["pool.maxLifetime"], note: "in the functions that keep pool.maxLifetime" },
    {
      write(value, { config, mode }) {
        const { maxLifetime } = config.pool;
        if (mode !== "text" || jitterMillis(value as number | string, maxLifetime) === 0) return {};
        const message = "is not supported: data cannot contain the functions that check the age";
        return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
      },
      read: () => undefined,
    },
  );
}

function asCode({ pool }: Config): readonly [Expression, Expression] {
  const spread = jitterMillis(pool.maxLifetimeJitter, pool.maxLifetime);
  const end = `Date.now() + ${pool.maxLifetime}${spread === 0 ? "" : ` - Math.random() * ${spread}`}`;
  const hook = `(connection) => {\n  deadlines.set(connection<: as object:>, ${end});\n}`;
  const validate = `(connection<:?: { _invalid?: boolean; _ending?: boolean }:>) =>
  connection !== undefined &&
  !connection._invalid &&
  !connection._ending &&
  Date.now() < (deadlines.get(connection) ?? Infinity)`;
  return [new Expression(hook, { helpers: [DEADLINES] }), new Expression(validate, { helpers: [DEADLINES] })];
}

// a validate of one's own stands in for the one that looks whether the connection is broken
function asFunctions({ pool }: Config) {
  const spread = jitterMillis(pool.maxLifetimeJitter, pool.maxLifetime);
  const deadlines = new WeakMap<object, number>();
  return [
    (connection: object) => {
      deadlines.set(connection, Date.now() + pool.maxLifetime! - Math.random() * spread);
    },
    (connection: { _invalid?: boolean; _ending?: boolean }) =>
      !connection._invalid &&
      !connection._ending &&
      Date.now() < (deadlines.get(connection) ?? Number.POSITIVE_INFINITY),
  ] as const;
}
