// Sequelize 6: the options object with the connection, dialectOptions and pool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Options } from "sequelize";
import { pgClient, pgConnection } from "../drivers/pg/pg.ts";
import { connectTimeout, keepAlive } from "../drivers/pg/sequelize.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { SEQUELIZE_HOOK } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { SEQUELIZE_CHECKS, SEQUELIZE_POOL_KNOWN, SEQUELIZE_SYSTEM, sequelizePool } from "../pools/sequelize-pool.ts";

/** What becomes of every canonical field in Sequelize 6: its native key, or why it is lost. */
const target = defineTarget({
  id: "sequelize",
  title: "Sequelize 6",
  passwordCallback: SEQUELIZE_HOOK,
  language: "js",
  package: { name: "sequelize", range: ">=6.37 <7" },
  source: {
    url: "https://sequelize.org/docs/v6/other-topics/connection-pool/",
    version: "6.37.8",
    checked: "2026-11-21",
  },
  files: ["config/config.json", "config/config.{js,cjs,mjs,ts}"],
  calls: [{ module: "sequelize", name: "Sequelize", url: true, texts: ["database", "username", "password"] }],
  summary: "the options object for `new Sequelize(options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: {
    ...pgConnection("dialectOptions."),
    // a key of the command line tool's files; the constructor takes the parts
    url: "url",
    urlVariable: "use_env_variable",
    host: "host",
    port: "port",
    user: "username",
    password: "password",
    database: "database",
    urlHolds: () => false,
  },
  constants: { dialect: "postgres" },
  fields: {
    ...pgClient("dialectOptions."),
    ...sequelizePool({ acquire: "Sequelize reads as 30 s", idle: "Sequelize reads as 30 s" }),
    "connection.replicas": unsupported("`replication` makes two pools, and each may open pool.max connections", {
      workaround: "write `replication` yourself, and count both pools",
    }),
    "pool.connectTimeout": connectTimeout("dialectOptions.connectionTimeoutMillis"),
    "pool.keepAlive": keepAlive("dialectOptions.keepAlive", "dialectOptions.stream"),
  },
  ignoredKeys: [
    ...["dialect", "dialectModule", "dialectModulePath", "storage", "protocol", "define", "query", "set", "sync"],
    ...["timezone", "keepDefaultTimezone", "omitNull", "native", "replication", "quoteIdentifiers", "isolationLevel"],
    ...["transactionType", "typeValidation", "operatorsAliases", "standardConformingStrings", "clientMinMessages"],
    ...["hooks", "minifyAliases", "logQueryParameters", "retry", "schema", "attributeBehavior", "databaseVersion"],
    ...["logging", "benchmark", "searchPath"],
    // of the command line tool
    ...["use_env_variable", "migrationStorage", "migrationStorageTableName", "migrationStorageTableSchema"],
    ...["migrationStoragePath", "seederStorage", "seederStorageTableName", "seederStoragePath"],
    ...SEQUELIZE_POOL_KNOWN,
    ...["client_encoding", "binary", "stream", "ssl", "options", "clientMinMessages", "prependSearchPath"].map(
      (name) => `dialectOptions.${name}`,
    ),
  ],
  system: SEQUELIZE_SYSTEM,
  checks: SEQUELIZE_CHECKS,
});

export default target;

/**
 * Settings for `new Sequelize(value)`.
 *
 * @returns the options, and what Sequelize cannot do. A certificate file is read when its option is first looked at.
 */
export function toSequelize(
  config: Config,
  options?: RenderOptions,
): { value: Options; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: Options; deviations: readonly Deviation[] };
}
