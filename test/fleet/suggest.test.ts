// suggested sizes: they fit, nothing larger does, and they keep their proportion and their least
import fc from "fast-check";
import { expect, test } from "vitest";
import { Origin } from "../../src/diagnostics/origin.ts";
import { deadlockMinimum, type Service } from "../../src/fleet/plan.ts";
import { computeLoad, loadOf } from "../../src/fleet/server-load.ts";
import { shareOut, suggest } from "../../src/fleet/suggest.ts";

const origin = new Origin("default");
const service = (name: string, pool: number, instances: number, more: Partial<Service> = {}): Service => ({
  name,
  server: "main",
  fleet: { instances, maxInstances: instances, processes: 1, surge: 0, otherConnections: 0, pools: { "": pool } },
  origin,
  unknown: [],
  remarks: [],
  direct: false,
  least: 1,
  ...more,
});
const rows = (services: Service[]) => services.map((one) => ({ name: one.name, service: one, ...loadOf(one) }));
const sizes = (services: Service[], limit: number) =>
  Object.fromEntries(shareOut(rows(services), limit).sizes.map(({ service: name, size }) => [name, size]));

test.each<[string, Service[], number, Record<string, number>]>([
  ["the whole for one", [service("a", 5, 4)], 83, { a: 20 }],
  ["in proportion to what there is", [service("a", 20, 1), service("b", 10, 1)], 90, { a: 60, b: 30 }],
  [
    "in proportion to demand",
    [service("a", 20, 1, { demand: 1 }), service("b", 10, 1, { demand: 2 })],
    90,
    { a: 30, b: 60 },
  ],
  ["never below the least", [service("a", 90, 1), service("b", 1, 1, { least: 9 })], 50, { a: 41, b: 9 }],
  ["what is left goes to those that lack most", [service("a", 1, 3), service("b", 1, 3)], 10, { a: 2, b: 1 }],
  ["a pool of none stays out", [service("a", 5, 1), service("b", 0, 4)], 10, { a: 10 }],
])("%s", (_, services, limit, expected) => expect(sizes(services, limit)).toEqual(expected));

test("too much even at the least gives no sizes", () => {
  expect(shareOut(rows([service("a", 5, 10, { least: 2 })]), 19)).toEqual({ sizes: [], tooMuch: true });
});

test("of n tasks that hold m connections each, one always gets its last with n x (m - 1) + 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 20 }), (tasks, held) => {
      const least = deadlockMinimum(tasks, held);
      // all tasks wait for their last one: with the least there is one more, with one less there is none
      expect(least - tasks * (held - 1)).toBe(1);
      expect(least - 1 - tasks * (held - 1)).toBe(0);
    }),
  );
});

const anyService = fc.record({
  pool: fc.integer({ min: 1, max: 100 }),
  instances: fc.integer({ min: 1, max: 50 }),
  processes: fc.integer({ min: 1, max: 4 }),
  surge: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom("25%" as const, "100%" as const)),
  otherConnections: fc.integer({ min: 0, max: 5 }),
  least: fc.integer({ min: 1, max: 5 }),
  read: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
});

test("for any fleet: the sizes fit, all one larger do not, and the least is kept", () => {
  fc.assert(
    fc.property(
      fc.array(anyService, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 5_000 }),
      (fleet, limit) => {
        const services = fleet.map(({ pool, least, read, ...rest }, at) =>
          service(`s${at}`, pool, rest.instances, {
            least,
            fleet: { ...rest, maxInstances: rest.instances, pools: { "": pool, ...(read !== undefined && { read }) } },
          }),
        );
        const { sizes: found, tooMuch } = shareOut(rows(services), limit);
        const total = (grow: number) =>
          services.reduce((sum, one) => {
            const pools = Object.fromEntries(
              Object.keys(one.fleet.pools).map((pool) => {
                const size =
                  found.find((entry) => entry.service === one.name && entry.pool === pool)?.size ?? one.least;
                return [pool, size + grow];
              }),
            );
            return sum + loadOf({ fleet: { ...one.fleet, pools } }).deploy;
          }, 0);
        if (tooMuch) {
          expect(total(0)).toBeGreaterThan(limit);
          return;
        }
        expect(total(0)).toBeLessThanOrEqual(limit);
        expect(total(1)).toBeGreaterThan(limit);
        for (const { size, least } of found) expect(size).toBeGreaterThanOrEqual(least);
      },
    ),
    { numRuns: 300 },
  );
});

test("behind a pooler, the services share its clients, and its pools share the server", () => {
  const pooler = {
    kind: "pgbouncer",
    instances: 2,
    poolSize: 20,
    reservePoolSize: 1,
    maxDbConnections: null,
    maxClientConn: 100,
    databases: 1,
    users: 2,
    remarks: [],
  };
  const capacity = { maxConnections: 100, reserved: 3, budget: "80%" as const };
  const servers = [{ name: "main", capacity, assumed: false, origin, pooler }];
  const [suggestion] = suggest(
    computeLoad({ servers, services: [service("a", 10, 10), service("job", 4, 1, { direct: true })] }),
  );
  expect(suggestion).toEqual({
    server: "main",
    limit: 200,
    tooMuch: false,
    sizes: [{ service: "a", pool: "", now: 10, size: 20, least: 1 }],
    pooler: { now: 20, size: 18 },
  });
});
