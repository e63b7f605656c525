// what does not pass, and why: texts that render refuses, that no tool here reads, or that a tool does not take
import type { Exception } from "./outcomes.ts";

/** Targets that know one server. */
const ONE_HOST = [
  ...["bun-sql", "drizzle", "knex", "kysely", "mikro-orm", "mikro-orm@6", "neon", "node-postgres", "objection"],
  ...["pg-promise", "prisma", "prisma@7", "runtime", "sequelize", "sequelize@7", "slonik", "typeorm", "r2dbc", "sqlx"],
  ...["odyssey", "pgbouncer", "pgcat", "pgdog", "supavisor"],
];

/** Targets that reach a server by TCP only. */
const NO_SOCKET = [
  ...["hikaricp", "hikaricp@5", "neon", "odyssey", "pgcat", "pgdog", "quarkus", "r2dbc", "spring-boot"],
  ...["spring-boot@3", "supavisor"],
];

const HIKARI = ["hikaricp", "hikaricp@5", "spring-boot", "spring-boot@3"];

const REFUSED: readonly Exception[] = [
  {
    problem: "refused",
    targets: ONE_HOST,
    configs: ["three-hosts", "two-hosts-tls", "session-attributes"],
    message: /names \d hosts, and this tool takes one/,
    reason: "the library knows one server, and would try the others of a list never, or as one name",
  },
  {
    problem: "refused",
    targets: NO_SOCKET,
    configs: ["socket", "socket-blanks"],
    message: /is the directory of a Unix socket, and this tool takes a host name/,
    reason: "the library connects by TCP only",
  },
  {
    problem: "refused",
    targets: HIKARI,
    configs: ["everything-set"],
    message: /pool\.healthCheckInterval \(15s\) must be at least 30000 ms/,
    reason: "HikariCP switches a keepaliveTime below 30 s off",
  },
  {
    problem: "refused",
    targets: HIKARI,
    configs: ["tiny"],
    message: /pool\.(?:idleTimeout|maxLifetime) \(1s\) must be at least/,
    reason: "HikariCP takes its default for a shorter time",
  },
  {
    problem: "refused",
    targets: ["npgsql", "npgsql@8"],
    configs: ["huge"],
    message: /pool\.acquireTimeout \(1d\) must be at most 1024 s/,
    reason: "Npgsql refuses a longer Timeout",
  },
  {
    problem: "refused",
    targets: ["rds-proxy"],
    configs: ["huge"],
    message: /pool\.acquireTimeout \(1d\) must be at most 3600 s/,
    reason: "RDS Proxy refuses a longer ConnectionBorrowTimeout",
  },
  {
    problem: "refused",
    targets: ["rds-proxy"],
    configs: [
      "minimal",
      "everything-set",
      "pools-main",
      "pools-reports",
      "pools-jobs",
      "profile",
      "tiny",
      "uses-test-queue",
    ],
    message: /is a percentage of server\.maxConnections, which is not set/,
    reason: "RDS Proxy takes a share of max_connections, and poolcfg does not guess that",
  },
  {
    problem: "refused",
    targets: ["odyssey"],
    configs: ["all-off", "connect-off"],
    message: /pool\.connectTimeout \(off\) has no way to say off/,
    reason: "Odyssey always has a limit on connecting",
  },
  {
    problem: "refused",
    targets: ["supavisor"],
    configs: ["all-off"],
    message: /pool\.acquireTimeout \(off\) has no way to say off/,
    reason: "Supavisor always has a limit on waiting",
  },
  {
    problem: "refused",
    targets: ["deadpool"],
    forms: ["env"],
    configs: ["special-characters", "connection-password", "odd-application-name"],
    message: /the readers of such files disagree about a value with '/,
    reason: "no quoting of these characters is read alike by shells and by the dotenv libraries",
  },
  {
    problem: "refused",
    targets: ["odyssey"],
    configs: ["special-characters", "connection-password-file", "ssl-verify-full"],
    message: /odyssey\.conf has no way to write a double quote in a value/,
    reason: "its scanner knows no escape for a double quote",
  },
  {
    problem: "refused",
    targets: ["deadpool", "pgcat"],
    configs: ["no-database-no-user"],
    message: /connection\.(?:database|user) \(not set\) is needed/,
    reason: "the tool does not start without a database and a user",
  },
  {
    problem: "refused",
    targets: ["prisma"],
    configs: ["special-characters", "dollar-signs"],
    message: /this tool does not decode the name of the database/,
    reason: "Prisma up to 6 takes the name of the database as it is in the URL",
  },
];

