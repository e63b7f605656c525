// a broken connection string is mended where it stands, and nothing around it changes
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const BROKEN = "postgresql://app:p@ss/w#rd@db.example:5432/shop?a=1?connection_limit=5";
const MENDED = "postgresql://app:p%40ss%2Fw%23rd@db.example:5432/shop?a=1&connection_limit=5";

test.each([
  ["poolcfg.toml", (url: string) => `# kept\n[connection]\nurl = "${url}" # kept\n`],
  ["poolcfg.toml", (url: string) => `[connection]\nurl = '${url}'\n[pool]\nmax = 3\n`],
  ["poolcfg.yaml", (url: string) => `connection:\n  url: "${url}"  # kept\n`],
  ["poolcfg.json", (url: string) => `{ "connection": { "url": "${url}" } }\n`],
  [".env", (url: string) => `OTHER=$x\nDATABASE_URL="${url}" # kept\n`],
  [".env", (url: string) => `export DATABASE_URL='${url}'\r\nA=1\r\n`],
])("in %s", async (name, write) => {
  const cwd = folder({ [name]: write(BROKEN) });
  const { err } = await poolcfg(["validate", "--fix"], { cwd });
  expect(readFileSync(join(cwd, name), "utf8")).toBe(write(MENDED));
  expect(err).toContain("[unescaped-credentials]");
  expect(err).toContain("[second-question-mark]");
  const rules = inspectPoolConfig({ cwd, env: {} }).findings.map(({ rule }) => rule);
  expect(rules).not.toContain("unescaped-credentials");
  expect(rules).not.toContain("second-question-mark");
});

it.each([
  ["is written with escapes", { "poolcfg.toml": `[connection]\nurl = "postgresql://app:p\\u0040ss@db/shop"\n` }, {}],
  ["comes of references", { ".env": "WORD=p@ss\nDATABASE_URL=postgresql://app:${WORD}@db/shop\n" }, {}],
  ["stands in the environment", {}, { DATABASE_URL: "postgresql://app:p@ss@db/shop" }],
])("offers no edit where it %s", (_, files, env) => {
  const cwd = folder(files as Record<string, string>);
  const found = inspectPoolConfig({ cwd, env: env as Record<string, string> }).findings.find(
    ({ rule }) => rule === "unescaped-credentials",
  );
  expect(found).toBeDefined();
  expect(found!.edits).toBeUndefined();
});

it("shows no piece of the password in the edits", () => {
  const cwd = folder({ "poolcfg.toml": `[connection]\nurl = "${BROKEN}"\n` });
  const edits = inspectPoolConfig({ cwd, env: {} }).findings.flatMap((finding) => finding.edits ?? []);
  expect(edits.map(({ text }) => text).sort()).toEqual(["%23", "%2F", "%40", "&"]);
});
