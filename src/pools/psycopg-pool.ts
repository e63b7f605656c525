// the pool of psycopg, under any prefix

import { Expression } from "../codecs/literal.ts";
import { count } from "../codecs/units.ts";
import { connectTimeout, pythonSeconds } from "../drivers/psycopg.ts";
import { custom, type Fields, field, type Mapping, unsupported } from "../mapping/define.ts";

/** What psycopg_pool takes for its sizes and times. `connect` is the key of psycopg's own connect timeout. */
export function psycopgPool(prefix: string, connect: string) {
  const key = (name: string) => `${prefix}${name}`;
  return {
    "pool.min": field(key("min_size"), count(), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 4,
      with: ["pool.max"],
      note: "opened in advance and kept open, but a lost connection is replaced only when one is next requested",
    }),
    "pool.max": field(key("max_size"), count({ min: 1 }), {
      libraryDefault: { sameAs: "pool.min" },
      with: ["pool.min"],
      note: "not given, the pool has a fixed size, min_size",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.maxWaiting": field(key("max_waiting"), count({ min: 1, off: 0 }), { libraryDefault: null }),
    "pool.acquireTimeout": field(
      key("timeout"),
      pythonSeconds("every request fails immediately, with or without idle connections"),
      {
        libraryDefault: 30_000,
        note: "it has no word for off: off is 68 years",
      },
    ),
    "pool.connectTimeout": attemptTimeout(connect),
    "pool.idleTimeout": field(key("max_idle"), pythonSeconds("it closes connections without a pause"), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 600_000,
      note: "checked once in that time, and then one connection is closed, if one was idle all the time",
    }),
    "pool.maxLifetime": field(key("max_lifetime"), pythonSeconds("every connection is closed when it is returned"), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 3_600_000,
      note: "age is checked on return, so an expired idle connection stays open until after its next use",
    }),
    "pool.maxLifetimeJitter": unsupported("it spreads lifetimes over the last twentieth, always", {
      libraryDefault: "5%",
    }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "retry.maxAttempts": maxAttempts(key("reconnect_timeout")),
    "retry.interval": fixed(key("reconnect_timeout"), 1_000, "the first pause is 1 s, a tenth more or less"),
    "retry.multiplier": fixed(key("reconnect_timeout"), 2, "every pause is twice the one before"),
    "retry.maxInterval": fixed(key("reconnect_timeout"), undefined, "pauses are bounded by reconnect_timeout only"),
    "observe.metrics": unsupported("pool.get_stats() counts in any case", { libraryDefault: true }),
  } satisfies Partial<Fields>;
}

// the pool connects by itself, and a caller only waits for that
function attemptTimeout(key: string): Mapping {
  const own = connectTimeout(key);
  const note = `applies to one attempt, after which the pool makes another while the caller waits; ${own.note}`;
  return { ...own, support: "partial", note, fullFor: (value) => value === null };
}

/** What the pool reads besides. */
export function psycopgPoolKnown(prefix: string): string[] {
  const names = ["close_returns", "configure", "connection_class", "name", "num_workers", "open", "reconnect_failed"];
  return [...names, "reset"].map((name) => `${prefix}${name}`);
}

/** Maps the test of a connection to the function of the pool for it. */
export function checkedByPool(key: string): Mapping {
  const check = "ConnectionPool.check_connection";
  const always = "is partially supported: every connection is tested, however short it was idle";
  const note = `\`${check}\` tests every connection on checkout; the json form cannot contain it`;
  return custom(
    [key],
    "function",
    { support: "partial", fullFor: (value) => value === null, libraryDefault: null, note },
    {
      write(value, { mode }) {
        if (value === null) return {};
        if (mode !== "code") {
          const message = "is not supported: data cannot contain the function that tests a connection";
          return {
            remarks: [{ kind: "unsupported", message, workaround: `use the code form, or give check=${check}` }],
          };
        }
        const remark = { kind: "partial", message: always } as const;
        return { set: { [key]: new Expression(check) }, remarks: value === "always" ? [] : [remark] };
      },
      read(native) {
        const given = native.get(key);
        if (given === undefined || given === null) return undefined;
        if (/check_connection/.test(String(given))) return { value: "always" };
        return { remark: `${key} is a function of the program's own, which tests what it likes` };
      },
    },
  );
}

// pauses of 1, 2, 4 … s between so many attempts
function maxAttempts(key: string): Mapping {
  const unit = count();
  return custom(
    [key],
    "s",
    {
      support: "partial",
      libraryDefault: 9,
      note: "in the time of so many pauses, each twice the one before; then the next caller has it tried again",
    },
    {
      write(value) {
        const attempts = value as number;
        if (attempts <= MOST_ATTEMPTS) return { set: { [key]: 2 ** (attempts - 1) - 1 } };
        const message = `must be at most ${MOST_ATTEMPTS}: every pause is twice the one before, and that is 34 years`;
        return { remarks: [{ kind: "unrepresentable", message }] };
      },
      read(native) {
        const given = native.get(key);
        if (given === undefined) return undefined;
        const seconds = unit.decode(typeof given === "string" ? Number(given) : Math.ceil(Number(given)));
        if ("error" in seconds) return { issues: [] };
        return { value: Math.floor(Math.log2(Number(seconds.value) + 1)) + 1 };
      },
    },
  );
}

const MOST_ATTEMPTS = 31;

// what the pool does by itself, and no option changes
function fixed(key: string, own: number | undefined, note: string): Mapping {
  return custom(
    [key],
    "",
    {
      support: "partial",
      fullFor: (value) => value === own,
      note,
      ...(own !== undefined && { libraryDefault: own }),
    },
    {
      write: (value) =>
        value === own ? {} : { remarks: [{ kind: "partial", message: `is partially supported: ${note}` }] },
      read: () => undefined,
    },
  );
}
