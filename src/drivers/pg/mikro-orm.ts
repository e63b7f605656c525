// what every version of MikroORM has around the options of its driver
import { text } from "../../codecs/units.ts";
import { PG_LIMITS } from "../../mapping/authentication-limits.ts";
import { type Fields, field, unsupported } from "../../mapping/define.ts";
import type { OptionsLayout } from "../../mapping/layout.ts";
import { schemaAndSearchPath } from "../../mapping/startup-options.ts";
import { defineUrlParameters } from "../../mapping/url-parameters.ts";
import { pgUrl } from "./url.ts";

/** Where the parts of a connection are; `prefix` is where the driver has its own options, such as `"driverOptions."`. */
export function ormConnection(prefix: string): OptionsLayout {
  return {
    layout: "options",
    prefix,
    url: "clientUrl",
    host: "host",
    port: "port",
    user: "user",
    password: "password",
    database: "dbName",
    startup: `${prefix}options`,
    hosts: "one",
    wants: ["database"],
    limits: PG_LIMITS,
    urlOverrides: "the settings below say these",
    // it leaves the brackets of IPv6 on, refuses a user without a host, and hands no parameter on
    urlHolds: ({ hosts, params }) =>
      hosts.every(({ host = "" }) => host !== "" && !/^[/@]|:/.test(host)) && !UNWRITTEN.some((name) => name in params),
    overridden: {},
    sslModes: {},
  };
}

// what is always written among the options of the driver, wherever it was stated
const WRITTEN = ["options", "sslmode", "sslrootcert", "sslcert", "sslkey", "uselibpqcompat"];

// what the driver would read in a URL besides
const UNWRITTEN = Object.keys(pgUrl.others).filter((name) => !WRITTEN.includes(name));

/** The fields that the ORM has of its own; `startup` is the key of the driver's startup parameter. */
export function ormFields(startup: string) {
  return {
    "connection.schema": schemaAndSearchPath(
      "schema",
      startup,
      "`schema` for what the ORM makes, the search_path for SQL of one's own",
    ),
    "connection.replicas": unsupported("one pool is written", {
      workaround: "name each in `replicas` as { clientUrl }, and set preferReadReplicas; each has a pool of that size",
    }),
  } satisfies Partial<Fields>;
}

/** What names the database system. */
export const ORM_SYSTEM = { keys: ["driver", "type"], postgresql: ["postgresql", "PostgreSqlDriver"] } as const;

/** What MikroORM reads besides. */
export const ORM_KNOWN: readonly string[] = [
  ...["allowGlobalContext", "assign", "autoJoinOneToOneOwner", "autoJoinRefsForFilters", "baseDir", "batchSize"],
  ...["charset", "collate", "colors", "compiledFunctions", "connect", "context", "contextName", "dataloader", "debug"],
  ...["disableIdentityMap", "disableTransactions", "discovery", "driver", "dynamicImportProvider", "embeddables"],
  ...["ensureDatabase", "ensureIndexes", "entities", "entitiesTs", "entityGenerator", "entityManager", "type"],
  ...["entityRepository", "extensions", "filters", "filtersOnRelations", "findExactlyOneOrFailHandler"],
  ...["findOneOrFailHandler", "flushMode", "forceEntityConstructor", "forceUndefined", "forceUtcTimezone"],
  ...["hashAlgorithm", "highlighter", "hydrator", "ignoreDeprecations", "ignoreUndefinedInQuery", "loadStrategy"],
  ...["implicitTransactions", "initNullableProperties", "logger", "loggerFactory", "metadataCache", "verbose"],
  ...["metadataProvider", "migrations", "multipleStatements", "name", "namingStrategy", "onCreateConnection"],
  ...["onQuery", "onReserveConnection", "persistOnCreate", "populateAfterFlush", "populateWhere", "preferEnvVars"],
  ...["preferReadReplicas", "preferTs", "processOnCreateHooksEarly", "propagationOnPrototype", "replicas"],
  ...["resultCache", "routines", "schemaGenerator", "seeder", "serialization", "sessionContext", "strict"],
  ...["slowQueryLoggerFactory", "slowQueryThreshold", "subscribers", "timezone", "tsNode", "upsertManaged"],
  ...["useBatchInserts", "useBatchUpdates", "validate", "validateRequired"],
];

/** MikroORM reads the address and the schema itself, and passes no parameter on: not even `sslmode`. */
export const mikroOrmUrl = defineUrlParameters({
  id: "mikro-orm",
  title: "MikroORM",
  source: { url: "https://mikro-orm.io/docs/configuration#connection", version: "7.2.1", checked: "2026-11-21" },
  fields: { "connection.schema": field("schema", text()) },
  others: {},
  unknown: "ignored",
});
