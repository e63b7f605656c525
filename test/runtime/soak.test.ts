// a few seconds of what `npm run soak` does for ten minutes
import { expect, test } from "vitest";
import { soak } from "./_soak.ts";

test("callers and faults of every kind for a while: never more than max, nobody lost, nothing left", async () => {
  const { done, faults } = await soak(4, 20_261_121);
  expect(done).toBeGreaterThan(200);
  expect(faults).toBeGreaterThan(1);
}, 60_000);
