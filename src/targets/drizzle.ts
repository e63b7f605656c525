// drizzle-orm on node-postgres: the config object with the connection in it
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PoolConfig } from "pg";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

const UNCHECKED = { rejectUnauthorized: false };

/** What becomes of every canonical field in Drizzle: its native key, or why it is lost. */
const target = defineTarget({
  id: "drizzle",
  title: "Drizzle",
  passwordCallback: pgPasswordFunction("connection.password"),
  language: "js",
  package: { name: "drizzle-orm", range: ">=0.35 <1" },
  source: { url: "https://orm.drizzle.team/docs/get-started-postgresql", version: "0.45.4", checked: "2026-11-21" },
  wraps: "pg",
  // of drizzle-kit, which knows the server and no pool
  files: [
    {
      path: "drizzle.config.{ts,mts,cts,js,mjs,cjs,json}",
      keys: {
        dialect: "dialect",
        "dbCredentials.url": "connection.connectionString",
        "dbCredentials.host": "connection.host",
        "dbCredentials.port": "connection.port",
        "dbCredentials.user": "connection.user",
        "dbCredentials.password": "connection.password",
        "dbCredentials.database": "connection.database",
        "dbCredentials.ssl": "connection.ssl",
      },
      // as drizzle-kit hands them to pg
      enumValues: {
        "dbCredentials.ssl": { require: UNCHECKED, allow: UNCHECKED, prefer: UNCHECKED, "verify-full": true },
      },
    },
  ],
  calls: [{ module: "drizzle-orm/node-postgres", name: "drizzle", url: true, needs: "connection" }],
  summary: "the config object for `drizzle(config)` of `drizzle-orm/node-postgres`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: pgConnection("connection."),
  fields: pgPool("connection."),
  constants: { connection: {} },
  // of the file of its command line tool
  system: { keys: ["dialect"], postgresql: ["postgresql", "cockroach"] },
  ignoredKeys: [...["logger", "schema", "casing", "cache", "client", "dialect"], ...pgPoolKnown("connection.")],
});

export default target;

/** The pool settings in the config of `drizzle`; schema, logger and the rest go beside them. */
export interface DrizzleOptions {
  connection: PoolConfig;
}

/**
 * Settings for `drizzle(value)` of `drizzle-orm/node-postgres`.
 *
 * @returns the config, and what pg cannot do. A certificate file is read when its option is first looked at.
 */
export function toDrizzle(
  config: Config,
  options?: RenderOptions,
): { value: DrizzleOptions; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: DrizzleOptions; deviations: readonly Deviation[] };
}
