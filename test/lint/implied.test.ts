// what an import writes as the default of a library raises a note at most
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { NO_PROJECT } from "../../src/lint/define.ts";
import { inspectFor } from "../../src/load/index.ts";

const severities = (content: string) =>
  inspectFor({ text: { name: "pool.toml", content, format: "toml" }, env: false, dotenv: false }, NO_PROJECT)
    .findings.filter(({ path }) => path === "pool.acquireTimeout")
    .map(({ severity }) => severity);

test("a default that an import wrote is not a warning, and the same value that somebody set is", () => {
  const { text } = importConfig('{ "max": 8, "host": "db.example.com" }', { from: "node-postgres", name: "pg.json" });
  expect(text).toMatch(/acquireTimeout = "off" # the default of /);
  expect(severities(text)).toEqual(["info"]);
  expect(severities(text.replace(/ # the default of .*/g, ""))).toEqual(["warning"]);
});

test("a comment about something else changes nothing", () => {
  expect(severities('[pool]\nacquire_timeout = "off" # not the default of pg\n')).toEqual(["warning"]);
});
