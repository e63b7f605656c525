import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "../../src/model/duration.ts";
import { inChild } from "../_child.ts";

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["30sec", 30_000],
  ["5m", 300_000],
  ["5min", 300_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["1.1s", 1_100],
  ["2d", 172_800_000],
  ["30", 30_000],
  ["0.25", 250],
  ["0s", 0],
])("%s is %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(["", " ", "30 s", "-5s", "5x", "s", "1h 30m", "0.0001s", "1e3", "١s", "Infinity", "1".repeat(70), "5s\n"])(
  "%j is no duration",
  (text) => expect(parseDuration(text)).toBeUndefined(),
);

test("what is written reads back as the same", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 40 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

test("no text takes long", () => {
  const texts = [`${"1h".repeat(500_000)}!`, "1".repeat(1_000_000), `1.${"0".repeat(1_000_000)}`];
  const code = 'import { parseDuration } from "./src/model/duration.ts"; run(parseDuration)';
  expect(inChild(code, texts)).toEqual([null, null, null]);
});
