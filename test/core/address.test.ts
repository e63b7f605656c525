// an IP address is told from a name as node:net tells it
import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isAddress } from "../../src/mapping/ip-address.ts";

test("as node:net has it", () => {
  const piece = fc.constantFrom(
    "0",
    "1",
    "255",
    "256",
    "01",
    "::",
    ":",
    "ffff",
    "g",
    "1.2.3.4",
    "%",
    "eth0",
    ".",
    "]",
    "/",
    "",
  );
  const pieces = (between: string) => fc.array(piece, { maxLength: 9 }).map((list) => list.join(between));
  const host = fc.oneof(fc.ipV4(), fc.ipV6(), pieces(""), pieces(":"), pieces("."), fc.domain(), fc.string());
  fc.assert(
    fc.property(host, (text) => {
      expect(isAddress(text), text).toBe(isIP(text) !== 0);
    }),
    { numRuns: 5_000 },
  );
});
