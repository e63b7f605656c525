// Django's settings of a connection: the pool among its options, and what holds where there is none

import { isTree } from "../codecs/literal.ts";
import { flag, seconds } from "../codecs/units.ts";
import {
  custom,
  decode,
  type Fields,
  type Mapping,
  type Native,
  type Read,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import { DEFAULT_NOTE } from "../model/implied.ts";
import { psycopgPool } from "./psycopg-pool.ts";

/** The pool that stands under a key; without it every thread has a connection of its own. */
export function djangoPool(pool: string, connect: string) {
  const own = psycopgPool(`${pool}.`, connect);
  const where = (mapping: Mapping, libraryDefault: unknown) => onlyWith(pool, mapping, libraryDefault);
  return {
    ...own,
    "pool.min": where(own["pool.min"], 4),
    "pool.max": {
      ...own["pool.max"],
      keys: [...own["pool.max"].keys, pool],
      libraryDefault: { words: "a connection for each thread of each process, where OPTIONS.pool is not there" },
      read(native) {
        const stated = own["pool.max"].read(native) ?? own["pool.min"].read(native);
        if (!isPooled(native, pool)) return undefined;
        return native.has(`${pool}.max_size`) ? stated : { note: NOT_GIVEN, implied: true, value: 4, ...stated };
      },
    },
    "pool.maxWaiting": where(own["pool.maxWaiting"], null),
    "pool.acquireTimeout": where(own["pool.acquireTimeout"], 30_000),
    "pool.idleTimeout": where(own["pool.idleTimeout"], 600_000),
    "pool.maxLifetime": orPersistent(pool, where(own["pool.maxLifetime"], 3_600_000), "CONN_MAX_AGE"),
    "pool.maxLifetimeJitter": unsupported("the pool spreads lifetimes over the last twentieth, always", {
      libraryDefault: { words: "the last twentieth of the lifetime, in a pool" },
    }),
    "retry.maxAttempts": where(own["retry.maxAttempts"], 9),
  } satisfies Partial<Fields>;
}

/** Maps the test of a connection to the setting that hands the pool its function for it. */
export function testedBySetting(key: string): Mapping {
  const unit = flag();
  return custom(
    [key],
    unit,
    { libraryDefault: null, note: "every connection is tested on checkout, however short it was idle" },
    {
      write(value) {
        const message = "is partially supported: every connection is tested, however short it was idle";
        const remark = { kind: "partial", message } as const;
        return { set: { [key]: value !== null }, ...(typeof value === "number" && { remarks: [remark] }) };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const { value, ...rest } = decode(unit, key, native.get(key));
        return value === undefined ? rest : { value: value === true ? "always" : null };
      },
    },
  );
}

const NOT_GIVEN = "max_size is not given, so the size is fixed, min_size";

function isPooled(native: Native, pool: string): boolean {
  const given = native.get(pool);
  return given === true || (isTree(given) && Object.keys(given).length > 0);
}

// psycopg_pool's own defaults hold only where there is a pool
function onlyWith(pool: string, mapping: Mapping, libraryDefault: unknown): Mapping {
  const { libraryDefault: _, ...rest } = mapping;
  return {
    ...rest,
    read(native) {
      const stated = mapping.read(native);
      if (stated || !isPooled(native, pool)) return stated;
      return { value: libraryDefault, note: `${DEFAULT_NOTE} psycopg_pool`, implied: true };
    },
  };
}

// without a pool, a connection lives as long as that
function orPersistent(pool: string, mapping: Mapping, key: string): Mapping {
  const age = seconds({ min: 1, text: true, off: null, beyond: "refused" });
  return {
    ...mapping,
    keys: [...mapping.keys, key],
    read(native): Read | undefined {
      const given = native.get(key);
      const unset = given === undefined || given === 0;
      if (isPooled(native, pool)) {
        const read = mapping.read(native);
        if (unset) return read;
        const message = `is ${given === null ? "None" : String(given)} beside ${pool}: Django refuses persistent connections with a pool`;
        return { ...read, issues: [...(read?.issues ?? []), { ...wrongType(key, message), legal: "0 beside a pool" }] };
      }
      if (unset) return { remark: `${key} is 0: without a pool, every request has a connection of its own` };
      return { note: "each thread looks at it between requests", ...decode(age, key, given) };
    },
  };
}
