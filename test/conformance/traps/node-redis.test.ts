// what goes wrong with the pool of node-redis by itself, and does not with what poolcfg renders
import { createClientPool } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import type { RedisPoolArguments } from "../../../src/targets/node-redis.ts";
import { settle, sleep } from "../_clock.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import type { Server } from "../_server.ts";
import { BINARY, startRedis } from "../redis/server.ts";

let server: Server;
const opened: ReturnType<typeof createClientPool>[] = [];

beforeAll(async () => {
  if (BINARY !== undefined) server = await startRedis();
});

afterAll(async () => {
  for (const pool of opened) pool.destroy();
  await server?.stop();
});

describe.skipIf(BINARY === undefined)("node-redis", { concurrent: true }, () => {
  test("a connection that gave up is handed out again and again", async () => {
    const bare = await open({ socket: { reconnectStrategy: false } }, { minimum: 1, maximum: 1 });
    const written = await render({ "pool.max": 1, "pool.min": 1, "retry.maxAttempts": 1, "retry.interval": "50ms" });
    for (const pool of [bare, written]) {
      const id = await pool.sendCommand(["CLIENT", "ID"]);
      await server.terminate([Number(id)]);
    }
    await sleep(300);
    for (let turn = 0; turn < 3; turn++) expect((await settle(bare.sendCommand(["PING"]), 1_000)).how).toBe("failed");
    expect((await settle(written.sendCommand(["PING"]), 1_000)).how).toBe("done");
  });

  test("a cleanup delay of 0 closes at once, and one beyond the longest timer too", async () => {
    for (const cleanupDelay of [0, 3_000_000_000]) {
      const bare = await open({}, { minimum: 0, cleanupDelay });
      const first = await bare.sendCommand(["CLIENT", "ID"]);
      await sleep(100);
      expect(await bare.sendCommand(["CLIENT", "ID"])).not.toBe(first);
    }
    const written = await render({ "pool.idleTimeout": "off" });
    const first = await written.sendCommand(["CLIENT", "ID"]);
    await sleep(100);
    expect(await written.sendCommand(["CLIENT", "ID"])).toBe(first);
    const { findings } = importConfig({ poolOptions: { cleanupDelay: 0 } }, { from: "node-redis" });
    expect(findings.map(({ rule }) => rule)).toContain("zero-not-off");
  });
});

async function open(
  clientOptions: RedisPoolArguments["clientOptions"],
  poolOptions: RedisPoolArguments["poolOptions"],
): Promise<ReturnType<typeof createClientPool>> {
  const pool = createClientPool({ ...clientOptions, url: `redis://${HOST}:${server.port}` }, poolOptions);
  opened.push(pool);
  pool.on("error", () => {});
  await pool.connect();
  return pool;
}

function render(settings: Settings): Promise<ReturnType<typeof createClientPool>> {
  const { clientOptions, poolOptions } = rendered("node-redis", settings).value as RedisPoolArguments;
  return open(clientOptions, poolOptions);
}
