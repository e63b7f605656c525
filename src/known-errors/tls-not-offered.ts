// a server without TLS
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-not-offered",
  reason: "tls",
  codes: ["ERR_POSTGRES_TLS_NOT_AVAILABLE"],
  phrases: {
    "node-postgres": ["The server does not support SSL connections"],
    "postgres.js": ["Client network socket disconnected before secure TLS connection was established"],
    libpq: ["server does not support SSL"],
    pgjdbc: ["The server does not support SSL"],
    "R2DBC PostgreSQL": ["Server support for SSL connection is disabled"],
    "Vert.x": ["Postgres Server does not handle SSL connection"],
    "lib/pq": ["SSL is not enabled on the server"],
    asyncpg: ["rejected SSL upgrade"],
    pg8000: ["Server refuses SSL"],
    Rust: ["server does not support TLS"],
    Npgsql: ["SSL connection requested. No SSL enabled connection from this host is configured"],
    Postgrex: ["ssl not available"],
    PgBouncer: ["server refused SSL"],
    PgDog: ["TLS connection required but server does not support TLS"],
  },
  lesser: { pgx: ["server refused TLS connection"] },
  meaning:
    "The client requires TLS, and the server or pooler does not offer TLS (ssl = off). Some drivers only notice it when the handshake is cut off.",
  todo: 'Enable TLS at the server (ssl = on with a certificate). On a trusted network only, let the client connect without it: connection.ssl.mode = "prefer" or "disable" (sslmode=disable, ssl: false).',
  advice: {
    "postgres.js":
      "With other ports than PostgreSQL's the same message means that the program there closed the connection during the handshake.",
  },
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/ssl-tcp.html",
  examples: [
    "The server does not support SSL connections",
    "server does not support SSL, but SSL was required",
    "pq: SSL is not enabled on the server",
    "Client network socket disconnected before secure TLS connection was established",
    'PostgreSQL server at "db:5432" rejected SSL upgrade',
  ],
});
