// Rails, or Active Record alone: its database.yml

import { jitterMillis, toJitter } from "../codecs/jitter.ts";
import { count, seconds } from "../codecs/units.ts";
import { custom, decode, defineTarget, field, type Mapping, type NativeIssue, wrongType } from "../mapping/define.ts";
import { railsFields, railsTarget, timeOrZero } from "../pools/active-record.ts";

const base = railsTarget();

/** What becomes of every canonical field in Rails: its native key, or why it is lost. */
const target = defineTarget({
  ...base,
  id: "rails",
  title: "Rails",
  package: { name: "activerecord", range: ">=8.1 <9" },
  source: {
    url: "https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/ConnectionPool.html",
    version: "8.1.3",
    checked: "2026-11-21",
  },
  summary: "the environment `production` of `config/database.yml`",
  fields: railsFields({
    "pool.max": maximum(),
    "pool.min": field("min_connections", count({ text: true }), {
      libraryDefault: 0,
      note: "opened once the pool is first used, and opened again by the reaper, which looks every 20 s",
    }),
    "pool.idleTimeout": field("idle_timeout", timeOrZero(), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 300_000,
      note: "the reaper looks every 20 s, or as often as the shortest of its times",
    }),
    "pool.maxLifetime": field("max_age", seconds({ off: 0, text: true, beyond: "kept" }), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: null,
      note: "the reaper looks every 20 s, and closes what is idle then",
    }),
    "pool.maxLifetimeJitter": jitter(),
    "pool.healthCheckInterval": field("keepalive", timeOrZero(), {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 600_000,
      note: "a query on a connection that was silent so long, less its part of pool_jitter; the reaper looks every 20 s",
    }),
  }),
  ignoredKeys: [...base.ignoredKeys, "pool"],
});

export default target;

// the older name is read, too, and the library refuses two that differ
function maximum(): Mapping {
  const [key, older] = ["max_connections", "pool"];
  const unit = count({ min: 1, text: true });
  return custom(
    [key, older],
    unit,
    { libraryDefault: 5, note: "pool is its older name; below 0 it is unlimited, and 0 allows no connection" },
    {
      write: field(key, unit).write,
      read(native) {
        const name = native.has(key) ? key : older;
        if (!native.has(name)) return undefined;
        const value = native.get(name);
        const faults = ambiguous(native.get(older), native.get(key), native.has("min_connections"));
        if (Number(value) < 0)
          return { issues: [...faults, wrongType(name, `is ${value}: the pool has no limit`, unit)] };
        const read = decode(unit, name, value);
        return { ...read, issues: [...faults, ...(read.issues ?? [])] };
      },
    },
  );
}

function ambiguous(older: unknown, own: unknown, hasMin: boolean): NativeIssue[] {
  if (older === undefined) return [];
  const fault = { rule: "conflicting-sources", severity: "error", key: "pool" } as const;
  const help = "Write max_connections alone.";
  if (own !== undefined && Number(own) !== Number(older))
    return [{ ...fault, message: `pool is ${older} and max_connections ${own}: Rails refuses that`, help }];
  if (!hasMin) return [];
  return [{ ...fault, message: "pool is set next to min_connections, which Rails rejects", help }];
}

function jitter(): Mapping {
  const [key, lifetime] = ["pool_jitter", "max_age"];
  return custom(
    [key],
    "share of max_age, 0 to 1",
    {
      libraryDefault: "20%",
      with: ["pool.maxLifetime"],
      note: "taken off, a share at random for each connection; keepalive is shortened alike",
    },
    {
      write(value, { config }) {
        const { maxLifetime } = config.pool;
        const spread = jitterMillis(value as number | string, maxLifetime);
        const share = maxLifetime === null || maxLifetime === 0 ? 0 : spread / maxLifetime;
        if (share > 1)
          return { remarks: [{ kind: "unrepresentable", message: "must not be longer than pool.maxLifetime" }] };
        return { set: { [key]: Math.round(share * 1e9) / 1e9 } };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const share = Number(native.get(key));
        if (!(share >= 0 && share <= 1)) return { issues: [{ ...wrongType(key, "is no share"), legal: "0 to 1" }] };
        const age = Math.round(Number(native.get(lifetime) ?? 0) * 1_000);
        const percent = Math.round(share * 1e7) / 1e5;
        if (Number.isInteger(percent)) return { value: `${percent}%` };
        return age > 0 ? { value: toJitter(Math.round(share * age), age) } : { value: `${percent}%` };
      },
    },
  );
}
