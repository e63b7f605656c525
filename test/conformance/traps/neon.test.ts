// Neon's pool can be gone round, and has a Client of its own
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client, neonConfig, Pool, type PoolConfig } from "@neondatabase/serverless";
import { afterAll, expect, test } from "vitest";
import { HOST } from "../_listen.ts";
import { rendered } from "../_options.ts";
import { startWebSocketProxy } from "../_ws-proxy.ts";
import driver from "../drivers/neon.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const FOLDER = fileURLToPath(new URL(`../.cache/traps-${process.pid}/`, import.meta.url));

await driver.prepare();
afterAll(() => rm(FOLDER, { recursive: true, force: true }));

test("poolQueryViaFetch sends queries past the pool", async () => {
  const asked: string[] = [];
  neonConfig.fetchFunction = async (url: string) => {
    asked.push(url);
    throw new Error("no HTTP here");
  };
  neonConfig.poolQueryViaFetch = true;
  const theirs = traps.keep(new Pool({ ...traps.bare(), max: 1 }));
  await expect(theirs.query("SELECT 1")).rejects.toThrow();
  neonConfig.poolQueryViaFetch = false;
  expect([asked.length, theirs.totalCount]).toEqual([1, 0]);
  const ours = traps.keep(new Pool(traps.ours("neon", { "pool.max": 1 })));
  await ours.query("SELECT 1");
  expect([asked.length, ours.totalCount]).toEqual([1, 1]);
});

test("the certificate behind the WebSocket is checked, whatever ssl says", async () => {
  const { folder } = traps.certificates;
  const [cert, key] = [readFileSync(`${folder}/server.crt`), readFileSync(`${folder}/server.key`)];
  const [plain, port] = [neonConfig.wsProxy, await startWebSocketProxy({ cert, key })];
  const connect = async (options: PoolConfig) => traps.keep(new Pool(options)).query("SELECT 1");
  Object.assign(neonConfig, {
    useSecureWebSocket: true,
    wsProxy: () => `localhost:${port}/?address=${HOST}:${traps.port}`,
  });
  await expect(connect({ ...traps.bare(), ssl: { rejectUnauthorized: false } })).rejects.toThrow();
  // the one thing that it minds
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  await connect(traps.bare());
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  Object.assign(neonConfig, { useSecureWebSocket: false, wsProxy: plain });
  await connect({ ...traps.bare(), ssl: { ca: "none", rejectUnauthorized: true } });
  expect(traps.ours("neon", { "connection.ssl.mode": "require" })).not.toHaveProperty("ssl");
});

test("a Client among the options is not looked at", async () => {
  class Own extends Client {}
  const theirs = traps.keep(new Pool({ ...traps.bare(), Client: Own as never }));
  const client = await theirs.connect();
  client.release();
  expect(client).not.toBeInstanceOf(Own);
  const settings = { "connection.host": "h", "pool.acquireTimeout": "9s", "pool.connectTimeout": "1s" } as const;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}neon.mjs`, rendered("neon", settings).code);
  const { pool } = await import(/* @vite-ignore */ pathToFileURL(`${FOLDER}neon.mjs`).href);
  expect(new pool.Client(pool.options)._connectionTimeoutMillis).toBe(1_000);
});
