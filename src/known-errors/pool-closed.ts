// a pool that was used after it was closed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pool-closed",
  reason: "misuse",
  generic: true,
  phrases: {
    "node-postgres": [
      "Cannot use a pool after calling end on the pool",
      "Called end on pool more than once",
      "Client was closed and is not queryable",
    ],
    knex: ["Unable to acquire a connection", /Error: aborted\n[^\n]{0,200}tarn/],
    Sequelize: [
      "ConnectionManager.getConnection was called after the connection manager was closed",
      "pool is draining and cannot accept work",
    ],
    TypeORM: ["Cannot execute operation on <name> connection because connection is not yet established"],
    slonik: [
      "Connection pool has ended",
      "Connection pool {has been shut down|is being shut down}. Cannot create a new connection",
      "Connection pool is being terminated",
    ],
    "pg-promise": ["Connection pool of the database object has been destroyed"],
    Kysely: ["driver has already been destroyed"],
    Prisma: ["Engine is not yet connected", "Response from the Engine was empty"],
    pgxpool: [/(?:^|[:=] ?"?)closed pool(?!\w)/m],
    "database/sql": ["sql: database is closed"],
    HikariCP: [/HikariDataSource [^\n]{0,120} has been closed/],
    Agroal: [
      "This pool is closed and does not handle any more connections",
      "Can't create new connection as the pool is shutting down",
    ],
    "r2dbc-pool": [/(?:Exception|ERROR|error)[^\n]{0,200}Pool has been shut down/],
    psycopg_pool: [
      /the pool ["'][^"']{0,100}["'] is (?:already )?closed/,
      "pool has already been opened/closed and cannot be reused",
    ],
    psycopg2: ["PoolError: connection pool is closed"],
    asyncpg: [/InterfaceError: pool is clos(?:ed|ing)/],
    SQLAlchemy: ["This Session has been permanently closed"],
    sqlx: ["attempted to acquire a connection on a closed pool"],
    deadpool: [/(?:^|[Ee]rr(?:or)?\W{1,4}|panic[^\n]{0,100})"?Pool has been closed/m],
    Npgsql: ["The connection pool has been shut down", "Cannot access a disposed object. Object name: 'Npgsql"],
    DBConnection: [
      /could not lookup Ecto repo \S{1,100} because it was not started or it does not exist/,
      "no process: the process is not alive",
    ],
    PgDog: ["pool is shut down"],
  },
  names: { sqlx: ["PoolClosed"], "poolcfg/runtime": ["PoolClosedError"] },
  meaning: "The pool was used after it had been closed (pool.end(), close(), destroy()).",
  todo: "Close the pool once, at the end of the process, after requests, jobs and timers have finished. Create it once for the process, not for each request or in a function whose end closes it; in tests, close it in the last afterAll only.",
  settings: ["pool.max"],
  source: "https://node-postgres.com/apis/pool#poolend",
  examples: [
    "Cannot use a pool after calling end on the pool",
    "closed pool",
    "sql: database is closed",
    "java.sql.SQLException: HikariDataSource HikariDataSource (HikariPool-1) has been closed.",
    "attempted to acquire a connection on a closed pool",
    "the pool 'pool-1' is already closed",
    "asyncpg.exceptions._base.InterfaceError: pool is closed",
  ],
});
