// what goes wrong with Sequelize 6 by itself, and does not with what poolcfg renders
import { existsSync } from "node:fs";
import type pg from "pg";
import { type Options, QueryTypes, Sequelize } from "sequelize";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { startBlackhole } from "../_blackhole.ts";
import { settle, sleep, times, until } from "../_clock.ts";
import { nextProbe } from "../_keep-alive.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../_server.ts";

let server: Server;
const opened: Sequelize[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await Promise.all(opened.map((sequelize) => sequelize.close().catch(() => {})));
  await server.stop();
});

describe.concurrent("Sequelize 6", () => {
  test("an idle time that is text never ends", async () => {
    const bare = open({ pool: { idle: "300" as never, evict: 50 } });
    const written = render({ "pool.idleTimeout": "300ms" });
    const [one, two] = await Promise.all([pid(bare), pid(written)]);
    await sleep(900);
    expect(await pid(bare)).toBe(one);
    expect(await pid(written)).not.toBe(two);
    expect(rulesOf({ pool: { idle: "300" } })).toContain("wrong-type");
  });

  test("an acquire time of 0 is 30 s", () => {
    expect(poolOf(open({ pool: { acquire: 0 } })).acquireTimeoutMillis).toBe(30_000);
    expect(poolOf(render({ "pool.acquireTimeout": "off" })).acquireTimeoutMillis).toBe(2_147_483_647);
    expect(rulesOf({ pool: { acquire: 0 } })).toContain("zero-not-off");
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

  test.skipIf(!existsSync("/proc/net/tcp"))("the delay of the keep-alive is dropped", async () => {
    const dialectOptions = { ...connection().dialectOptions, keepAlive: true, keepAliveInitialDelayMillis: 20_000 };
    expect(await probe(open({ dialectOptions }))).toBeGreaterThan(60);
    expect(await probe(render({ "pool.keepAlive": "20s" }))).toBeLessThanOrEqual(20);
    expect(rulesOf({ dialectOptions })).toContain("unknown-key");
  });

  test("the first connection is made outside the pool, where acquire does not hold", async () => {
    const blackhole = await startBlackhole();
    const bare = open({ port: blackhole.port, pool: { acquire: 200 } });
    const written = render({ "connection.port": blackhole.port, "pool.acquireTimeout": "200ms" });
    const [first, second] = await Promise.all([settle(pid(bare), 900), settle(pid(written), 900)]);
    blackhole.stop();
    expect(first.how).toBe("pending");
    expect(second.how).toBe("failed");
  });

  test("with replication each of two pools has the whole of max", async () => {
    const { host, port, username, password, database } = connection();
    const node = { host, port, username, password, database };
    const name = "sequelize replication";
    const replication = { read: [node], write: node };
    const bare = open({ replication, dialectOptions: { application_name: name }, pool: { max: 2 } });
    const connections = server.watch(name);
    const work = times(4, () => [
      bare.query("SELECT pg_sleep(0.3)::text", { type: QueryTypes.SELECT }),
      bare.query("SELECT pg_sleep(0.3)::text", { type: QueryTypes.SELECT, useMaster: true }),
    ]);
    expect(await until(() => connections.open.length === 4, 2_000)).toBe(true);
    await Promise.all(work.flat());
    expect(rulesOf({ replication })).toContain("replication-doubles-pool");
    expect(optionsOf({ "pool.max": 2, "connection.replicas": ["postgresql://h/db"] })).not.toHaveProperty(
      "replication",
    );
  });
});

function connection() {
  const { port } = server;
  const dialectOptions = { application_name: "sequelize trap" };
  return {
    dialect: "postgres",
    host: HOST,
    port,
    username: ROLE,
    password: PASSWORD,
    database: "postgres",
    dialectOptions,
  } as const;
}

function open(options: Options): Sequelize {
  const sequelize = new Sequelize({ ...connection(), logging: false, ...options });
  opened.push(sequelize);
  return sequelize;
}

function render(settings: Settings): Sequelize {
  return open(optionsOf(settings));
}

function optionsOf(settings: Settings): Options {
  const { value } = rendered("sequelize", {
    "connection.host": HOST,
    "connection.port": server.port,
    "connection.user": ROLE,
    "connection.password": PASSWORD,
    "connection.database": "postgres",
    "connection.ssl.mode": "disable",
    ...settings,
  });
  return value as Options;
}

async function pid(sequelize: Sequelize): Promise<unknown> {
  const [row] = await sequelize.query("SELECT pg_backend_pid() AS pid", { type: QueryTypes.SELECT });
  return (row as { pid: number }).pid;
}

async function probe(sequelize: Sequelize): Promise<number | "none"> {
  await pid(sequelize);
  const client = (await poolOf(sequelize).acquire()) as pg.Client & { connection: { stream: { localPort: number } } };
  await sleep(200);
  const seconds = await nextProbe(client.connection.stream.localPort, server.port);
  poolOf(sequelize).release(client);
  return seconds;
}

interface Inner {
  readonly acquireTimeoutMillis: number;
  acquire(): Promise<pg.Client>;
  release(client: pg.Client): void;
}

function poolOf(sequelize: Sequelize): Inner {
  return (sequelize.connectionManager as unknown as { pool: Inner }).pool;
}

function rulesOf(options: object): string[] {
  return importConfig({ dialect: "postgres", ...options }, { from: "sequelize" }).findings.map(({ rule }) => rule);
}
