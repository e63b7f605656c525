// the targets of a project, by its packages
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { detectTargets } from "../../src/project/detect.ts";
import { EVIDENCE } from "../../src/project/evidence.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { poolcfg } from "../cli/_run.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-detect-"));
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

const npm = (dependencies: Record<string, string>) => ({ "package.json": JSON.stringify({ dependencies }) });
const detected = (files: Record<string, string>) => detectTargets(folderOf(files)).targets.map(({ id }) => id);

test("every target in the evidence is one", () => {
  const ids = targets.map(({ id }) => id) as string[];
  expect(EVIDENCE.flatMap((one) => one.targets).filter((id) => !ids.includes(id))).toEqual([]);
});

describe("JavaScript", () => {
  test.each<[Record<string, string>, string[]]>([
    [{ pg: "^8.11" }, ["node-postgres"]],
    [{ knex: "^3.1", pg: "^8" }, ["knex"]],
    [{ knex: "^3.1", mysql2: "^3" }, []],
    [{ "@prisma/client": "^6.2.0" }, ["prisma"]],
    [{ "@prisma/client": "^7.0.1", "@prisma/adapter-pg": "^7.0.1", pg: "^8" }, ["prisma@7"]],
    [{ sequelize: "^6.37", pg: "^8" }, ["sequelize"]],
    [{ "@sequelize/core": "7.0.0-alpha.46", "@sequelize/postgres": "7.0.0-alpha.46" }, ["sequelize@7"]],
    [{ "@mikro-orm/postgresql": "^6.4" }, ["mikro-orm@6"]],
    [{ "@mikro-orm/postgresql": "7.0.2" }, ["mikro-orm"]],
    [{ objection: "^3", knex: "^3.1", pg: "^8" }, ["objection"]],
    [{ "drizzle-orm": "^0.44", postgres: "^3.4" }, ["drizzle-postgres-js"]],
    [{ "drizzle-orm": "^0.44", pg: "^8" }, ["drizzle"]],
    [{ "drizzle-orm": "^0.44", pg: "^8", postgres: "^3.4" }, []],
    [{ "@strapi/strapi": "^5", pg: "^8" }, ["knex"]],
    [{ express: "^5" }, []],
  ])("%j: %j", (dependencies, expected) => {
    expect(detected(npm(dependencies))).toEqual(expected);
  });

  test("the installed version decides before the lock file, and that before the manifest", () => {
    const manifest = npm({ "@prisma/client": ">=6" });
    expect(detected(manifest)).toEqual([]);
    const lock = {
      ...manifest,
      "package-lock.json": '{"packages":{"node_modules/@prisma/client":{"version":"7.2.0"}}}',
    };
    expect(detected(lock)).toEqual(["prisma@7"]);
    const installed = { "node_modules/@prisma/client/package.json": '{"version":"6.9.0"}' };
    expect(detected({ ...lock, ...installed })).toEqual(["prisma"]);
  });

  test("what cannot be told is said", () => {
    const { targets: found, unclear } = detectTargets(folderOf(npm({ "@prisma/client": "8.0.0" })));
    expect(found).toEqual([]);
    expect(unclear).toEqual([expect.stringContaining("no target for that version")]);
  });

  test("a schema for another database is no target", () => {
    const schema = 'datasource db {\n  provider = "mysql"\n}\n';
    expect(detected({ ...npm({ "@prisma/client": "6.1.0" }), "prisma/schema.prisma": schema })).toEqual([]);
  });
});

describe("other languages", () => {
  const go = "module shop\nrequire github.com/jackc/pgx/v5 v5.7.2\n";
  test.each<[string, Record<string, string>, string[]]>([
    ["Go without a program", { "go.mod": go }, ["pgxpool"]],
    [
      "Go with the pool of pgx",
      { "go.mod": go, "db/db.go": 'import "github.com/jackc/pgx/v5/pgxpool"\n' },
      ["pgxpool"],
    ],
    [
      "Go with database/sql",
      { "go.mod": go, "main.go": 'import (\n\t"database/sql"\n\t_ "github.com/jackc/pgx/v5/stdlib"\n)\n' },
      ["database-sql"],
    ],
    [
      "GORM",
      { "go.mod": `${go}require gorm.io/driver/postgres v1.5.0\n`, "main.go": 'import "database/sql"\n' },
      ["gorm"],
    ],
    ["sqlx", { "Cargo.toml": '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n' }, ["sqlx"]],
    ["sqlx for SQLite", { "Cargo.toml": '[dependencies]\nsqlx = { version = "0.8", features = ["sqlite"] }\n' }, []],
    ["Django", { "requirements.txt": "Django==5.2\npsycopg[binary,pool]==3.2.1\n" }, ["django"]],
    ["SQLAlchemy over asyncpg", { "requirements.txt": "SQLAlchemy==2.0.1\nasyncpg==0.32.0\n" }, ["sqlalchemy"]],
    ["asyncpg", { "pyproject.toml": '[project]\ndependencies = ["asyncpg>=0.32"]\n' }, ["asyncpg"]],
    ["Rails 7", { Gemfile: 'gem "rails", "~> 7.2.0"\ngem "pg"\n' }, ["rails@7"]],
    ["Ecto", { "mix.exs": '[{:ecto_sql, "~> 3.12"}, {:postgrex, "~> 0.19"}]' }, ["ecto"]],
    ["Npgsql", { "a.csproj": '<PackageReference Include="Npgsql" Version="8.0.5" />' }, ["npgsql@8"]],
    [
      "Spring Boot 3.4",
      {
        "build.gradle":
          "plugins {\n  id 'org.springframework.boot' version '3.4.2'\n}\ndependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-data-jpa'\n  runtimeOnly 'org.postgresql:postgresql'\n}\n",
      },
      ["spring-boot@3"],
    ],
  ])("%s", (_, files, expected) => {
    expect(detected(files)).toEqual(expected);
  });
});

describe("validate", () => {
  const env = 'DATABASE_URL="postgresql://app@db.example.com/shop?connection_limit=7&pool_timeout=15"\n';
  const prisma7 = npm({ "@prisma/client": "7.3.0", "@prisma/adapter-pg": "7.3.0" });

  test("detects the target, and reports what Prisma 7 ignores and what is in effect instead", async () => {
    const cwd = folderOf({ ...prisma7, ".env": env });
    const { code, out, err } = await poolcfg(["validate"], { cwd });
    expect(code).toBe(1);
    expect(err).toContain("detected target: prisma@7 (@prisma/client 7.3.0 in package.json)");
    expect(out).toMatch(/Prisma 7 ignores connection_limit, pool_timeout .*10 connections, pool\.acquireTimeout off/);
    expect(out).toContain('pool.max = 7, pool.acquire_timeout = "15s"');
  });

  test("Prisma 6 reads them", async () => {
    const cwd = folderOf({ ...npm({ "@prisma/client": "6.3.0" }), ".env": env });
    expect((await poolcfg(["validate"], { cwd })).code).toBe(0);
  });

  test("targets in the config and --target take the place of what is detected", async () => {
    const cwd = folderOf({ ...prisma7, ".env": env, "poolcfg.toml": "targets = []\n" });
    const { code, err } = await poolcfg(["validate"], { cwd });
    expect([code, err]).toEqual([0, expect.not.stringContaining("detected")]);
    const flagged = await poolcfg(["validate", "--target", "prisma"], { cwd: folderOf({ ...prisma7, ".env": env }) });
    expect(flagged.err).not.toContain("detected");
  });
});
