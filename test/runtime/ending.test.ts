// health, and the end of a process
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sleep, until } from "../conformance/_clock.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../conformance/_server.ts";
import { startFaultyProxy } from "./_faults.ts";
import { closeAll, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

test("health says whether the pool can serve, and why not", async () => {
  const proxy = await startFaultyProxy(server.port);
  proxy.delay = 100;
  const { pool } = poolOn(proxy.port, {
    "pool.min": 1,
    "pool.max": 1,
    "retry.maxAttempts": 100,
    "retry.interval": "50ms",
    "retry.maxInterval": "50ms",
  });
  expect(pool.health()).toMatchObject({ live: true, ready: false, reason: "starting" });
  await pool.ready();
  expect(pool.health()).toMatchObject({ live: true, ready: true, reason: "ok" });
  proxy.manner = "refuse";
  proxy.reset();
  await until(() => pool.health().reason === "unreachable", 2_000);
  expect(pool.health()).toMatchObject({ live: true, ready: false });
  expect(pool.health().message).toMatch(/the last attempt failed: Connection terminated/);
  proxy.manner = "pass";
  await until(() => pool.health().ready, 2_000);
  const client = await pool.connect();
  const waiting = pool.query("SELECT 1");
  expect(pool.health()).toMatchObject({ ready: true, reason: "exhausted" });
  client.release();
  await waiting;
  const held = await pool.connect();
  const closing = pool.close();
  expect(pool.health()).toMatchObject({ live: true, ready: false, reason: "closing" });
  held.release();
  await closing;
  expect(pool.health()).toMatchObject({ live: false, ready: false, reason: "closed" });
  await proxy.stop();
});

const RUNTIME = fileURLToPath(new URL("../../src/runtime/index.ts", import.meta.url));

/** Runs a program with a pool, and what it printed once it has ended. */
function program(body: string): { said: string[]; ended: Promise<unknown>; kill(signal: NodeJS.Signals): void } {
  const config = {
    connection: {
      host: "127.0.0.1",
      port: server.port,
      user: ROLE,
      password: PASSWORD,
      database: "postgres",
      ssl: { mode: "disable" },
    },
  };
  const code = `import { createPool, closeOnSignal } from ${JSON.stringify(RUNTIME)};
    const pool = createPool(${JSON.stringify(config)});
    const say = (word) => process.stdout.write(word + "\\n");
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  child.stdout.on("data", (chunk) => said.push(...String(chunk).trim().split("\n")));
  const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ?? code)));
  return { said, ended, kill: (signal) => child.kill(signal) };
}

test("SIGTERM: what runs is finished, and the signal ends the process", async () => {
  const { said, ended, kill } = program(`
    closeOnSignal(pool, { before: () => say("before") });
    pool.query("SELECT pg_sleep(0.4)").then(() => say("finished"));
    setTimeout(() => say("started"), 150);
    setInterval(() => {}, 1000);`);
  await until(() => said.includes("started"), 30_000);
  kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
  expect(said).toEqual(["started", "before", "finished"]);
});

test("SIGTERM: what does not finish in time is cut", async () => {
  const { said, ended, kill } = program(`
    closeOnSignal(pool, { grace: 400 });
    pool.query("SELECT pg_sleep(600)").catch((error) => say("cut"));
    setTimeout(() => say("started"), 150);`);
  await until(() => said.includes("started"), 30_000);
  kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
  expect(said).toEqual(["started", "cut"]);
});

test("a process with nothing left to do ends once its pool is closed, and waits for whoever waits", async () => {
  const { said, ended } = program(`
    await pool.ready();
    const client = await pool.connect();
    client.release();
    await pool.close();
    say("closed");`);
  expect(await ended).toBe(0);
  expect(said).toEqual(["closed"]);
  await sleep(10);
});
