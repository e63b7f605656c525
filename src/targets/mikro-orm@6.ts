// MikroORM 6: the options of the ORM, which hands `pool` and `driverOptions` to a knex of its own
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Options } from "@mikro-orm/postgresql";
import { mikroOrmUrl, ORM_KNOWN, ORM_SYSTEM, ormConnection, ormFields } from "../drivers/pg/mikro-orm.ts";
import { pgClient, pgClientKnown } from "../drivers/pg/pg.ts";
import { type Check, defineTarget, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { passwordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { tarnPool, tarnPoolKnown } from "../pools/tarn.ts";

const LATE = ["pool.maxConnectionLifetimeMillis", "pool.maxConnectionLifetimeJitterMillis", "pool.validate"];

const PREFIX = "driverOptions.connection.";

// up to 6.6.10 it brings knex 3.1
const LATER = "MikroORM 6.6.11 brings knex 3.2, where";

/** What becomes of every canonical field in MikroORM 6: its native key, or why it is lost. */
const target = defineTarget({
  id: "mikro-orm@6",
  title: "MikroORM 6",
  passwordCallback: passwordFunction("password", "https://mikro-orm.io/docs/configuration"),
  language: "js",
  package: { name: "@mikro-orm/postgresql", range: ">=6.0.2 <7" },
  source: { url: "https://mikro-orm.io/docs/6.6/configuration", version: "6.6.7", checked: "2026-11-21" },
  files: ["{,src/}mikro-orm.config.{js,cjs,mjs,ts,cts,mts}"],
  summary: "options for `MikroORM.init(options)`, to be joined by `entities` and the rest",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: mikroOrmUrl,
  connection: ormConnection(PREFIX),
  fields: {
    ...pgClient(PREFIX),
    ...tarnPool("pool.", `${PREFIX}connectionTimeoutMillis`, "driverOptions.acquireConnectionTimeout", "knex"),
    ...ormFields(`${PREFIX}options`),
    "pool.maxLifetime": unsupported("knex 3.1, which it brings, refuses a lifetime", {
      libraryDefault: null,
      workaround: `${LATER} pool.maxConnectionLifetimeMillis holds it`,
    }),
    "pool.maxLifetimeJitter": unsupported("knex 3.1, which it brings, refuses a lifetime", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("knex 3.1, which it contains, calls no function on checkout", {
      libraryDefault: null,
      workaround: `${LATER} a function in pool.validate can count the uses`,
    }),
    "pool.testOnAcquire": unsupported("knex 3.1, which it brings, looks only at whether the socket is open", {
      libraryDefault: null,
      workaround: `${LATER} a function in pool.validate can run a query`,
    }),
  },
  system: ORM_SYSTEM,
  ignoredKeys: [...ORM_KNOWN, ...tarnPoolKnown("pool."), ...pgClientKnown(PREFIX), "driverOptions.searchPath", ...LATE],
  checks: LATE.map(late),
});

export default target;

/**
 * Settings for `MikroORM.init({ entities, ...value })`.
 *
 * @returns the options, and what MikroORM 6 cannot do. A certificate file is read when its option is first looked at.
 */
export function toMikroOrm6(
  config: Config,
  options?: RenderOptions,
): { value: Options; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: Options; deviations: readonly Deviation[] };
}

function late(key: string): Check {
  return {
    key,
    when: (value) => value !== undefined,
    rule: "option-newer-than-library",
    severity: "warning",
    part: "key",
    message: `${key} came with knex 3.2: MikroORM before 6.6.11 refuses or ignores it`,
    help: "Update MikroORM to 6.6.11, or remove it.",
  };
}
