// the arithmetic of a fleet: what it may open, and what it may
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { budgetOf, type Capacity, type Fleet, largestMax, limitOf, share, totalOf } from "../../src/model/capacity.ts";
import type { Percent } from "../../src/model/field.ts";

const ONE: Fleet = { instances: 1, maxInstances: 1, processes: 1, surge: 0, otherConnections: 0, pools: { "": 10 } };
const HUNDRED: Capacity = { maxConnections: 100, reserved: 3, budget: "80%" };

const percents = fc.integer({ min: 0, max: 1_000 }).map((tenths): Percent => `${tenths / 10}%` as Percent);
const fleets: fc.Arbitrary<Fleet> = fc.record({
  instances: fc.nat(200),
  maxInstances: fc.nat(200),
  processes: fc.integer({ min: 1, max: 16 }),
  surge: fc.oneof(fc.nat(50), percents),
  otherConnections: fc.nat(50),
  pools: fc.record(
    { "": fc.integer({ min: 1, max: 200 }), reports: fc.integer({ min: 1, max: 50 }) },
    { requiredKeys: [""] },
  ),
});
const capacities: fc.Arbitrary<Capacity> = fc.record({
  maxConnections: fc.integer({ min: 1, max: 5_000 }),
  reserved: fc.nat(20),
  budget: percents,
});

test.each([
  [{ ...ONE, instances: 4, maxInstances: 4, pools: { "": 20 } }, 80, 80],
  [{ ...ONE, instances: 4, maxInstances: 4, pools: { "": 21 } }, 84, 84],
  [{ ...ONE, instances: 4, maxInstances: 4, surge: 1 }, 40, 50],
  [{ ...ONE, instances: 4, maxInstances: 4, surge: "25%" as const }, 40, 50],
  [{ ...ONE, instances: 5, maxInstances: 5, surge: "25%" as const }, 50, 70],
  [{ ...ONE, instances: 2, maxInstances: 6, processes: 2 }, 120, 120],
  [{ ...ONE, instances: 3, maxInstances: 1 }, 30, 30],
  [{ ...ONE, pools: { "": 10, reports: 5 }, otherConnections: 7 }, 22, 22],
  [{ ...ONE, instances: 0, maxInstances: 0, otherConnections: 7, surge: 2 }, 7, 27],
])("%o opens %i at rest and %i in the surge", (fleet, atRest, inSurge) => {
  expect(totalOf(fleet)).toMatchObject({ atRest, inSurge });
});

test.each([
  [HUNDRED, 80, 97],
  [{ ...HUNDRED, maxConnections: 99 }, 79, 96],
  [{ ...HUNDRED, budget: "100%" as const, reserved: 0 }, 100, 100],
  [{ ...HUNDRED, maxConnections: 2 }, 1, 0],
  [{ ...HUNDRED, budget: "33.3%" as const }, 33, 97],
])("%o has a budget of %i and a limit of %i", (capacity, budget, limit) => {
  expect([budgetOf(capacity), limitOf(capacity)]).toEqual([budget, limit]);
});

describe("a share", () => {
  it("is exact where binary fractions are not", () => {
    expect(share(30, "10%", "up")).toBe(3);
    expect(share(1_000, "0.7%", "up")).toBe(7);
    expect(share(100, "29%", "down")).toBe(29);
    expect(share(3, "33.3333333333333333333333333333333%", "up")).toBe(1);
  });

  it("rounds up and down to neighbours, and stays within the whole", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), percents, (whole, percent) => {
        const [up, down] = [share(whole, percent, "up"), share(whole, percent, "down")];
        expect(down).toBeGreaterThanOrEqual(0);
        expect(up).toBeLessThanOrEqual(whole);
        expect([down, down + 1]).toContain(up);
      }),
    );
  });
});

describe("a total", () => {
  it("never falls when anything grows", () => {
    const growths: ((fleet: Fleet) => Fleet)[] = [
      (fleet) => ({ ...fleet, instances: fleet.instances + 1 }),
      (fleet) => ({ ...fleet, maxInstances: fleet.maxInstances + 1 }),
      (fleet) => ({ ...fleet, processes: fleet.processes + 1 }),
      (fleet) => ({ ...fleet, otherConnections: fleet.otherConnections + 1 }),
      (fleet) => ({ ...fleet, pools: { ...fleet.pools, more: 1 } }),
    ];
    fc.assert(
      fc.property(fleets, fc.constantFrom(...growths), (fleet, grow) => {
        const [before, after] = [totalOf(fleet), totalOf(grow(fleet))];
        expect(after.atRest).toBeGreaterThanOrEqual(before.atRest);
        expect(after.inSurge).toBeGreaterThanOrEqual(before.inSurge);
        expect(before.inSurge).toBeGreaterThanOrEqual(before.atRest);
      }),
    );
  });
});

describe("the largest ceiling", () => {
  it("fits, and one more does not", () => {
    fc.assert(
      fc.property(fleets, capacities, (fleet, capacity) => {
        const room = Math.min(budgetOf(capacity), limitOf(capacity));
        const largest = largestMax(fleet, capacity);
        const { instances, extra } = totalOf(fleet);
        fc.pre(instances + extra > 0);
        const open = (max: number) => totalOf({ ...fleet, pools: { ...fleet.pools, "": max } }).inSurge;
        expect(open(largest)).toBeLessThanOrEqual(room);
        expect(open(largest + 1)).toBeGreaterThan(room);
      }),
    );
  });

  it("has no bound where nothing runs", () => {
    expect(largestMax({ ...ONE, instances: 0, maxInstances: 0 }, HUNDRED)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
