// ranges of versions that have one in common
import { expect, test } from "vitest";
import { overlap } from "../../../src/model/version-range.ts";

test.each([
  ["^6.2.0", ">=4 <7", true],
  ["^7.1.0", ">=4 <7", false],
  ["7.x", ">=7 <8", true],
  ["7", ">=7 <8", true],
  ["6.19.3", ">=7 <8", false],
  ["~7.18.2", ">=8.16 <9", false],
  ["^8.0.0", ">=8.16 <9", true],
  ["~8.15.1", ">=8.16 <9", false],
  [">=3", ">=3.2 <4", true],
  ["> 3.1", ">=3.2 <4", true],
  ["<=3.1", ">=3.2 <4", false],
  ["<3.2", ">=3.2 <4", false],
  ["3.0.0 - 3.4.1", ">=3.2 <4", true],
  ["1 || 2 || 3", ">=3.2 <4", true],
  ["1 || 2", ">=3.2 <4", false],
  ["*", ">=3.2 <4", true],
  ["", ">=3.2 <4", undefined],
  ["^0.2.3", "0.2.9", true],
  ["^0.2.3", "0.3.0", false],
  ["^0.0.3", "0.0.4", false],
  ["v8.16.0", ">=8.16 <9", true],
  ["8.20.0-beta.1", ">=8.16 <9", true],
  ["workspace:*", ">=8.16 <9", undefined],
  ["latest", ">=8.16 <9", undefined],
  ["npm:pg@8", ">=8.16 <9", undefined],
  ["1 ".repeat(200), ">=8.16 <9", undefined],
])("%s and %s: %s", (one, two, expected) => {
  expect(overlap(one, two)).toBe(expected);
  expect(overlap(two, one)).toBe(expected);
});
