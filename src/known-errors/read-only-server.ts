// a write on a server or in a transaction that only reads
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "read-only-server",
  reason: "query",
  codes: ["25006"],
  phrases: {
    PostgreSQL: [
      /cannot execute [A-Z_ ()]{1,60} in a read-only transaction/,
      /cannot execute [A-Z ()_]{1,60} during recovery/i,
      "recovery is in progress",
    ],
    libpq: [
      "session is read-only",
      "server is in hot standby mode",
      "session is not read-only",
      "server is not in hot standby mode",
    ],
    pgx: [
      "ValidateConnect failed: read only connection",
      "ValidateConnect failed: {server is in standby mode|connection is not read only|server is not in hot standby mode}",
      "read only connection",
    ],
    pgjdbc: ["Could not find a server with specified targetServerType"],
    "R2DBC PostgreSQL": ["No server matches target type <name>"],
    asyncpg: ["None of the hosts match the target attribute requirement"],
    Npgsql: ["No suitable host was found"],
    Postgrex: ["the server type is not as expected"],
    "Active Record": ["Write query attempted while in readonly mode"],
  },
  names: { asyncpg: ["ReadOnlySQLTransactionError"], psycopg2: ["ReadOnlySqlTransaction"] },
  meaning:
    "This server or session is read-only: it is a standby (replica), or default_transaction_read_only is on. With target_session_attrs or targetServerType, no host of the required kind was found.",
  todo: "Point the pool that writes to the primary (SELECT pg_is_in_recovery() is true on a standby). After a failover, connections to the old primary stay until they are closed: pool.maxLifetime bounds that. With several hosts, list them all and use target_session_attrs=read-write.",
  settings: ["connection.host", "pool.maxLifetime"],
  source: "https://www.postgresql.org/docs/18/hot-standby.html#HOT-STANDBY-USERS",
  examples: [
    "cannot execute INSERT in a read-only transaction",
    'connection to server at "10.0.0.5", port 5432 failed: session is read-only',
    "ValidateConnect failed: read only connection",
    "Could not find a server with specified targetServerType: primary",
  ],
});
