// --fix moves settings that the library ignores in the connection string to the config
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/index.ts";
import { poolcfg } from "../cli/_run.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-move-"));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

const URL = "postgresql://app:p%40ss@db.example.com/shop";
const ENV = `A=1\nDATABASE_URL="${URL}?connection_limit=9&sslmode=verify-full&pool_timeout=4" # main\n`;

function project(config?: string, env = ENV): string {
  const cwd = join(root, String(count++));
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), '{"dependencies":{"@prisma/client":"7.4.0"}}');
  writeFileSync(join(cwd, ".env"), env);
  if (config !== undefined) writeFileSync(join(cwd, "poolcfg.toml"), config);
  return cwd;
}

const read = (cwd: string, name: string) => readFileSync(join(cwd, name), "utf8");
const pool = (cwd: string) => {
  const { max, min, acquireTimeout } = inspectPoolConfig({ cwd, env: false, dotenv: true }).config.pool;
  return { max, min, acquireTimeout };
};

test.each([
  ["no config", undefined, 0],
  ["a config with other settings", "# ours\n[pool]\nmin = 2 # two\n[server]\nmax_connections = 50\n", 2],
  ["a config without that table", "[server]\nmax_connections = 50", 0],
  ["a config with other values", '[pool]\nmax = 20\nmin = 2\nacquireTimeout = "1m"\n', 2],
])("with %s", async (_, config, min) => {
  const cwd = project(config);
  const before = await poolcfg(["validate"], { cwd });
  expect(before.code).toBe(1);
  const { code, err } = await poolcfg(["validate", "--fix"], { cwd });
  expect([code, err]).toEqual([
    0,
    expect.stringContaining("moved connection_limit, pool_timeout from .env to poolcfg.toml"),
  ]);
  expect(read(cwd, ".env")).toBe(`A=1\nDATABASE_URL="${URL}?sslmode=verify-full" # main\n`);
  expect(read(cwd, "poolcfg.toml")).not.toContain("p%40ss");
  expect(inspectPoolConfig({ cwd, env: false, dotenv: false }).config.pool).toMatchObject({
    max: 9,
    acquireTimeout: 4_000,
    min,
  });
});

test("--diff shows both files and writes none", async () => {
  const cwd = project();
  const { out } = await poolcfg(["validate", "--diff"], { cwd });
  expect(out).toMatch(/\+\+\+ poolcfg\.toml \(fixed\)[\s\S]*\+max = 9[\s\S]*--- \.env/);
  expect(out).not.toContain("p%40ss");
  expect([existsSync(join(cwd, "poolcfg.toml")), read(cwd, ".env")]).toEqual([false, ENV]);
});

test.each([
  ["a profile that would take precedence", "[profiles.production.pool]\nmax = 40\n"],
  ["a table in one line", "pool = { min = 1 }\n"],
])("nothing is moved beside %s", async (_, config) => {
  const cwd = project(config);
  const { err } = await poolcfg(["validate", "--fix"], { cwd });
  expect(err).toMatch(/^not fixed: connection_limit, pool_timeout: set them in poolcfg\.toml by hand/);
  expect([read(cwd, "poolcfg.toml"), read(cwd, ".env")]).toEqual([config, ENV]);
});

test("files that git tracks are changed only if they are named", async () => {
  const cwd = project("[pool]\nmin = 1\n");
  const git = (...words: string[]) => execFileSync("git", words, { cwd, stdio: "ignore" });
  git("init", "-q");
  git("add", ".env");
  const refused = await poolcfg(["validate", "--fix"], { cwd });
  expect(refused.err).toContain("not fixed: connection_limit, pool_timeout: .env is tracked by git");
  expect([read(cwd, ".env"), pool(cwd)]).toEqual([ENV, { max: 9, min: 1, acquireTimeout: 4_000 }]);
  expect(read(cwd, "poolcfg.toml")).toBe("[pool]\nmin = 1\n");
  await poolcfg(["validate", "--fix", ".env"], { cwd });
  expect(read(cwd, ".env")).not.toContain("connection_limit");
  expect(read(cwd, "poolcfg.toml")).toContain("max = 9");
});
