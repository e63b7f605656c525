// Sequelize 7: the options object with the connection and pool in it
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Options } from "@sequelize/core";
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PostgresDialect } from "@sequelize/postgres";
import { millis } from "../codecs/units.ts";
import { pgClient, pgConnection } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { SEQUELIZE_HOOK } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { SEQUELIZE_CHECKS, SEQUELIZE_POOL_KNOWN, SEQUELIZE_SYSTEM, sequelizePool } from "../pools/sequelize-pool.ts";

/** What becomes of every canonical field in Sequelize 7: its native key, or why it is lost. */
const target = defineTarget({
  id: "sequelize@7",
  title: "Sequelize 7",
  passwordCallback: SEQUELIZE_HOOK,
  language: "js",
  package: { name: "@sequelize/core", range: ">=7.0.0-alpha.40 <8" },
  source: {
    url: "https://sequelize.org/docs/v7/other-topics/connection-pool/",
    version: "7.0.0-alpha.48",
    checked: "2026-11-21",
  },
  files: ["config/config.json", "config/config.{js,cjs,mjs,ts}"],
  calls: [{ module: "@sequelize/core", name: "Sequelize" }],
  summary: "the options object for `new Sequelize(options)`, with @sequelize/postgres",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  // it refuses a URL with most parameters in it
  connection: { ...pgConnection(""), url: "url", urlHolds: () => false },
  constants: { dialect: "postgres" },
  fields: {
    ...pgClient(""),
    ...sequelizePool({
      acquire: "Sequelize 7 takes as no time at all: every caller gets an error immediately",
      idle: "Sequelize 7 takes as no time at all: every idle connection is closed when it next looks",
      maxUses: "Sequelize 7 takes as used up: every connection is closed after one use",
    }),
    "connection.replicas": unsupported("`replication` makes two pools, and each may open pool.max connections", {
      workaround: "write `replication` yourself, and count both pools",
    }),
    "pool.connectTimeout": field("connectionTimeoutMillis", millis({ off: 0 }), {
      libraryDefault: { words: "no limit but the wait of the caller" },
    }),
  },
  ignoredKeys: [
    ...["dialect", "hooks", "models", "databaseVersion", "benchmark", "defaultTimestampPrecision", "define", "logging"],
    ...["defaultTransactionNestMode", "disableClsTransactions", "isolationLevel", "keepDefaultTimezone", "timezone"],
    ...["logQueryParameters", "minifyAliases", "noTypeValidation", "nullJsonStringification", "omitNull", "query"],
    ...["prependSearchPath", "quoteIdentifiers", "replication", "retry", "schema", "set", "sync", "transactionType"],
    ...["clientMinMessages", "native", "pgModule", "standardConformingStrings"],
    ...["client_encoding", "binary", "stream", "ssl", "options"],
    ...SEQUELIZE_POOL_KNOWN,
  ],
  system: SEQUELIZE_SYSTEM,
  checks: SEQUELIZE_CHECKS,
});

export default target;

/**
 * Settings for `new Sequelize(value)` of @sequelize/core.
 *
 * @returns the options, and what Sequelize cannot do. A certificate file is read when its option is first looked at.
 */
export function toSequelize7(
  config: Config,
  options?: RenderOptions,
): { value: Options<PostgresDialect>; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as {
    value: Options<PostgresDialect>;
    deviations: readonly Deviation[];
  };
}
