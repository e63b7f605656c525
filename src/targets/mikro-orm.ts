// MikroORM 7: the options of the ORM, which hands `driverOptions` to node-postgres
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Options } from "@mikro-orm/postgresql";
import { mikroOrmUrl, ORM_KNOWN, ORM_SYSTEM, ormConnection, ormFields } from "../drivers/pg/mikro-orm.ts";
import { pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { overridden } from "../mapping/overridden.ts";
import { passwordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

const [OWN, DRIVER] = [pgPool("pool."), pgPool("driverOptions.")];

/** What becomes of every canonical field in MikroORM 7: its native key, or why it is lost. */
const target = defineTarget({
  id: "mikro-orm",
  title: "MikroORM",
  passwordCallback: passwordFunction("password", "https://mikro-orm.io/docs/configuration"),
  language: "js",
  // before, the process ends when the server closes an idle connection
  package: { name: "@mikro-orm/postgresql", range: ">=7.1.9 <8" },
  source: { url: "https://mikro-orm.io/docs/configuration", version: "7.2.1", checked: "2026-11-21" },
  files: ["{,src/}mikro-orm.config.{js,cjs,mjs,ts,cts,mts}"],
  summary: "options for `new MikroORM(options)`, to be joined by `entities` and the rest",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: mikroOrmUrl,
  connection: ormConnection("driverOptions."),
  fields: {
    ...DRIVER,
    ...ormFields("driverOptions.options"),
    // it reads these three in `pool`, min from 7.2.0 on, and nothing else
    "pool.max": overridden(OWN["pool.max"], DRIVER["pool.max"]),
    "pool.min": {
      ...overridden(OWN["pool.min"], DRIVER["pool.min"]),
      since: { package: "@mikro-orm/postgresql", range: ">=7.2" },
    },
    "pool.idleTimeout": overridden(OWN["pool.idleTimeout"], DRIVER["pool.idleTimeout"]),
  },
  system: ORM_SYSTEM,
  ignoredKeys: [...ORM_KNOWN, ...pgPoolKnown("driverOptions.")],
});

export default target;

/**
 * Settings for `new MikroORM({ entities, ...value })`.
 *
 * @returns the options, and what MikroORM cannot do. A certificate file is read when its option is first looked at.
 */
export function toMikroOrm(
  config: Config,
  options?: RenderOptions,
): { value: Options; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: Options; deviations: readonly Deviation[] };
}
