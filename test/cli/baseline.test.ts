// --baseline: what is known is not reported, wherever its line is
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPoolConfigSync } from "../../src/load/index.ts";
import { folder, poolcfg } from "./_run.ts";

const CONFIG = '[server]\nmax_connections = 1000\n[pool]\nmin = 30\nmax = 300\nidle_timeout = "1s"\n';
const CHECK = ["validate", "--no-env", "--fail-on", "warning"];
const READ = [...CHECK, "--baseline", "known.json"];
const WRITE = [...READ, "--write-baseline"];

function project(files: Record<string, string> = { "poolcfg.toml": CONFIG }) {
  const cwd = folder(files);
  return {
    cwd,
    write: (name: string, text: string) => writeFileSync(join(cwd, name), text),
    known: () => readFileSync(join(cwd, "known.json"), "utf8"),
    run: (argv: readonly string[], more = {}) => poolcfg(argv, { cwd, ...more }),
  };
}

describe("a baseline", () => {
  test("takes what it has out of the report, and the summary counts it", async () => {
    const { run } = project();
    expect((await run(CHECK)).code).toBe(1);
    const written = await run(WRITE);
    expect(written.code).toBe(0);
    expect(written.err).toMatch(/^\d+ findings written to known\.json$/m);
    const read = await run(READ);
    expect(read.code).toBe(0);
    expect(read.out).toMatch(/^no findings, \d+ ignored\n$/);
  });

  test("holds for moved lines, and not for another value", async () => {
    const { run, write } = project();
    await run(WRITE);
    write("poolcfg.toml", `# a comment\n\n${CONFIG.replace("[pool]\n", "\n[pool]\n# why\n")}`);
    expect(await run(READ)).toMatchObject({ code: 0, out: expect.stringMatching(/^no findings, /) });
    write("poolcfg.toml", CONFIG.replace("max = 300", "max = 400"));
    const { code, out } = await run([...READ, "--format", "concise"]);
    expect(code).toBe(1);
    expect(out).toContain("[size-implausible]");
    expect(out).not.toContain("[churn-idle]");
    expect(out).toContain("[stale-baseline]");
  });

  test("holds for places in a message that move", async () => {
    const { run, write } = project({ "poolcfg.toml": "[pool]\nmax = 5\n" });
    const env = { POOL_MAX: "6" };
    const argv = (words: readonly string[]) => words.filter((word) => word !== "--no-env");
    await run(argv(WRITE), { env });
    write("poolcfg.toml", "\n\n[pool]\n  max = 5\n");
    expect((await run([...argv(READ), "--fail-on", "info"], { env })).code).toBe(0);
  });

  test("says which entries nothing matches, as notes", async () => {
    const { run, write } = project();
    await run(WRITE);
    write("poolcfg.toml", CONFIG.replace("max = 300", "max = 31"));
    const { code, out } = await run([...READ, "--format", "json"]);
    expect(code).toBe(0);
    const stale = JSON.parse(out).findings.filter(({ rule }: { rule: string }) => rule === "stale-baseline");
    expect(stale).toHaveLength(1);
    expect(stale[0]).toMatchObject({ severity: "info", message: expect.stringContaining("size-implausible") });
    write("poolcfg.toml", `${CONFIG.replace("max = 300", "max = 31")}[rules]\nstale-baseline = "error"\n`);
    expect((await run(READ)).code).toBe(1);
    await run(WRITE);
    expect((await run([...READ, "--format", "json"])).out).not.toContain("stale-baseline");
  });

  test("counts: one more of the same is new", async () => {
    const named = (count: number) =>
      `${Array.from({ length: count }, (_, at) => `[pools.p${at}]\nmax = 300\n`).join("")}`;
    const { run, write } = project({ "poolcfg.toml": named(2) });
    await run(WRITE);
    write("poolcfg.toml", named(3));
    const { out } = await run([...READ, "--format", "concise"]);
    expect(out.match(/\[size-implausible\]/g)).toHaveLength(1);
  });

  test("never takes out what keeps loadPoolConfig() from loading", async () => {
    for (const text of [
      "[pool]\nmin = 30\nmax = 20\n",
      '[pool]\nacquireTimeoutMillis = 5000\nmax_lifetime = "30 minutes"\n',
      "[pool\n",
      '[connection]\nurl = "postgresql://h:99999/d"\n',
    ]) {
      const { cwd, run, known } = project({ "poolcfg.toml": text });
      expect(() => loadPoolConfigSync({ cwd, env: {} })).toThrow();
      const written = await run(WRITE);
      expect(written.code, text).toBe(1);
      expect(written.err).toMatch(/errors? not written: loadPoolConfig\(\) fails with/);
      const sources = JSON.parse(known()).entries.map(({ source }: { source: string }) => source);
      expect(sources.filter((source: string) => source !== "default")).toEqual([]);
    }
  });

  test("of an earlier version that has an error neither hides it nor calls it gone", async () => {
    const { run, write } = project({ "poolcfg.toml": "[pool]\nmaxx = 3\n" });
    const entry = { rule: "unknown-key", source: "poolcfg.toml", message: 'Unknown setting "pool.maxx"', count: 1 };
    write("known.json", JSON.stringify({ formatVersion: 1, entries: [entry] }));
    const { code, out } = await run([...READ, "--format", "concise", "--verbose"]);
    expect(code).toBe(1);
    expect(out).toContain("[unknown-key]");
    expect(out).not.toContain("stale-baseline");
  });

  test("takes an error about a target, which loading does not check", async () => {
    const { run, known } = project({
      "poolcfg.toml": "[pool]\nmax = 5\n",
      "node_modules/knex/package.json": '{"version":"3.1.0"}',
    });
    expect((await run([...CHECK, "--target", "knex"])).out).toContain("error[");
    await run([...WRITE, "--target", "knex"]);
    expect(known()).toContain('"target": "knex"');
    expect((await run([...READ, "--target", "knex"])).code).toBe(0);
  });

  test("of other files says nothing about them", async () => {
    const { run } = project({ "a.toml": CONFIG, "b.toml": CONFIG });
    await run([...WRITE, "a.toml", "b.toml"]);
    const { code, out } = await run([...READ, "a.toml", "--format", "json"]);
    expect(code).toBe(0);
    expect(out).not.toContain("b.toml");
  });

  test("is in SARIF as a suppression from outside", async () => {
    const { run } = project();
    await run(WRITE);
    const { results } = JSON.parse((await run([...READ, "--format", "sarif"])).out).runs[0];
    expect(results.length).toBeGreaterThan(1);
    for (const { suppressions } of results) expect(suppressions).toMatchObject([{ kind: "external" }]);
  });

  test("never holds a secret", async () => {
    const secret = "s3cret-c4nary";
    const { run, known } = project({
      "poolcfg.toml": `[connection]\nurl = "postgresql://app:${secret}@db.example.com/app?pool_maxx=5"\npassword = "${secret}"\n[pool]\nmax = 300\n`,
    });
    await run([...WRITE, "--target", "node-postgres"]);
    expect(JSON.parse(known()).entries.length).toBeGreaterThan(2);
    expect(known()).not.toContain(secret);
  });

  test("is the same from run to run", async () => {
    const { run, known } = project();
    await run(WRITE);
    const first = known();
    await run(WRITE);
    expect(known()).toBe(first);
  });
});

