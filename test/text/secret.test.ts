import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "../../src/text/secret.ts";

const secret = new Secret("hunter2");

test.each([
  ["String()", String(secret)],
  ["a template", `${secret}`],
  ["JSON", JSON.stringify({ secret })],
  ["inspect", inspect({ secret }, { showHidden: true, depth: 9 })],
  ["concatenation", `a${secret}`],
  ["own keys", Object.values(secret).join()],
])("%s does not print it", (_, printed) => expect(printed).not.toContain("hunter2"));

test("it is there for whoever asks", () => expect(secret.reveal()).toBe("hunter2"));
