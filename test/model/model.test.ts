import { expect, test } from "vitest";
import { defaultConfig } from "../../src/model/defaults.ts";
import { FIELDS, isField, model } from "../../src/model/model.ts";
import { cases } from "../../src/model/spellings.ts";

test("the defaults are those of the design", () => {
  const { pool, session, retry, observe, server, deployment, pooler } = defaultConfig();
  expect({ pool, session, retry, observe, server, deployment, pooler }).toMatchInlineSnapshot(`
    {
      "deployment": {
        "instances": 1,
        "maxInstances": 1,
        "otherConnections": 0,
        "processes": 1,
        "surge": 0,
      },
      "observe": {
        "leakThreshold": null,
        "metrics": true,
      },
      "pool": {
        "acquireTimeout": 30000,
        "connectTimeout": 10000,
        "healthCheckInterval": 30000,
        "idleTimeout": 600000,
        "keepAlive": 30000,
        "max": 10,
        "maxIdle": 10,
        "maxLifetime": 1800000,
        "maxLifetimeJitter": "10%",
        "maxUses": null,
        "maxWaiting": null,
        "min": 0,
        "testOnAcquire": null,
      },
      "pooler": {
        "kind": null,
        "maxClientConn": null,
        "maxPreparedStatements": null,
        "poolSize": null,
      },
      "retry": {
        "interval": 1000,
        "maxAttempts": 3,
        "maxInterval": 30000,
        "multiplier": 2,
      },
      "server": {
        "budget": "80%",
        "maxConnections": 100,
        "reserved": 3,
      },
      "session": {},
    }
  `);
});

test.each([...FIELDS])("%s has its facts", (path, field) => {
  expect(field.facts.summary.length).toBeLessThanOrEqual(90);
  expect(field.facts.summary).not.toMatch(/[.\n]$/);
  if (field.facts.source) expect(field.facts.source).toMatch(/^https:\/\//);
  const fallback = field.default;
  if (typeof fallback === "number" && field.min !== undefined) expect(fallback, path).toBeGreaterThanOrEqual(field.min);
  if (typeof fallback === "number" && field.max !== undefined) expect(fallback, path).toBeLessThanOrEqual(field.max);
  if (fallback === null) expect(field.off, `${path} is off by default, so it can be off`).toBe(true);
});

test("within a group no two settings share a spelling", () => {
  visit(model, "");
  function visit(group: object, prefix: string): void {
    const seen = new Map<string, string>();
    for (const [name, member] of Object.entries(group)) {
      if (!isField(member)) visit(member as object, `${prefix}${name}.`);
      const spellings = [name, ...(isField(member) ? (member.facts.aliases ?? []) : [])].flatMap(cases);
      for (const spelling of new Set(spellings)) {
        expect(seen.get(spelling) ?? name, `${prefix}${spelling}`).toBe(name);
        seen.set(spelling, name);
      }
    }
  }
});
