// R2DBC: one URL for r2dbc-pool and r2dbc-postgresql
import { R2DBC_FIELDS, R2DBC_KNOWN, r2dbcUrl } from "../drivers/r2dbc.ts";
import { R2DBC_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget } from "../mapping/define.ts";

/** What becomes of every canonical field in R2DBC: its native key, or why it is lost. */
const target = defineTarget({
  id: "r2dbc",
  title: "R2DBC",
  passwordCallback: {
    how: "`PostgresqlConnectionConfiguration.Builder.password` takes a `Supplier` or a `Publisher`, which is asked for each new connection",
    source: "https://github.com/pgjdbc/r2dbc-postgresql",
  },
  language: "java",
  package: { name: "io.r2dbc:r2dbc-pool", range: ">=1 <2" },
  source: { url: "https://github.com/r2dbc/r2dbc-pool", version: "1.0.2", checked: "2026-11-21" },
  summary: "the URL for `ConnectionFactories.get(url)`, or for `spring.r2dbc.url`",
  evidence: "source",
  forms: ["url", "env"],
  urlParameters: r2dbcUrl,
  connection: {
    layout: "url",
    scheme: "r2dbc:pool:postgresql",
    variable: "SPRING_R2DBC_URL",
    // it has no parameter that takes words as libpq's does
    startup: "startup",
    hosts: "one",
    wants: ["user"],
    limits: R2DBC_LIMITS,
    sockets: false,
    defaultHost: "localhost",
    rejectedParameters: ["sslmode", "sslcert", "sslkey", "sslrootcert"],
  },
  fields: R2DBC_FIELDS,
  ignoredKeys: R2DBC_KNOWN,
});

export default target;
