// knex: the config object with client, connection and pool
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Knex } from "knex";
import nodePostgres from "../dialects/node-postgres.ts";
import type { Config } from "../schema/model.ts";
import { computed, defineTarget, wrongType } from "./_define.ts";
import { pgClient, pgClientKnown, pgConnection } from "./_pg.ts";
import { type Loss, type RenderOptions, settingsFor } from "./_render.ts";
import { schemasIn } from "./_startup.ts";
import { tarnPool } from "./_tarn.ts";

/** What becomes of every canonical field in knex: its native key, or why it is lost. */
const target = defineTarget({
  id: "knex",
  title: "knex",
  language: "js",
  package: { name: "knex", range: ">=3.2 <4" },
  source: { url: "https://knexjs.org/guide/#configuration-options", version: "3.3.0", checked: "2026-11-21" },
  summary: "the config object for `knex(config)`",
  basis: "measured",
  forms: ["json", "code"],
  dialect: nodePostgres,
  connection: pgConnection("connection."),
  always: { client: "pg" },
  fields: {
    ...pgClient("connection."),
    ...tarnPool("pool.", "connection.connectionTimeoutMillis", "acquireConnectionTimeout"),
    "connection.schema": searchPath("searchPath"),
  },
  known: [
    ...["client", "dialect", "version", "debug", "migrations", "seeds", "log", "useNullAsDefault", "asyncStackTraces"],
    ...["compileSqlOnError", "defaultDateTimePrecision", "fetchAsString", "jsonbSupport", "postProcessResponse"],
    ...["wrapIdentifier", "connectionPool", "returning", "userParams"],
    ...["destroyTimeoutMillis", "createRetryIntervalMillis", "propagateCreateError", "afterCreate"].map(
      (name) => `pool.${name}`,
    ),
    ...["validate", "log", "name", "refreshIdle", "returnToHead", "priorityRange"].map((name) => `pool.${name}`),
    ...pgClientKnown("connection."),
    "connection.expirationChecker",
    "connection.debug",
  ],
  checks: [
    {
      key: "pool.propagateCreateError",
      when: (value) => value === false,
      rule: "create-error-hidden",
      severity: "warning",
      message: "propagateCreateError is false: a wrong password shows as a timeout, after the whole acquire timeout",
      help: "Remove it; knex then reports the real error at once.",
    },
  ],
});

export default target;

/**
 * Settings for `knex(value)`.
 *
 * @returns the config, and what knex cannot do. A certificate file is read when its option is first looked at.
 */
export function toKnex(config: Config, options?: RenderOptions): { value: Knex.Config; losses: readonly Loss[] } {
  return settingsFor(target, config, "live", options) as { value: Knex.Config; losses: readonly Loss[] };
}

// a text with a comma in it would be one schema of that name
function searchPath(key: string) {
  return computed(
    [key],
    "text or list",
    { whenSet: true },
    {
      write(value) {
        const schemas = schemasIn(String(value));
        return { set: { [key]: schemas.length === 1 ? schemas[0] : schemas } };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const schemas = [native.get(key)].flat();
        if (schemas.every((schema) => typeof schema === "string")) return { value: schemas.join(",") };
        return { faults: [wrongType(key, "is neither text nor a list of texts")] };
      },
    },
  );
}
