// how far behind a replica is, from what the primary and it say of their logs
import fc from "fast-check";
import { expect, test } from "vitest";
import { Positions, positionOf } from "../../src/runtime/positions.ts";

test("positions are read as the server writes them", () => {
  expect(positionOf("16/B374D848")).toBe(0x16b374d848n);
  expect(positionOf("0/0")).toBe(0n);
  for (const text of ["", "16", "16/", "G/1", "123456789/0", null, 3]) expect(positionOf(text)).toBeUndefined();
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n - 1n), (position) => {
      const text = `${(position >> 32n).toString(16)}/${(position & 0xffffffffn).toString(16)}`.toUpperCase();
      expect(positionOf(text)).toBe(position);
    }),
  );
});

test("a replica is behind since the primary had what it has not", () => {
  const positions = new Positions(1_000);
  expect(positions.lag({ position: 5n, sinceCommit: 9 }, 0)).toBeUndefined();
  for (const [at, position] of [
    [100, 10n],
    [200, 20n],
    [300, 20n],
    [400, 30n],
  ] as const)
    positions.note(at, position);
  const lag = (position: bigint, at = 410, sinceCommit?: number) => positions.lag({ position, sinceCommit }, at);
  expect(lag(30n)).toBe(0);
  expect(lag(31n)).toBe(0);
  // the primary is known to be further since 400
  expect(lag(20n)).toBe(10);
  expect(lag(19n)).toBe(210);
  // before the first look: at least since then, and since the last commit that it has
  expect(lag(9n)).toBe(310);
  expect(lag(9n, 410, 5_000)).toBe(5_000);
});

test("a primary that stands still is no reason for a lag, however long", () => {
  const positions = new Positions(1_000);
  for (let at = 0; at <= 60_000; at += 100) positions.note(at, 7n);
  expect(positions.lag({ position: 7n, sinceCommit: 60_000 }, 60_000)).toBe(0);
  positions.note(60_100, 8n);
  expect(positions.lag({ position: 7n, sinceCommit: 60_100 }, 60_110)).toBe(10);
});

test("with enough looks, the lag that is told is the true one, and less by two looks at most", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.nat({ max: 18 }), (growth, behind) => {
      const positions = new Positions(10_000);
      const at: bigint[] = [];
      for (const [index, step] of growth.entries()) {
        at.push((at[index - 1] ?? 0n) + BigInt(step));
        positions.note(index * 10, at[index]!);
      }
      const now = growth.length - 1;
      const position = at[now - behind]!;
      // it has what the primary had last at that position
      const since = position === at[now] ? now : at.findLastIndex((known) => known <= position);
      const lag = positions.lag({ position, sinceCommit: undefined }, now * 10)!;
      expect(lag).toBeGreaterThanOrEqual((now - since) * 10 - 20);
      expect(lag).toBeLessThanOrEqual((now - since) * 10);
    }),
  );
});