/** What a tool reads otherwise than the config means it, rightly. */
const MEANT: readonly Exception[] = [
  {
    problem: "go",
    targets: ["pgxpool"],
    configs: ["tiny", "odd-durations"],
    onlySet: false,
    message: /^pool\.healthCheckInterval is \d+, not 30000$/,
    reason: "it is not set there, and an idle connection is closed by the health check, which has to come often enough",
  },
  {
    problem: "rust",
    targets: ["deadpool"],
    configs: ["readme", "minimal"],
    message: /configuration property "dbname" not found/,
    reason: "the config has no connection, and deadpool does not start without a database",
  },
  {
    problem: "java",
    targets: ["hikaricp", "hikaricp@5"],
    forms: ["code"],
    configs: ["readme", "minimal"],
    message: /jdbcUrl is required/,
    reason: "the config has no connection, so the program takes it from the environment, where there is none",
  },
  {
    problem: "java",
    targets: ["r2dbc"],
    configs: ["readme", "minimal", "no-database-no-user"],
    message: /No value found for (?:host|user)/,
    reason: "the config has no host or no user, and R2DBC does not start without them",
  },
  {
    problem: "java",
    targets: HIKARI,
    configs: ["pools-jobs"],
    onlySet: false,
    message: /^pool\.idleTimeout is null, not 600000$/,
    reason: "it is not set, and the lifetime that is set ends every connection before; HikariCP switches it off then",
  },
  {
    problem: "python",
    targets: ["django"],
    configs: ["readme", "minimal", "no-database-no-user"],
    message: /supply the NAME/,
    reason: "the config has no database, and Django does not start without one",
  },
  {
    problem: "python",
    targets: ["supavisor"],
    configs: ["readme", "minimal", "no-database-no-user"],
    message: /db_database/,
    reason: "the config has no database, which render reports if it has a connection",
  },
  {
    problem: "python",
    targets: ["pgdog"],
    configs: ["readme", "minimal", "no-database-no-user"],
    message: /'name'/,
    reason: "the config has no database, which render reports if it has a connection",
  },
  {
    problem: "python",
    targets: ["asyncpg"],
    forms: ["json"],
    configs: ["two-hosts-tls", "ssl-verify-ca", "ssl-verify-full"],
    message: /root certificate file/,
    reason: "render reports that JSON cannot hold the context with the certificates",
  },
  poolSize("pgbouncer", ["pgbouncer"]),
  poolSize("odyssey", ["odyssey"]),
  poolSize("python", ["pgcat", "pgdog", "supavisor"]),
  {
    problem: "rust",
    targets: ["diesel"],
    configs: ["readme", "minimal"],
    message: /DATABASE_URL must be set/,
    reason: "the config has no connection, so the program takes it from the environment, where there is none",
  },
];

// the pool of the pooler is that of pooler.poolSize, and pool.max that of the application
function poolSize(problem: string, targets: readonly string[]): Exception {
  return {
    problem,
    targets,
    configs: ["pgbouncer-session"],
    onlySet: false,
    message: /^pool\.max is 40, not 10$/,
    reason: "pooler.poolSize is 40, and is the size of the pool in the pooler",
  };
}

/** Configs that do not name a server, or no database: what the program is in has to. */
const NO_SERVER: readonly Exception[] = [
  {
    problem: "libraries",
    targets: [
      ...["drizzle", "knex", "kysely", "node-postgres", "objection", "pg-promise", "prisma@7"],
      ...["sequelize", "sequelize@7", "typeorm"],
    ],
    configs: ["dsn-only"],
    message: /^tls is full, not require$/,
    reason: "pg reads sslmode=require as verify-full, and --target implies that reading",
  },
  {
    problem: "libraries",
    targets: ["knex", "objection"],
    configs: ["readme", "minimal"],
    onlySet: true,
    message: /Unable to acquire a connection/,
    reason: "knex does not connect without a connection among its settings, and the config has none",
  },
  {
    problem: "libraries",
    targets: ["mikro-orm", "mikro-orm@6"],
    configs: ["readme", "minimal", "no-database-no-user"],
    message: /No database specified/,
    reason: "MikroORM does not start without a database, and render does not report that yet",
  },
  {
    problem: "prisma",
    targets: ["prisma"],
    configs: ["ipv6"],
    message: /^server is "\[2001:db8::5\]:5433"/,
    reason: "the published version of quaint leaves the brackets on, which the later ones of Prisma take off",
  },
  {
    problem: "libraries",
    targets: ["neon"],
    configs: ["readme", "minimal"],
    message: /No database host or connection string was set/,
    reason: "the config has no connection, and Neon does not start without a host",
  },
  {
    problem: "libraries",
    targets: ["slonik"],
    forms: ["code", "ts"],
    configs: ["readme", "minimal"],
    message: /Invalid URL/,
    reason: "the program reads DATABASE_URL, which is not set for these configs",
  },
];

export const EXCEPTIONS: readonly Exception[] = [...REFUSED, ...MEANT, ...NO_SERVER];
