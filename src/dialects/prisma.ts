// the URL of Prisma up to version 6, read by its own engine
import { count, seconds, text } from "../codecs/units.ts";
import { defineDialect } from "./_define.ts";

/** Times are whole seconds, 0 is off. Prisma 7 with a driver adapter reads none of these. */
export default defineDialect({
  id: "prisma",
  title: "Prisma",
  source: {
    url: "https://www.prisma.io/docs/orm/overview/databases/postgresql",
    version: "6.19",
    checked: "2026-11-21",
  },
  params: {
    connection_limit: { path: "pool.max", unit: count({ text: true }) },
    pool_timeout: { path: "pool.acquireTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    connect_timeout: { path: "pool.connectTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    max_idle_connection_lifetime: { path: "pool.idleTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    max_connection_lifetime: { path: "pool.maxLifetime", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    // 0 is off from 6.8 on (prisma-engines #5393); before, a query that takes longer than about a millisecond fails
    socket_timeout: { path: "session.queryTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    schema: { path: "connection.schema", unit: text() },
    application_name: { path: "connection.applicationName", unit: text() },
    // the certificate that is trusted; the client's own is a PKCS#12 file: sslidentity, opened with sslpassword
    sslcert: { path: "connection.ssl.ca", unit: text() },
  },
  known: [
    "channel_binding",
    "host",
    "options",
    "pgbouncer",
    "single_use_connections",
    "sslaccept",
    "sslidentity",
    "sslmode",
    "sslpassword",
    "statement_cache_size",
  ],
  unknown: "ignored",
  marks: [
    "connection_limit",
    "max_connection_lifetime",
    "max_idle_connection_lifetime",
    "pgbouncer",
    "pool_timeout",
    "schema",
    "single_use_connections",
    "socket_timeout",
    "sslaccept",
    "sslidentity",
    "statement_cache_size",
  ],
  form: true,
});
