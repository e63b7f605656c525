// a time limit for queries in the client
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "client-query-timeout",
  reason: "query",
  codes: ["P1008", "P6004"],
  phrases: {
    "Active Record": ["ActiveRecord::StatementTimeout"],
    "node-postgres": ["Query read timeout"],
    knex: ["Defined query timeout of <n>ms exceeded when running query", "Defined query timeout of <n>ms exceeded"],
    pgjdbc: [
      /An I\/O error occurred while sending to the backend[\s\S]{0,3000}?SocketTimeoutException: Read timed out/,
    ],
    asyncpg: [
      /asyncpg\/connection\.py["']?,? line \d{1,6},? in (?:fetch|fetchrow|fetchval|execute|executemany|_do_execute|_execute)\b[\s\S]{0,3000}?\bTimeoutError\b/,
    ],
    Npgsql: ["Timeout during reading attempt", "Exception while reading from stream ---> System.TimeoutException"],
    Prisma: ["Operations timed out after"],
  },
  names: { pgjdbc: ["QueryTimeoutException"], MikroORM: ["QueryTimeout"], Prisma: ["SocketTimeout"] },
  meaning:
    "The client's own time limit for a query expired. The pool and the connection may be fine: the query was slow, waited for a lock, or the network dropped the connection.",
  todo: "Find the slow query or the lock it waited for (pg_stat_activity). Set statement_timeout somewhat below the client's limit, so that the server stops the query too: without it, the query runs on after the client has given up.",
  advice: {
    "node-postgres": "node-postgres: query_timeout (milliseconds).",
    knex: "knex: .timeout(ms, { cancel: true }) cancels the query at the server as well.",
    Npgsql: "Npgsql: Command Timeout (seconds, default 30).",
    asyncpg: "asyncpg: command_timeout, or timeout= of the call.",
    pgjdbc: "pgjdbc: setQueryTimeout, or socketTimeout.",
    Prisma: "Prisma up to 6: socket_timeout in the connection string.",
  },
  settings: ["session.statementTimeout"],
  source: "https://node-postgres.com/apis/client",
  examples: [
    "Query read timeout",
    "KnexTimeoutError: Defined query timeout of 100ms exceeded when running query.",
    "System.TimeoutException: Timeout during reading attempt",
  ],
});
