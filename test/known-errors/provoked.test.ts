// messages that the JavaScript libraries really give, provoked on a real server, are explained; UPDATE_GOLDEN=1 keeps
// them in messages/, where they are read again without the libraries
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { inspect } from "node:util";
import { MikroORM } from "@mikro-orm/postgresql";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import knex, { type Knex } from "knex";
import { Kysely, sql as kyselySql, PostgresDialect } from "kysely";
import pg from "pg";
import pgPromise from "pg-promise";
import postgres from "postgres";
import { Sequelize } from "sequelize";
import { createPool as createSlonik, sql as slonikSql } from "slonik";
import { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { symptomsIn } from "../../src/known-errors/_recognise.ts";
import { freePort, HOST, listen } from "../conformance/_listen.ts";
import { PASSWORD, startServer, type TestServer } from "../doctor/_pg.ts";
import { type Bouncer, PROGRAMS, startPgBouncer } from "../doctor/_pgbouncer.ts";

const folder = new URL("./messages/", import.meta.url);

let server: TestServer;
let closed: string;
let silent: string;
const listeners: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = await startServer();
  const quiet = createServer((socket) => sockets.add(socket.on("error", () => {})));
  listeners.push(quiet);
  closed = `postgresql://app:x@${HOST}:${await freePort()}/shop`;
  silent = `postgresql://app:x@${HOST}:${await listen(quiet)}/shop`;
}, 240_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const one of listeners) one.close();
  await server?.stop();
});

const app = () => server.url("app");

async function withPool(url: string, options: pg.PoolConfig, use: (pool: pg.Pool) => Promise<unknown>) {
  const pool = new pg.Pool({ connectionString: url, ...options });
  pool.on("error", () => {});
  try {
    return await use(pool);
  } finally {
    if (!pool.ending) await pool.end();
  }
}

async function withClient(url: string, options: pg.ClientConfig, use: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url, ...options });
  client.on("error", () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await Promise.race([client.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 200))]);
  }
}

async function withKnex(url: string, options: Knex.Config, use: (db: Knex) => Promise<unknown>) {
  const db = knex({ client: "pg", connection: url, pool: { min: 0, max: 1 }, ...options });
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}

async function withSequelize(url: string, options: object, use: (db: Sequelize) => Promise<unknown>) {
  const db = new Sequelize(url, { logging: false, pool: { max: 1, min: 0, acquire: 300 }, ...options });
  try {
    return await use(db);
  } finally {
    await db.close().catch(() => {});
  }
}

async function withPostgres(url: string, options: object, use: (db: postgres.Sql) => Promise<unknown>) {
  const db = postgres(url, { max: 1, onnotice: () => {}, ...options });
  try {
    return await use(db);
  } finally {
    await db.end({ timeout: 1 });
  }
}

const slonikPool = (url: string, options = {}) =>
  createSlonik(url, { connectionRetryLimit: 0, queryRetryLimit: 0, transactionRetryLimit: 0, ...options });

