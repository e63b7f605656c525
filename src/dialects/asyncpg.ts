// the connection string of asyncpg, which sends what it does not know to the server
import { defineDialect } from "./_define.ts";

/** It knows a part of libpq's parameters; a connect timeout is none of them, and no setting of the server either. */
export default defineDialect({
  id: "asyncpg",
  title: "asyncpg",
  source: {
    url: "https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.connection.connect",
    version: "0.32.0",
    checked: "2026-11-21",
  },
  params: {},
  known: [
    "database",
    "gsslib",
    "krbsrvname",
    "options",
    "passfile",
    "service",
    "ssl_max_protocol_version",
    "ssl_min_protocol_version",
    "sslcert",
    "sslcrl",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslpassword",
    "sslrootcert",
    "target_session_attrs",
  ],
  unknown: "sent to the server",
  marks: [],
  form: true,
});
