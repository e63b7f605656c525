// the config that `init` writes fits the project
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadPoolConfigSync } from "../../src/index.ts";
import { poolcfg } from "../cli/_run.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-init-"));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

function folderOf(files: Record<string, string>): string {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const written = (cwd: string) => readFileSync(join(cwd, "poolcfg.toml"), "utf8");

test("it has the schema, the targets, and every setting in snake_case", async () => {
  const cwd = folderOf({ "go.mod": "module x\nrequire gorm.io/driver/postgres v1.5.9\n" });
  const { code, err } = await poolcfg(["init", "--preset", "production"], { cwd });
  expect([code, err]).toEqual([0, expect.stringContaining("targets: gorm")]);
  const text = written(cwd);
  expect(text).toMatch(/^#:schema \S+config\.schema\.json\n/);
  expect(text).toContain('\npreset = "production"\ntargets = ["gorm"]\n');
  expect(text).not.toMatch(/^#? ?[a-z]+[A-Z]\w* = /m);
  expect((await poolcfg(["validate"], { cwd })).code).toBe(0);
});

test("it takes over what Prisma 7 ignores in the connection string, and leaves the secret there", async () => {
  const url = "postgresql://app:s3cr3t@db.example.com/shop?schema=sales&connection_limit=6&pool_timeout=9";
  const cwd = folderOf({
    "package.json": '{"dependencies":{"@prisma/client":"7.1.0"}}',
    ".env": `DATABASE_URL=${url}\n`,
  });
  await poolcfg(["init"], { cwd });
  const text = written(cwd);
  expect(text).toMatch(/^max = 6 /m);
  expect(text).toMatch(/^acquire_timeout = "9s"/m);
  expect(text).toMatch(/^schema = "sales"/m);
  expect(text).not.toContain("s3cr3t");
  expect(text).toContain("The connection string stays in DATABASE_URL in .env:1");
});

test("it makes profiles of the environments of a file, and copies no password", async () => {
  const pool = (max: number) => ({
    client: "pg",
    connection: { host: `db${max}`, database: "shop", password: "s3cr3t" },
    pool: { min: 1, max },
  });
  const cwd = folderOf({
    "package.json": '{"dependencies":{"knex":"^3.2","pg":"^8"}}',
    "knexfile.json": JSON.stringify({ test: pool(2), production: pool(30) }),
  });
  await poolcfg(["init"], { cwd });
  expect(written(cwd)).not.toContain("s3cr3t");
  const load = (profile: string) => loadPoolConfigSync({ cwd, profile, env: false, dotenv: false });
  expect(
    [load("test"), load("production")].map(({ pool, connection }) => [pool.max, pool.min, connection.host]),
  ).toEqual([
    [2, 1, "db2"],
    [30, 1, "db30"],
  ]);
});

test("a program is named, and not run", async () => {
  const cwd = folderOf({
    "package.json": '{"dependencies":{"knex":"^3.2","pg":"^8"}}',
    "knexfile.js": 'require("node:fs").writeFileSync("ran", "");\n',
  });
  const { err } = await poolcfg(["init"], { cwd });
  expect(err).toContain("knexfile.js is a program, and was not run");
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});

describe("it refuses to write beside another config", () => {
  test.each(["poolcfg.yaml", "poolcfg.json", "poolcfg.json5", "poolcfg.ts"])("%s", async (name) => {
    const cwd = folderOf({ [name]: "" });
    const { code, err } = await poolcfg(["init"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(`${name} is already there`)]);
    expect(existsSync(join(cwd, "poolcfg.toml"))).toBe(false);
  });

  test("a report is no config", async () => {
    expect(
      (await poolcfg(["init"], { cwd: folderOf({ "poolcfg.sarif": "{}", "poolcfg-baseline.json": "{}" }) })).code,
    ).toBe(0);
  });
});
