// the config object of knex, for the targets that hand it to knex as it is

import { pgClient, pgClientKnown, pgConnection } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { custom, type Target, wrongType } from "../mapping/define.ts";
import { schemasIn } from "../mapping/startup-options.ts";
import { tarnPool, tarnPoolKnown } from "./tarn.ts";

/** Everything of the table but whose it is. `library` is the package whose version counts. */
export function knexConfig(library: string) {
  return {
    language: "js",
    evidence: "measured",
    forms: ["json", "code", "ts"],
    urlParameters: pgUrl,
    connection: {
      ...pgConnection("connection."),
      inText: { numbers: ["connectionTimeoutMillis", "keepAliveInitialDelayMillis"], flags: ["keepAlive"] },
    },
    constants: { client: "pg" },
    fields: {
      ...pgClient("connection."),
      ...tarnPool("pool.", "connection.connectionTimeoutMillis", "acquireConnectionTimeout", library),
      "connection.schema": searchPath("searchPath"),
    },
    ignoredKeys: [
      ...[
        "client",
        "dialect",
        "version",
        "debug",
        "migrations",
        "seeds",
        "log",
        "useNullAsDefault",
        "asyncStackTraces",
      ],
      ...["compileSqlOnError", "defaultDateTimePrecision", "fetchAsString", "jsonbSupport", "postProcessResponse"],
      ...["wrapIdentifier", "connectionPool", "returning", "userParams"],
      ...tarnPoolKnown("pool."),
      ...pgClientKnown("connection."),
      "connection.expirationChecker",
      "connection.debug",
    ],
    system: {
      keys: ["client", "dialect"],
      postgresql: ["pg", "postgres", "postgresql", "pgnative", "pg-native", "cockroachdb", "redshift"],
    },
    checks: [
      {
        key: "pool.propagateCreateError",
        when: (value) => value === false,
        rule: "create-error-hidden",
        severity: "warning",
        message: "propagateCreateError is false: a wrong password shows as a timeout, after the whole acquire timeout",
        help: "Remove it; knex then reports the real error immediately.",
      },
    ],
  } satisfies Omit<Target, "id" | "title" | "package" | "source" | "summary">;
}

// a text with a comma in it would be one schema of that name
function searchPath(key: string) {
  return custom(
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
        return { issues: [wrongType(key, "is neither text nor a list of texts")] };
      },
    },
  );
}
