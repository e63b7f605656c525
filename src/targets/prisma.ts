// Prisma up to 6: parameters of the connection URL, in whole seconds
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { isOff, LAZY, offByAbsence, oneSchema, param, prismaTls, prismaUrl } from "../drivers/prisma.ts";
import { hostAndPort, isDirect } from "../dsn/direct.ts";
import { PRISMA_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, unsupported } from "../mapping/define.ts";
import type { Deviation, RenderOptions } from "../mapping/encode.ts";
import { startupTimeout } from "../mapping/startup-options.ts";
import type { Config } from "../model/model.ts";
import { liveSettings } from "../poolers/in-use.ts";

/** What becomes of every canonical field in Prisma up to 6: its native key, or why it is lost. */
const target = defineTarget({
  id: "prisma",
  title: "Prisma (up to 6)",
  language: "js",
  package: { name: "@prisma/client", range: ">=4 <7" },
  source: {
    url: "https://www.prisma.io/docs/orm/overview/databases/postgresql",
    version: "6.19.3",
    checked: "2026-11",
  },
  summary: "the connection URL, with the pool in its parameters",
  evidence: "source",
  forms: ["url", "env", "json", "code", "ts"],
  urlParameters: prismaUrl,
  files: ["prisma/schema.prisma", "schema.prisma"],
  connection: {
    layout: "url",
    variable: "DATABASE_URL",
    startup: "options",
    hosts: "one",
    limits: PRISMA_LIMITS,
    socketHost: "localhost",
    defaultHost: "localhost",
    // https://github.com/prisma/prisma-engines/blob/main/quaint/src/connector/postgres/url.rs: dbname
    rawDatabase: true,
    // its sslcert is the certificate that it trusts, which the setting writes
    rejectedParameters: ["sslcert", "sslkey", "sslrootcert"],
  },
  fields: {
    ...NOT_IN_LIBRARY_POOLS,
    "connection.schema": oneSchema("schema"),
    "connection.applicationName": param("application_name"),
    ...prismaTls(),
    "connection.replicas": unsupported("a client has one server", { workaround: "@prisma/extension-read-replicas" }),
    "pool.max": param("connection_limit", { libraryDefault: { words: "physical cores × 2 + 1" } }),
    "pool.min": unsupported("connections are opened on demand and no minimum is maintained", { libraryDefault: 0 }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": param("pool_timeout", { libraryDefault: 10_000 }),
    "pool.connectTimeout": param("connect_timeout", { libraryDefault: 5_000 }),
    "pool.idleTimeout": param("max_idle_connection_lifetime", {
      support: "partial",
      fullFor: isOff,
      libraryDefault: 300_000,
      note: LAZY,
    }),
    "pool.maxLifetime": param("max_connection_lifetime", {
      support: "partial",
      fullFor: isOff,
      libraryDefault: null,
      note: LAZY,
    }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("it tests a connection that was idle for 15 s, always", {
      libraryDefault: 15_000,
    }),
    "pool.keepAlive": unsupported("it has no setting for it", { libraryDefault: null }),
    "session.statementTimeout": startupTimeout("options", "statement_timeout"),
    "session.lockTimeout": startupTimeout("options", "lock_timeout"),
    "session.idleInTransactionTimeout": startupTimeout("options", "idle_in_transaction_session_timeout"),
    "session.transactionTimeout": startupTimeout("options", "transaction_timeout", {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": offByAbsence(
      param("socket_timeout", {
        note: "the server continues the query; off is no parameter, because 0 is off only from Prisma 6.8 on",
      }),
    ),
  },
  ignoredKeys: Object.keys(prismaUrl.others),
  prepared: { off: "pgbouncer=true", parameter: ["pgbouncer", "true"], set: ["pgbouncer", "true"] },
  checks: [
    {
      key: "socket_timeout",
      when: (value) => Number(value) === 0 && value !== "",
      rule: "misread-dsn-parameter",
      severity: "info",
      message: "socket_timeout=0 is off from Prisma 6.8 on; before that, queries that take longer than about 1 ms fail",
      help: "Remove socket_timeout: without it there is no limit in any version.",
    },
    {
      key: "pgbouncer",
      when: (value, server) => value === "true" && server !== undefined && isDirect(...hostAndPort(server)),
      rule: "pooler-flag-on-direct-host",
      severity: "warning",
      message: "The URL contains pgbouncer=true, and its host and port look like the database itself",
      help: "Remove pgbouncer=true, or connect to the pooler.",
    },
  ],
});

export default target;

/**
 * The connection URL for Prisma up to 6, to be given as `DATABASE_URL` or `datasourceUrl`. It holds the password.
 *
 * @returns the URL, and what Prisma cannot do.
 */
export function toPrisma(config: Config, options?: RenderOptions): { value: string; deviations: readonly Deviation[] } {
  return liveSettings(target, config, options) as { value: string; deviations: readonly Deviation[] };
}
