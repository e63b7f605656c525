// what is read from and written for node-redis, whose server is not the config's
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { toNodeRedis } from "../../src/targets/node-redis.ts";
import { configOf, readConfig } from "./_config.ts";

test("nothing of the PostgreSQL connection is written, in no form", () => {
  const { config, origins } = readConfig("everything-set");
  for (const format of ["json", "code"]) {
    const { text } = render(config, "node-redis", { format, origins });
    expect(text).not.toMatch(/db\.example\.com|correct horse|"web"|shop/);
  }
  expect(render(config, "node-redis", { format: "code" }).text).toContain("url: process.env.REDIS_URL");
});

test("it is tried again at growing times, for ever", () => {
  const { config } = configOf({ "retry.interval": "100ms", "retry.multiplier": 3, "retry.maxInterval": "1s" });
  const { reconnectStrategy } = toNodeRedis(config).value.clientOptions.socket as {
    reconnectStrategy(retries: number): number;
  };
  expect([0, 1, 2, 3, 5_000].map(reconnectStrategy)).toEqual([100, 300, 900, 1_000, 1_000]);
});

test("a name that Redis refuses is left out, and said", () => {
  const { config, origins } = configOf({ "connection.applicationName": "check out" });
  const { value, deviations } = toNodeRedis(config, { origins });
  expect(value.clientOptions).not.toHaveProperty("name");
  expect(deviations).toMatchObject([{ path: "connection.applicationName", kind: "unsupported" }]);
});

test("its two tables are recognised and read", () => {
  const settings = {
    clientOptions: { url: "redis://cache:6379", socket: { connectTimeout: 2_000, keepAlive: false } },
    poolOptions: { minimum: 2, maximum: 50, acquireTimeout: 0, cleanupDelay: 60_000 },
  };
  const { from, values, findings } = importConfig(JSON.stringify(settings), { from: "auto" });
  expect(from).toBe("node-redis");
  expect(values).toMatchObject({
    "pool.min": 2,
    "pool.max": 50,
    "pool.acquireTimeout": "off",
    "pool.connectTimeout": "2s",
    "pool.idleTimeout": "1m",
    "pool.keepAlive": "off",
  });
  expect(values).not.toHaveProperty(["connection.url"]);
  expect(findings).toEqual([]);
});

test.each([
  [{ poolOptions: { max: 5 } }, "unknown-key"],
  [{ poolOptions: { cleanupDelay: 0 } }, "zero-not-off"],
  [{ poolOptions: { maximum: "5" } }, "wrong-type"],
  [{ clientOptions: { acquireTimeout: 5 } }, "misplaced-key"],
])("%j is a fault", (settings, rule) => {
  const { findings } = importConfig(JSON.stringify(settings), { from: "node-redis" });
  expect(findings.map((finding) => finding.rule)).toEqual([rule]);
});