/** Name of the message, the symptom, and how it is provoked. */
const PROVOKED: readonly (readonly [string, string, () => Promise<unknown>])[] = [
  [
    "pg-pool-in-use",
    "pg-pool-timeout",
    () =>
      withPool(app(), { max: 1, connectionTimeoutMillis: 100 }, async (pool) => {
        const held = await pool.connect();
        try {
          await pool.query("select 1");
        } finally {
          held.release();
        }
      }),
  ],
  [
    "pg-pool-silent-server",
    "connect-timed-out",
    () => withPool(silent, { connectionTimeoutMillis: 200 }, (pool) => pool.query("select 1")),
  ],
  [
    "pg-client-silent-server",
    "connect-timed-out",
    () => withClient(silent, { connectionTimeoutMillis: 200 }, () => Promise.resolve()),
  ],
  ["pg-refused", "connection-refused", () => withPool(closed, {}, (pool) => pool.query("select 1"))],
  [
    "pg-refused-localhost",
    "connection-refused",
    () => withPool(closed.replace(HOST, "localhost"), {}, (pool) => pool.query("select 1")),
  ],
  [
    "pg-host-unknown",
    "host-unknown",
    () => withPool("postgresql://app:x@db.invalid/shop", {}, (pool) => pool.query("select 1")),
  ],
  [
    "pg-socket-missing",
    "socket-missing",
    () => withPool("postgresql:///shop?host=/nonexistent&user=app", {}, (pool) => pool.query("select 1")),
  ],
  ["pg-string-undefined", "connection-string-not-read", () => withClient("undefined", {}, () => Promise.resolve())],
  [
    "pg-string-invalid",
    "connection-string-invalid",
    () => withClient("postgresql://app:x@db:port/shop", {}, () => Promise.resolve()),
  ],
  ["pg-no-tls", "tls-not-offered", () => withPool(app(), { ssl: true }, (pool) => pool.query("select 1"))],
  [
    "pg-password-wrong",
    "password-wrong",
    () => withPool(app().replace(PASSWORD, "wrong"), {}, (pool) => pool.query("select 1")),
  ],
  [
    "pg-password-missing",
    "password-missing",
    () => withPool(app().replace(`:${PASSWORD}`, ""), {}, (pool) => pool.query("select 1")),
  ],
  [
    "pg-database-missing",
    "database-missing",
    () => withPool(server.url("app", "nothing"), {}, (pool) => pool.query("select 1")),
  ],
  [
    "pg-role-limit",
    "role-connection-limit",
    () =>
      withPool(server.url("few"), { max: 6 }, (pool) =>
        Promise.all(Array.from({ length: 6 }, () => pool.query("select pg_sleep(0.5)"))),
      ),
  ],
  [
    "pg-database-limit",
    "database-connection-limit",
    () =>
      withPool(server.url("app", "small"), { max: 5 }, (pool) =>
        Promise.all(Array.from({ length: 5 }, () => pool.query("select pg_sleep(0.5)"))),
      ),
  ],
  [
    "pg-slots-reserved",
    "slots-reserved",
    () =>
      withPool(app(), { max: 17 }, (pool) =>
        Promise.all(Array.from({ length: 17 }, () => pool.query("select pg_sleep(0.5)"))),
      ),
  ],
  [
    "pg-query-timeout",
    "client-query-timeout",
    () => withPool(app(), { query_timeout: 100 }, (pool) => pool.query("select pg_sleep(0.5)")),
  ],
  [
    "pg-statement-timeout",
    "statement-timed-out",
    () => withPool(app(), { statement_timeout: 100 }, (pool) => pool.query("select pg_sleep(2)")),
  ],
  [
    "pg-canceled",
    "query-canceled",
    () =>
      withClient(app(), {}, async (client) => {
        const [{ pid }] = (await client.query("select pg_backend_pid() as pid")).rows;
        const query = client.query("select pg_sleep(5)");
        setTimeout(() => void server.admin(`select pg_cancel_backend(${pid})`), 200);
        await query;
      }),
  ],
  [
    "pg-terminated",
    "session-terminated",
    () =>
      withClient(app(), {}, async (client) => {
        const [{ pid }] = (await client.query("select pg_backend_pid() as pid")).rows;
        const query = client.query("select pg_sleep(5)");
        setTimeout(() => void server.admin(`select pg_terminate_backend(${pid})`), 200);
        await query;
      }),
  ],
  [
    "pg-after-terminated",
    "connection-dropped",
    () =>
      withClient(app(), {}, async (client) => {
        const [{ pid }] = (await client.query("select pg_backend_pid() as pid")).rows;
        await server.admin(`select pg_terminate_backend(${pid})`);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await client.query("select 1");
      }),
  ],
  [
    "pg-idle-in-transaction",
    "idle-transaction-ended",
    () =>
      withClient(app(), { idle_in_transaction_session_timeout: 100 }, async (client) => {
        const ended = new Promise((_resolve, reject) => client.on("error", reject));
        await client.query("begin");
        await ended;
      }),
  ],
  [
    "pg-lock-nowait",
    "lock-nowait",
    () =>
      withPool(server.url("postgres", "postgres"), { max: 2 }, async (pool) => {
        const [one, two] = [await pool.connect(), await pool.connect()];
        try {
          await one.query(
            "create table if not exists locked (id int primary key); insert into locked values (1) on conflict do nothing",
          );
          await one.query("begin; select * from locked for update");
          await two.query("select * from locked for update nowait");
        } finally {
          await one.query("rollback");
          one.release();
          two.release();
        }
      }),
  ],
  [
    "pg-read-only",
    "read-only-server",
    () =>
      withPool(server.url("postgres", "postgres"), { options: "-c default_transaction_read_only=on" }, (pool) =>
        pool.query("create table nothing ()"),
      ),
  ],
  [
    "pg-transaction-aborted",
    "transaction-aborted",
    () =>
      withClient(app(), {}, async (client) => {
        await client.query("begin");
        await client.query("select nonsense").catch(() => {});
        await client.query("select 1");
      }),
  ],
  [
    "pg-connect-denied",
    "connect-denied",
    async () => {
      await server.admin("create database closed_shop");
      await server.admin("revoke connect on database closed_shop from public");
      await withPool(server.url("app", "closed_shop"), {}, (pool) => pool.query("select 1"));
    },
  ],
  [
    "pg-parameter-unknown",
    "parameter-unknown",
    () => withPool(app(), { options: "-c connection_limit=5" }, (pool) => pool.query("select 1")),
  ],
  [
    "pg-pool-closed",
    "pool-closed",
    () =>
      withPool(app(), {}, async (pool) => {
        await pool.end();
        await pool.query("select 1");
      }),
  ],
  [
    "pg-pool-ended-twice",
    "pool-closed",
    () =>
      withPool(app(), {}, async (pool) => {
        await pool.end();
        await pool.end();
      }),
  ],
  [
    "pg-released-twice",
    "released-twice",
    () =>
      withPool(app(), {}, async (pool) => {
        const client = await pool.connect();
        client.release();
        client.release();
      }),
  ],
  ["pg-client-reused", "client-reused", () => withClient(app(), {}, (client) => client.connect())],
  [
    "knex-in-use",
    "knex-acquire-timeout",
    () =>
      withKnex(app(), { acquireConnectionTimeout: 200 }, async (db) => {
        const transaction = await db.transaction();
        try {
          await db.raw("select 1");
        } finally {
          await transaction.rollback();
        }
      }),
  ],
  ["knex-refused", "connection-refused", () => withKnex(closed, {}, (db) => db.raw("select 1"))],
  [
    "knex-refused-hidden",
    "connection-refused",
    () =>
      withKnex(
        closed,
        { acquireConnectionTimeout: 500, pool: { min: 0, max: 1, propagateCreateError: false } as object },
        (db) => db.raw("select 1"),
      ),
  ],
  [
    "knex-query-timeout",
    "client-query-timeout",
    () => withKnex(app(), {}, (db) => db.raw("select pg_sleep(0.5)").timeout(100)),
  ],
  [
    "knex-closed",
    "pool-closed",
    () =>
      withKnex(app(), {}, async (db) => {
        await db.destroy();
        await db.raw("select 1");
      }),
  ],
  [
    "knex-transaction-finished",
    "transaction-finished",
    () =>
      withKnex(app(), {}, async (db) => {
        const transaction = await db.transaction();
        await transaction.commit();
        await transaction.raw("select 1");
      }),
  ],
  [
    "sequelize-in-use",
    "sequelize-acquire-timeout",
    () =>
      withSequelize(app(), {}, async (db) => {
        const transaction = await db.transaction();
        try {
          await db.query("select 1");
        } finally {
          await transaction.rollback();
        }
      }),
  ],
  ["sequelize-refused", "connection-refused", () => withSequelize(closed, {}, (db) => db.authenticate())],
  [
    "sequelize-host-unknown",
    "host-unknown",
    () => withSequelize("postgresql://app:x@db.invalid/shop", {}, (db) => db.authenticate()),
  ],
  [
    "sequelize-password-wrong",
    "password-wrong",
    () => withSequelize(app().replace(PASSWORD, "wrong"), {}, (db) => db.authenticate()),
  ],
  [
    "sequelize-closed",
    "pool-closed",
    () =>
      withSequelize(app(), {}, async (db) => {
        await db.close();
        await db.query("select 1");
      }),
  ],
  [
    "sequelize-transaction-finished",
    "transaction-finished",
    () =>
      withSequelize(app(), {}, async (db) => {
        const transaction = await db.transaction();
        await transaction.commit();
        await db.query("select 1", { transaction });
      }),
  ],
  ["typeorm-refused", "connection-refused", () => new DataSource({ type: "postgres", url: closed }).initialize()],
  [
    "typeorm-not-initialized",
    "pool-not-open",
    () => new DataSource({ type: "postgres", url: app() }).query("select 1"),
  ],
  [
    "typeorm-released",
    "released-twice",
    async () => {
      const source = await new DataSource({ type: "postgres", url: app() }).initialize();
      try {
        const runner = source.createQueryRunner();
        await runner.query("select 1");
        await runner.release();
        await runner.query("select 1");
      } finally {
        await source.destroy();
      }
    },
  ],
  [
    "typeorm-transaction-nested",
    "transaction-finished",
    async () => {
      const source = await new DataSource({ type: "postgres", url: app() }).initialize();
      try {
        const runner = source.createQueryRunner();
        await runner.commitTransaction();
      } finally {
        await source.destroy();
      }
    },
  ],
  [
    "mikro-orm-password-wrong",
    "password-wrong",
    async () => {
      const orm = await MikroORM.init({
        clientUrl: app().replace(PASSWORD, "wrong"),
        entities: [],
        discovery: { warnWhenNoEntities: false },
      });
      try {
        await orm.em.getConnection().execute("select 1");
      } finally {
        await orm.close(true);
      }
    },
  ],
  [
    "mikro-orm-role-limit",
    "connection-refused",
    async () => {
      const orm = await MikroORM.init({ clientUrl: closed, entities: [], discovery: { warnWhenNoEntities: false } });
      try {
        await orm.em.getConnection().execute("select 1");
      } finally {
        await orm.close(true);
      }
    },
  ],
  [
    "drizzle-database-missing",
    "database-missing",
    () => withPool(server.url("app", "nothing"), {}, (pool) => drizzle(pool).execute(drizzleSql`select 1`)),
  ],
  [
    "drizzle-statement-timeout",
    "statement-timed-out",
    () => withPool(app(), { statement_timeout: 100 }, (pool) => drizzle(pool).execute(drizzleSql`select pg_sleep(2)`)),
  ],
  [
    "kysely-destroyed",
    "pool-closed",
    async () => {
      const db = new Kysely<object>({
        dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: app() }) }),
      });
      await kyselySql`select 1`.execute(db);
      await db.destroy();
      await kyselySql`select 1`.execute(db);
    },
  ],
  ["postgres-js-refused", "connection-refused", () => withPostgres(closed, {}, (db) => db`select 1`)],
  [
    "postgres-js-silent-server",
    "postgres-js-connect-timeout",
    () => withPostgres(silent, { connect_timeout: 1 }, (db) => db`select 1`),
  ],
  [
    "postgres-js-ended",
    "postgres-js-ended",
    () =>
      withPostgres(app(), {}, async (db) => {
        await db.end();
        await db`select 1`;
      }),
  ],
  [
    "postgres-js-terminated",
    "postgres-js-ended",
    () =>
      withPostgres(app(), {}, async (db) => {
        const [row] = await db`select pg_backend_pid() as pid`;
        const query = db`select pg_sleep(5)`.execute();
        setTimeout(() => void server.admin(`select pg_terminate_backend(${row!.pid})`), 200);
        await query;
      }),
  ],
  ["postgres-js-no-tls", "tls-not-offered", () => withPostgres(app(), { ssl: "require" }, (db) => db`select 1`)],
  ["postgres-js-unsafe-transaction", "transaction-nested", () => withPostgres(app(), { max: 2 }, (db) => db`begin`)],
  [
    "postgres-js-parameter-of-prisma",
    "parameter-unknown",
    () => withPostgres(`${app()}?connection_limit=5`, {}, (db) => db`select 1`),
  ],
  [
    "slonik-password-wrong",
    "password-wrong",
    async () => {
      const pool = await slonikPool(app().replace(PASSWORD, "wrong"));
      try {
        await pool.query(slonikSql.unsafe`select 1`);
      } finally {
        await pool.end();
      }
    },
  ],
  [
    "slonik-ended",
    "pool-closed",
    async () => {
      const pool = await slonikPool(app());
      await pool.query(slonikSql.unsafe`select 1`);
      await pool.end();
      await pool.query(slonikSql.unsafe`select 1`);
    },
  ],
  [
    "slonik-statement-timeout",
    "statement-timed-out",
    async () => {
      const pool = await slonikPool(app(), { statementTimeout: 100 });
      try {
        await pool.query(slonikSql.unsafe`select pg_sleep(2)`);
      } finally {
        await pool.end();
      }
    },
  ],
  [
    "pg-promise-destroyed",
    "pool-closed",
    async () => {
      const db = pgPromise({ noWarnings: true })(app());
      await db.any("select 1");
      await db.$pool.end();
      await db.any("select 1");
    },
  ],
  [
    "pg-promise-released",
    "released-twice",
    async () => {
      const db = pgPromise({ noWarnings: true })(app());
      try {
        const connection = await db.connect();
        await connection.done();
        await connection.any("select 1");
      } finally {
        await db.$pool.end();
      }
    },
  ],
];

