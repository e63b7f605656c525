// the packages of a workspace, and what `poolcfg` prints about a project
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { membersOf } from "../../src/project/workspaces.ts";
import { poolcfg } from "../cli/_run.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-workspace-"));
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

const needs = (...names: string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "*"])) });

describe("the packages of a workspace", () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      "npm",
      { "package.json": '{"workspaces":["a","libs/*"]}', "a/x": "", "libs/b/x": "", "libs/c/x": "" },
      ["a", "libs/b", "libs/c"],
    ],
    [
      "pnpm",
      { "pnpm-workspace.yaml": "packages:\n  - 'apps/**'\n  - '!apps/old'\n", "apps/one/x": "", "apps/old/x": "" },
      ["apps", "apps/one"],
    ],
    ["Nx", { "nx.json": "{}", "apps/shop/x": "", "other/x": "" }, ["apps/shop"]],
    [
      "Go",
      {
        "go.work": "go 1.24\n\nuse (\n\t./api\n\t./jobs // nightly\n)\nuse ./tools\n",
        "api/x": "",
        "jobs/x": "",
        "tools/x": "",
      },
      ["api", "jobs", "tools"],
    ],
    ["Cargo", { "Cargo.toml": '[workspace]\nmembers = [\n  "crates/*",\n]\n', "crates/db/x": "" }, ["crates/db"]],
    ["Maven", { "pom.xml": "<modules><module>core</module><module>gone</module></modules>", "core/x": "" }, ["core"]],
    ["Gradle", { "settings.gradle": "include ':app', ':lib:db'\n", "app/x": "", "lib/db/x": "" }, ["app", "lib/db"]],
    ["no workspace", { "package.json": "{}", "a/package.json": "{}" }, []],
    ["a pattern that leads out", { "package.json": '{"workspaces":["../*","/etc","a/../../*"]}' }, []],
  ])("%s", (_, files, expected) => {
    expect(membersOf(folderOf(files))).toEqual(expected);
  });
});

describe("poolcfg without a command", () => {
  test("says what a project uses, what is wrong, and what to do next", async () => {
    const cwd = folderOf({
      "package.json": '{"dependencies":{"@prisma/client":"7.2.0"}}',
      ".env": "DATABASE_URL=postgresql://app@db.example.com/shop?connection_limit=3\n",
    });
    const { code, out } = await poolcfg([], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/targets +prisma@7 \(@prisma\/client 7\.2\.0 in package\.json\)/);
    expect(out).toMatch(/settings +\.env/);
    expect(out).toContain("Prisma 7 ignores connection_limit");
    expect(out).toContain("poolcfg init");
  });

  test("says nothing untrue about an empty folder", async () => {
    const { code, out } = await poolcfg([]);
    expect(code).toBe(0);
    expect(out).toContain("there is nothing to check yet");
    expect(out).not.toMatch(/error|warning/);
  });

  test("in the root of a workspace, checks each package that has a pool with the config nearest to it", async () => {
    const cwd = folderOf({
      "package.json": '{"workspaces":["packages/*"]}',
      "poolcfg.toml": '[connection]\nhost = "db.example.com"\n[pool]\nmax = 41\n',
      "packages/api/package.json": needs("pg"),
      "packages/jobs/package.json": needs("knex", "pg"),
      "packages/jobs/poolcfg.toml": '[connection]\nhost = "db.example.com"\n[pool]\nmax = 40\nmin = 50\n',
      "packages/web/package.json": needs("react"),
    });
    const { code, out } = await poolcfg([], { cwd });
    expect(code).toBe(1);
    expect(out).toContain("workspace with 2 packages");
    expect(out).toMatch(/packages\/api\n.*\n +targets +node-postgres/);
    expect(out).toMatch(/packages\/jobs\n.*\n +targets +knex/);
    expect(out).not.toContain("packages/web");
    expect(out).toMatch(/min-exceeds-max[\s\S]*packages\/jobs\/poolcfg\.toml:5/);
    expect(out).toContain("2 packages share the server db.example.com:5432 and may open 81 connections together");
  });

  test("gives the findings in a format for programs", async () => {
    const cwd = folderOf({ "poolcfg.toml": "[pool]\nmax = 5\nmin = 9\n" });
    const { out } = await poolcfg(["inspect", "--format", "json"], { cwd });
    expect(JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)).toContain("min-exceeds-max");
  });
});
