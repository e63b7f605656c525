// knex: the config object with client, connection and pool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Knex } from "knex";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { knexConfig } from "../pools/knex.ts";

/** What becomes of every canonical field in knex: its native key, or why it is lost. */
const target = defineTarget({
  ...knexConfig("knex"),
  id: "knex",
  title: "knex",
  passwordCallback: pgPasswordFunction("connection.password"),
  package: { name: "knex", range: ">=3.0.1 <4" },
  source: { url: "https://knexjs.org/guide/#configuration-options", version: "3.3.0", checked: "2026-11-21" },
  files: [
    "knexfile.json",
    "knexfile.{js,cjs,mjs,ts,cts,mts}",
    // frameworks that hand their options on
    {
      path: "config/database.{js,cjs,mjs,ts}",
      package: "@strapi/strapi",
      keys: {
        "connection.client": "client",
        "connection.connection": "connection",
        "connection.pool": "pool",
        "connection.acquireConnectionTimeout": "acquireConnectionTimeout",
      },
    },
    {
      path: "medusa-config.{js,cjs,mjs,ts}",
      package: "@medusajs/medusa",
      keys: {
        "projectConfig.databaseUrl": "connection.connectionString",
        "projectConfig.databaseDriverOptions.connection": "connection",
        "projectConfig.databaseDriverOptions.ssl": "connection.ssl",
        "projectConfig.databaseDriverOptions.pool": "pool",
      },
    },
  ],
  calls: [
    { module: "knex", name: "default" },
    { module: "knex", name: "knex" },
  ],
  summary: "the config object for `knex(config)`",
});

export default target;

/**
 * Settings for `knex(value)`.
 *
 * @returns the config, and what knex cannot do. A certificate file is read when its option is first looked at.
 */
export function toKnex(
  config: Config,
  options?: RenderOptions,
): { value: Knex.Config; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: Knex.Config; deviations: readonly Deviation[] };
}