function keep(name: string, text: string): void {
  if (process.env.UPDATE_GOLDEN !== "1") return;
  mkdirSync(folder, { recursive: true });
  const shown = text
    .replaceAll(PASSWORD, "***")
    .replace(/(?:file:\/\/)?\/\S*?\/node_modules\//g, "/app/node_modules/")
    .replace(/(?:file:\/\/)?\/\S*?\/test\/symptoms\//g, "/app/src/")
    .replace(/(127\.0\.0\.1|localhost|::1)(:|, port )\d{4,5}/g, "$1$25432")
    .replace(/\b(port: )\d{4,5}/g, "$15432");
  writeFileSync(new URL(`${name}.txt`, folder), `${shown}\n`);
}

async function messageOf(provoke: () => Promise<unknown>): Promise<string> {
  try {
    await provoke();
  } catch (error) {
    return inspect(error, { depth: 4, breakLength: 120 });
  }
  throw new Error("Nothing was thrown.");
}

describe("a message that was provoked is explained", () => {
  it.each(PROVOKED)(
    "%s: %s",
    async (name, id, provoke) => {
      const text = await messageOf(provoke);
      keep(name, text);
      expect(symptomsIn(text)[0]?.id, text).toBe(id);
    },
    20_000,
  );
});

describe.skipIf(PROGRAMS.length === 0)("a message of PgBouncer that was provoked is explained", () => {
  let bouncer: Bouncer;
  beforeAll(async () => {
    bouncer = await startPgBouncer(PROGRAMS.at(-1)!, server, "statement");
  }, 60_000);
  afterAll(() => bouncer?.stop());

  const through = (change: (url: string) => string, options: pg.PoolConfig, text = "select 1") =>
    withPool(change(bouncer.url("app")), options, (pool) => pool.query(text));
  it.each<readonly [string, string, () => Promise<unknown>]>([
    ["pgbouncer-database-missing", "pgbouncer-database-missing", () => through((url) => url.replace(/shop$/, "x"), {})],
    ["pgbouncer-parameter", "pgbouncer-parameter", () => through((url) => url, { statement_timeout: 100 })],
    ["pgbouncer-password-wrong", "password-wrong", () => through((url) => url.replace(PASSWORD, "wrong"), {})],
    ["pgbouncer-user-missing", "password-wrong", () => through((url) => url.replace("//app:", "//nobody:"), {})],
    ["pgbouncer-statement-mode", "pooler-statement-mode", () => through((url) => url, {}, "begin")],
    [
      "pgbouncer-full",
      "pgbouncer-full",
      () =>
        withPool(bouncer.url("app"), { max: 60 }, (pool) =>
          Promise.all(Array.from({ length: 60 }, () => pool.query("select pg_sleep(0.3)"))),
        ),
    ],
  ])(
    "%s: %s",
    async (name, id, provoke) => {
      const text = await messageOf(provoke);
      keep(name, text);
      expect(symptomsIn(text)[0]?.id, text).toBe(id);
    },
    20_000,
  );
});

describe("a message that was kept is explained", () => {
  const wanted = new Map<string, string>(PROVOKED.map(([name, id]) => [name, id]));
  it.each(readdirSync(folder))("%s", (file) => {
    const name = file.replace(/\.txt$/, "");
    const [first] = symptomsIn(readFileSync(new URL(file, folder), "utf8"));
    expect(first?.id).toBe(wanted.get(name) ?? first?.id);
    expect(first).toBeDefined();
  });
});
