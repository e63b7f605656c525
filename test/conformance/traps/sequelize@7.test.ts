// what goes wrong with Sequelize 7 by itself, and does not with what poolcfg renders
import { ConnectionAcquireTimeoutError, type Options, QueryTypes, Sequelize } from "@sequelize/core";
import type { PostgresDialect } from "@sequelize/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { sleep } from "../_clock.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../_server.ts";

type Sequelize7 = Sequelize<PostgresDialect>;

let server: Server;
const opened: Sequelize7[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await Promise.all(opened.map((sequelize) => sequelize.close().catch(() => {})));
  await server.stop();
});

describe.concurrent("Sequelize 7", () => {
  test("an acquire time of 0 is none at all", async () => {
    await expect(pid(open({ pool: { acquire: 0 } }))).rejects.toBeInstanceOf(ConnectionAcquireTimeoutError);
    expect(await pid(render({ "pool.acquireTimeout": "off" }))).toBeGreaterThan(0);
    expect(rulesOf({ pool: { acquire: 0 } })).toContain("zero-not-off");
  });

  test("an idle time of 0 closes at once", async () => {
    const bare = open({ pool: { idle: 0, evict: 50 } });
    const written = render({ "pool.idleTimeout": "off" });
    const [one, two] = await Promise.all([pid(bare), pid(written)]);
    await sleep(400);
    expect(await pid(bare)).not.toBe(one);
    expect(await pid(written)).toBe(two);
    expect(rulesOf({ pool: { idle: 0 } })).toContain("zero-not-off");
  });

  test("a maxUses of 0 makes every connection serve once", async () => {
    const bare = open({ pool: { maxUses: 0 } });
    expect(await pid(bare)).not.toBe(await pid(bare));
    const written = render({ "pool.maxUses": "off" });
    expect(await pid(written)).toBe(await pid(written));
    expect(rulesOf({ pool: { maxUses: 0 } })).toContain("zero-not-off");
  });

  test("an async validate lets every connection pass", async () => {
    const validate = (async () => false) as never;
    const bare = open({ pool: { validate } });
    expect(await pid(bare)).toBe(await pid(bare));
    expect(rulesOf({ pool: { validate } })).toContain("wrong-type");
    const written = render({ "pool.maxLifetime": "100ms", "pool.maxLifetimeJitter": "0s" });
    const before = await pid(written);
    await sleep(150);
    expect(await pid(written)).not.toBe(before);
  });

  test("a key that it does not know is refused", () => {
    expect(() => open({ dialectOptions: { keepAlive: true } } as never)).toThrow(/not recognized/);
    expect(rulesOf({ dialectOptions: { keepAlive: true } })).toContain("unknown-key");
    expect(() => render({ "pool.keepAlive": "20s", "session.statementTimeout": "5s" })).not.toThrow();
  });

  test.each(["sslmode=require", "connect_timeout=5", "max=5"])("a URL with %s is refused", (parameter) => {
    const url = `postgresql://u:p@${HOST}:${server.port}/postgres?${parameter}`;
    expect(() => new Sequelize({ dialect: "postgres" as never, url })).toThrow(/URL/);
    expect(() => new Sequelize(optionsOf({ "connection.url": url }))).not.toThrow();
  });
});

function open(options: Partial<Options<PostgresDialect>>): Sequelize7 {
  const { port } = server;
  const own = { host: HOST, port, user: ROLE, password: PASSWORD, database: "postgres" };
  const sequelize = new Sequelize({ dialect: "postgres", ...own, ...options } as Options<PostgresDialect>);
  opened.push(sequelize);
  return sequelize;
}

function render(settings: Settings): Sequelize7 {
  const connection = {
    "connection.host": HOST,
    "connection.port": server.port,
    "connection.user": ROLE,
    "connection.password": PASSWORD,
    "connection.database": "postgres",
    "connection.ssl.mode": "disable",
  };
  const sequelize = new Sequelize(optionsOf({ ...connection, ...settings }));
  opened.push(sequelize);
  return sequelize;
}

function optionsOf(settings: Settings): Options<PostgresDialect> {
  return rendered("sequelize@7", settings).value as Options<PostgresDialect>;
}

async function pid(sequelize: Sequelize7): Promise<unknown> {
  const [row] = await sequelize.query("SELECT pg_backend_pid() AS pid", { type: QueryTypes.SELECT });
  return (row as { pid: number }).pid;
}

function rulesOf(options: object): string[] {
  return importConfig({ dialect: "postgres", ...options }, { from: "sequelize@7" }).findings.map(({ rule }) => rule);
}