describe("a file that is none", () => {
  test.each([
    ["is not there", undefined, /known\.json does not exist.*--write-baseline/],
    ["is empty", "", /is not JSON/],
    ["is another JSON", '{"a":1}', /not one of format version 1/],
    ["is null", "null", /not one of format version 1/],
    ["is of a later version", '{"formatVersion":2,"entries":[]}', /format version 1/],
    ["has other entries", '{"formatVersion":1,"entries":[{"rule":1}]}', /format version 1/],
    [
      "has counts below one",
      '{"formatVersion":1,"entries":[{"rule":"a","source":"b","message":"c","count":0}]}',
      /version 1/,
    ],
  ])("%s", async (_, text, message) => {
    const { run, write } = project();
    if (text !== undefined) write("known.json", text);
    const { code, err } = await run(READ);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test("is a folder", async () => {
    const { run } = project({ "poolcfg.toml": CONFIG, "known.json/a": "" });
    expect(await run(READ)).toMatchObject({ code: 2, err: expect.stringContaining("cannot be read") });
    expect(await run(WRITE)).toMatchObject({ code: 2, err: expect.stringContaining("a folder") });
  });

  test("is not named", async () => {
    const { run } = project();
    expect(await run(["validate", "--write-baseline"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--baseline"),
    });
  });
});
