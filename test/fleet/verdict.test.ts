// whether a fleet fits, and the words for it
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { budgetOf, fleetOf, largestMax, limitOf, totalOf } from "../../src/model/capacity.ts";
import { checkCapacity } from "../../src/model/capacity-result.ts";
import { defaultConfig } from "../../src/model/defaults.ts";
import type { Config } from "../../src/model/model.ts";

type Deployment = Partial<Config["deployment"]>;

function config(max: number, deployment: Deployment = {}, server: Partial<Config["server"]> = {}): Config {
  const config = defaultConfig();
  config.pool.max = max;
  const instances = deployment.instances ?? 1;
  Object.assign(config.deployment, { maxInstances: instances }, deployment);
  Object.assign(config.server, server);
  return config;
}

test.each([
  [config(20, { instances: 4 }), undefined],
  [
    config(21, { instances: 4 }),
    ["budget", "4 instances x 21 connections = 84, over the budget of 80 (80% of max_connections 100)"],
  ],
  [
    config(25, { instances: 4 }),
    [
      "limit",
      "4 instances x 25 connections = 100, more than the 97 that the server has for it (max_connections 100, 3 reserved)",
    ],
  ],
  [
    config(17, { instances: 4, surge: 1 }),
    [
      "budget-in-surge",
      "5 instances (1 of them extra during a deploy) x 17 connections = 85, over the budget of 80 (80% of max_connections 100)",
    ],
  ],
  [
    config(17, { instances: 4, surge: "50%" }),
    [
      "limit",
      "6 instances (2 of them extra during a deploy) x 17 connections = 102, more than the 97 that the server has for it (max_connections 100, 3 reserved)",
    ],
  ],
  [
    config(8, { instances: 1, maxInstances: 5, processes: 2, otherConnections: 4 }),
    [
      "budget",
      "at most 5 instances x 2 processes x 8 connections + 4 other = 84, over the budget of 80 (80% of max_connections 100)",
    ],
  ],
])("judges %#", (config, expected) => {
  const verdict = checkCapacity(config, false);
  expect(verdict && [verdict.fault, verdict.message]).toEqual(expected);
});

it("says what is assumed, and how to state it", () => {
  const verdict = checkCapacity(config(90), true)!;
  expect(verdict.message).toBe(
    "1 instance x 90 connections = 90, over the budget of 80 (80% of max_connections 100, assumed)",
  );
  expect(verdict.help).toBe(
    "The largest pool.max that fits is 80. If the server accepts more, set server.maxConnections.",
  );
});

it("names every pool of the process", () => {
  const whole = config(30);
  const { connection, pool, session, retry, observe } = config(60);
  whole.pools = { reports: { connection, pool, session, retry, observe } };
  expect(checkCapacity(whole, false)!.message).toBe(
    "1 instance x 90 connections (main pool 30, reports 60) = 90, over the budget of 80 (80% of max_connections 100)",
  );
  expect(checkCapacity(whole, false)!.help).toBe("The largest pool.max that fits is 20.");
});

it("says so where no pool fits", () => {
  expect(checkCapacity(config(1, { instances: 90 }), false)!.help).toBe(
    "No pool.max fits: run fewer instances, put a pooler between, or raise max_connections.",
  );
  expect(checkCapacity(config(1, { instances: 60, processes: 2, surge: 1 }), false)!.help).toMatch(
    /^No pool\.max fits, also during a deploy: run fewer instances or processes/,
  );
});

it("is silent behind a pooler, whose connections are others", () => {
  const pooled = config(500);
  pooled.pooler.kind = "pgbouncer";
  expect(checkCapacity(pooled, false)).toBeUndefined();
});

it("advises no ceiling where the other connections alone are too many", () => {
  const alone = config(10, { instances: 0, maxInstances: 0, otherConnections: 1 }, { maxConnections: 1, reserved: 0 });
  expect(checkCapacity(alone, false)?.help).toMatch(/^No pool\.max fits: lower deployment\.otherConnections, /);
});

it("finds a fault exactly where the sums say so, and none with the ceiling that it advises", () => {
  const configs = fc
    .record({
      max: fc.integer({ min: 1, max: 100 }),
      instances: fc.nat(20),
      maxInstances: fc.nat(20),
      processes: fc.integer({ min: 1, max: 4 }),
      surge: fc.oneof(fc.nat(5), fc.constantFrom("25%" as const, "100%" as const)),
      otherConnections: fc.nat(20),
      maxConnections: fc.integer({ min: 1, max: 500 }),
      reserved: fc.nat(10),
    })
    .map(({ max, maxConnections, reserved, ...deployment }) => config(max, deployment, { maxConnections, reserved }));
  fc.assert(
    fc.property(configs, (config) => {
      const { inSurge } = totalOf(fleetOf(config));
      const fits = inSurge <= Math.min(budgetOf(config.server), limitOf(config.server));
      expect(checkCapacity(config, false) === undefined).toBe(fits);
      const largest = largestMax(fleetOf(config), config.server);
      if (largest < 1) return;
      config.pool.max = Math.min(largest, 100_000);
      expect(checkCapacity(config, false)).toBeUndefined();
    }),
  );
});
