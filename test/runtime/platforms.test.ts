// how long a platform waits for a process that it has told to end
import { expect, test } from "vitest";
import { graceOf, PLATFORMS } from "../../src/runtime/platforms.ts";

test("the shortest time of where it runs holds, and 30 s where that does not show", () => {
  expect(graceOf({})).toBe(30_000);
  expect(graceOf({ K_SERVICE: "shop" })).toBe(10_000);
  expect(graceOf({ KUBERNETES_SERVICE_HOST: "10.0.0.1", pm_id: "0" })).toBe(1_600);
});

test("each has a source", () => {
  for (const { variable, source } of PLATFORMS) expect(URL.canParse(source), variable).toBe(true);
});
