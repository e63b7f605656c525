// a connect that got no answer
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connect-timed-out",
  reason: "timeout",
  codes: ["ETIMEDOUT", "P1002", "ERR_POSTGRES_CONNECTION_TIMEOUT"],
  phrases: {
    "lib/pq": [/read tcp \S{1,100}: i\/o timeout/],
    Windows: [
      "The semaphore timeout period has expired",
      "A connection attempt failed because the connected party did not properly respond",
    ],
    "node-postgres": [
      "connect ETIMEDOUT",
      /(?:^|: |\b)timeout expired(?![\w ])/m,
      "Connection terminated due to connection timeout",
    ],
    libpq: ["timeout expired", "Connection timed out"],
    psycopg: ["connection timeout expired"],
    asyncpg: [
      /\[Errno (?:110|60|10060)\] Connect call failed(?: \([^)]{0,200}\))?/,
      /asyncpg\/(?:connection|connect_utils)\.py["']?,? line \d{1,6},? in _?connect\w{0,20}[\s\S]{0,3000}?\bTimeoutError\b/,
    ],
    pgx: [
      "failed to {connect|receive message|write startup message}...{timeout: context deadline exceeded|i/o timeout}",
      "dial error: timeout: context deadline exceeded",
      /(?:dial error|tls error|failed to connect to)[^\n]{0,300}(?:context deadline exceeded|i\/o timeout)/,
    ],
    Go: [
      "dial tcp <name>: i/o timeout",
      "dial tcp <name>: connect: connection timed out",
      "dial tcp <name>: operation was canceled",
    ],
    pgjdbc: [
      "Connection attempt timed out",
      /The connection attempt failed[\s\S]{0,3000}?SocketTimeoutException: Read timed out/,
      "SocketTimeoutException: Connect timed out",
      "SocketTimeoutException: connect timed out",
    ],
    "R2DBC PostgreSQL": ["connection timed out after <n> ms", "ConnectTimeoutException: connection timed out"],
    Npgsql: [
      "Timeout during connection attempt",
      /(?:Failed to connect to|Exception while connecting|NpgsqlConnector\.\w{0,10}Connect)[\s\S]{0,300}?The operation has timed out/,
    ],
    "Active Record": ["Operation timed out - user specified timeout"],
    Prisma: [/The database server[^\n]{0,200} was reached but timed out/],
    Rust: ["error connecting to server: connection timed out", "timeout waiting for server"],
    "Bun.sql": ["Connection timeout after <n>", "Connection timed out after <n>"],
    Postgrex: ["tcp connect (<name>): connection timed out", "tcp connect (<name>): timeout", "ssl connect: timeout"],
    tarn: ["TimeoutError: timeout creating a connection"],
    PgBouncer: ["closing because: connect timeout"],
  },
  names: { Sequelize: ["SequelizeConnectionTimedOutError", "ConnectionTimedOutError"] },
  meaning: "A new connection was not established in time: the server, or something in between, did not answer.",
  todo: "If every attempt fails, a firewall or security group drops the packets, or the host or port is wrong: check that this machine can reach the port. If it happens under load, the server or a pooler accepts connections but is too busy to answer, or the time allowed for connecting is too short.",
  advice: {
    "node-postgres":
      "node-postgres: connectionTimeoutMillis limits opening a connection as well as the wait in the pool. A pool in which all connections are in use says 'timeout exceeded when trying to connect' instead.",
    pgjdbc: "pgjdbc: connectTimeout and loginTimeout (seconds).",
    libpq: "libpq: connect_timeout (seconds).",
    Npgsql: "Npgsql: Timeout (seconds, default 15).",
    pgx: "pgx: connect_timeout, or the deadline of the context that was passed.",
  },
  settings: ["pool.connectTimeout", "connection.host", "connection.port"],
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-CONNECT-TIMEOUT",
  examples: [
    "connect ETIMEDOUT 10.0.0.5:5432",
    "timeout expired",
    "Connection terminated due to connection timeout",
    "psycopg.errors.ConnectionTimeout: connection timeout expired",
    "failed to connect to `user=app database=shop`: 10.0.0.5:5432 (10.0.0.5): failed to receive message: timeout: context deadline exceeded",
    "org.postgresql.util.PSQLException: Connection attempt timed out.",
    "Npgsql.NpgsqlException (0x80004005): Exception while connecting ---> System.TimeoutException: Timeout during connection attempt",
  ],
});
