import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDsn } from "../../src/load/parse-dsn.ts";
import { type Case, corpus } from "./_corpus.ts";

const cases = corpus("dsn-node-postgres.jsonl");
const differs: { id: string; reason: string }[] = JSON.parse(
  readFileSync(new URL("node-postgres-differs.json", import.meta.url), "utf8"),
);

test("the corpus is whole", () => expect(cases).toHaveLength(79));

test("every listed difference is in the corpus, once, and has a reason", () => {
  const ids = differs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !cases.some((entry) => entry.id === id))).toEqual([]);
  expect(differs.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

describe("reads what node-postgres reads, or the difference is listed", () => {
  test.each(cases)("$id $input", (entry) => {
    expect(holds(entry)).toBe(!differs.some(({ id }) => id === entry.id));
  });
});

// `ssl` is left out: it is what the driver makes of sslmode, which is a fact of the target
function holds({ input, expect: want, asserted = [], error }: Case): boolean {
  const read = parseDsn(input, { dialect: "node-postgres" });
  const refused = read.findings.some(({ severity }) => severity === "error");
  if (error || refused) return Boolean(error) === refused;
  const parts: Record<string, unknown> = {
    host: read.hosts[0]?.host,
    port: read.hosts[0]?.port,
    user: read.user,
    password: read.password,
    database: read.database,
  };
  return asserted
    .filter((name) => name !== "ssl")
    .every((name) => {
      const theirs = name in parts ? want![name as "host"] : (want!.params[name] ?? null);
      return ((name in parts ? parts[name] : read.params[name]) ?? null) === theirs;
    });
}
