// TypeORM: the options of a DataSource; what it has no option for goes to pg as `extra`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { DataSourceOptions } from "typeorm";
import { text } from "../codecs/units.ts";
import { connectTimeout, pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { partsInExtra, schema } from "../drivers/pg/typeorm.ts";
import { poolSize, timer } from "../drivers/pg/units.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget, field, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { overridden } from "../mapping/overridden.ts";
import { passwordFunction } from "../mapping/password.ts";
import { sslFields } from "../mapping/tls.ts";
import type { Config } from "../model/model.ts";

const inExtra = pgPool("extra.");
const tls = sslFields("ssl");

/** What becomes of every canonical field in TypeORM: its native key, or why it is lost. */
const target = defineTarget({
  id: "typeorm",
  title: "TypeORM",
  passwordCallback: passwordFunction("password", "https://typeorm.io/docs/drivers/postgres"),
  language: "js",
  package: { name: "typeorm", range: ">=0.3.20 <2" },
  source: {
    url: "https://typeorm.io/docs/drivers/postgres/#data-source-options",
    version: "1.1.1",
    checked: "2026-11-21",
  },
  wraps: "pg",
  files: ["ormconfig.{json,yml,yaml,js,cjs,mjs,ts}", "{,src/}data-source.{js,cjs,mjs,ts,cts,mts}"],
  calls: [
    { module: "typeorm", name: "DataSource" },
    { module: "@nestjs/typeorm", name: "TypeOrmModule.forRoot" },
  ],
  summary: "the options object for `new DataSource(options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: {
    ...pgConnection("extra."),
    ...{ url: "url", host: "host", port: "port", user: "username", password: "password", database: "database" },
    // TypeORM takes the URL apart too, and undoes no escapes in the path
    urlHolds: (dsn) => /^[\w.~-]*$/.test(dsn.database ?? ""),
    overridden: {
      ...pgConnection("").overridden,
      applicationName: ["application_name"],
    },
  },
  constants: { type: "postgres" },
  fields: {
    ...inExtra,
    ...tls,
    "connection.ssl.mode": overridden(tls["connection.ssl.mode"], inExtra["connection.ssl.mode"]),
    "connection.applicationName": overridden(
      field("applicationName", text(), { libraryDefault: { words: "PGAPPNAME" } }),
      inExtra["connection.applicationName"],
    ),
    "connection.schema": schema("schema", "extra.options"),
    "connection.replicas": unsupported("it has a shape of its own", {
      workaround: "write `replication: { master, slaves }`: TypeORM then opens a pool of this size for each of them",
    }),
    "pool.max": overridden(
      field("poolSize", poolSize(), { libraryDefault: 10, note: "0 is read as 10" }),
      inExtra["pool.max"],
    ),
    "pool.acquireTimeout": overridden(
      field("connectTimeoutMS", timer(), {
        libraryDefault: null,
        note: "one time for waiting and connecting together",
      }),
      inExtra["pool.acquireTimeout"],
    ),
    "pool.connectTimeout": connectTimeout("extra.Client", "connectTimeoutMS"),
  },
  ignoredKeys: [
    ...["type", "name", "driver", "nativeDriver", "useUTC", "replication", "uuidExtension", "poolErrorHandler"],
    ...["logNotifications", "installExtensions", "parseInt8", "extensions", "entities", "subscribers", "migrations"],
    ...["isolationLevel", "migrationsTableName", "migrationsTransactionMode", "metadataTableName", "namingStrategy"],
    ...["logging", "logger", "maxQueryExecutionTime", "synchronize", "migrationsRun", "dropSchema", "entityPrefix"],
    ...["entitySkipConstructor", "relationLoadStrategy", "typename", "cache", "isolateWhereStatements", "cli"],
    ...["invalidWhereValuesBehavior", "extra.ssl", "ssl", "pool"],
    // what NestJS takes beside them
    ...["autoLoadEntities", "retryAttempts", "retryDelay", "toRetry", "verboseRetryLog", "manualInitialization"],
    ...["host", "port", "user", "password", "database", "connectionString"].map((name) => `extra.${name}`),
    ...pgPoolKnown("extra."),
  ],
  system: { keys: ["type"], postgresql: ["postgres", "cockroachdb", "aurora-postgres"] },
  checks: [
    ...partsInExtra("extra.", { host: "host", port: "port", user: "username", password: "password" }),
    ...partsInExtra("extra.", { database: "database", connectionString: "url" }),
    {
      key: "pool",
      part: "key",
      when: (value) => value !== undefined,
      rule: "unknown-key",
      severity: "error",
      message: "TypeORM has no block pool, and ignores what is in it",
      help: "Write its size as poolSize, and the rest under the names of pg in extra.",
    },
    {
      key: "replication",
      part: "key",
      when: (value) => value !== undefined,
      rule: "setting-lost",
      severity: "warning",
      message: "TypeORM opens one pool of poolSize for the master of replication, and one for each of the slaves",
      help: "Its servers are not imported: set connection.url to the master, connection.replicas to the slaves.",
    },
  ],
});

export default target;

/** The options of a TypeORM data source for PostgreSQL; entities, migrations and the rest go beside them. */
export type TypeormOptions = Extract<DataSourceOptions, { type: "postgres" }>;

/**
 * Settings for `new DataSource(value)`.
 *
 * @returns the options, and what TypeORM cannot do. A certificate file is read when its option is first looked at.
 */
export function toTypeorm(
  config: Config,
  options?: RenderOptions,
): { value: TypeormOptions; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: TypeormOptions; deviations: readonly Deviation[] };
}
