// Rails before 8.1, whose pool neither opens connections in advance nor retires them
import { count } from "../codecs/units.ts";
import { custom, decode, defineTarget, field, type Mapping, unsupported } from "../mapping/define.ts";
import { railsFields, railsTarget, timeOrZero } from "../pools/active-record.ts";

/** What becomes of every canonical field in Rails 7.1 to 8.0: its native key, or why it is lost. */
const target = defineTarget({
  ...railsTarget(),
  id: "rails@7",
  title: "Rails 7.1 to 8.0",
  frame: "rails",
  package: { name: "activerecord", range: ">=7.1 <8.1" },
  source: {
    url: "https://api.rubyonrails.org/v8.0/classes/ActiveRecord/ConnectionAdapters/ConnectionPool.html",
    version: "8.0.5",
    checked: "2026-11-21",
  },
  summary: "the environment `production` of `config/database.yml`",
  fields: railsFields({
    "pool.max": field("pool", count({ min: 1, text: true }), { libraryDefault: 5 }),
    "pool.min": unsupported("connections are opened only as they are needed; Rails 8.1 has min_connections", {
      libraryDefault: 0,
    }),
    "pool.idleTimeout": idleTimeout(),
    "pool.maxLifetime": unsupported("a connection lives as long as it is used; Rails 8.1 has max_age", {
      libraryDefault: null,
    }),
    "pool.maxLifetimeJitter": unsupported("it retires no connection by age", { libraryDefault: 0 }),
    "pool.healthCheckInterval": unsupported(
      "nothing looks after idle connections in the background; Rails 8.1 has keepalive",
      {
        libraryDefault: null,
      },
    ),
  }),
});

export default target;

/** How often the reaper looks where nothing else is said, in seconds; and the fewest. */
const OFTEN = 60;
const LEAST = 1;

// the reaper closes what is too old when it next looks
function idleTimeout(): Mapping {
  const [key, often] = ["idle_timeout", "reaping_frequency"];
  const unit = timeOrZero();
  return custom(
    [key, often],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 300_000,
      note: "the reaper looks every reaping_frequency, which is written as a quarter of it, at most 60 s",
    },
    {
      write(value, context) {
        const { set, remarks } = field(key, unit).write(value, context);
        if (!set || value === null) return { ...(set && { set }), ...(remarks && { remarks }) };
        const quarter = Math.max(LEAST, Math.min(OFTEN, Math.floor((value as number) / 4_000)));
        return { set: { ...set, [often]: quarter } };
      },
      read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
    },
  );
}
