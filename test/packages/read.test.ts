// which packages the manifests of each language name
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { lockedVersion, workspacesOf } from "../../src/packages/npm.ts";
import { dependenciesIn } from "../../src/packages/read.ts";

const root = mkdtempSync(join(tmpdir(), "poolcfg-packages-"));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

function folderOf(files: Record<string, string>): string {
  const folder = join(root, String(count++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function read(files: Record<string, string>): string[] {
  return dependenciesIn(folderOf(files)).map(
    ({ name, version, exact, features }) =>
      `${name}${features.length > 0 ? `[${features.join()}]` : ""} ${version ?? "?"}${exact ? "!" : ""}`,
  );
}

test.each<[string, Record<string, string>, string[]]>([
  [
    "npm",
    { "package.json": '{"dependencies":{"pg":"^8.1"},"devDependencies":{"prisma":"7.1.0"}}' },
    ["prisma 7.1.0", "pg ^8.1"],
  ],
  [
    "Go",
    {
      "go.mod":
        "module x\nrequire github.com/lib/pq v1.10.9\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.7.1\n\tgolang.org/x/sync v0.1.0 // indirect\n)\n",
    },
    ["github.com/lib/pq 1.10.9!", "github.com/jackc/pgx/v5 5.7.1!"],
  ],
  [
    "Rust",
    {
      "Cargo.toml":
        '[dependencies]\nsqlx = { version = "0.8", features = [\n  "postgres", # the server\n  "runtime-tokio",\n] }\nbb8-postgres = "0.9"\n[dependencies.diesel]\nversion = "2.2"\nfeatures = ["postgres", "r2d2"]\n',
      "Cargo.lock": '[[package]]\nname = "sqlx"\nversion = "0.8.6"\n',
    },
    ["sqlx[postgres,runtime-tokio] 0.8.6!", "bb8-postgres 0.9", "diesel[postgres,r2d2] 2.2"],
  ],
  [
    "Python, requirements",
    { "requirements.txt": "Django==5.2.1  # web\npsycopg[binary,pool]>=3.2,<4\n-r other.txt\nSQLAlchemy~=2.0\n" },
    ["django 5.2.1!", "psycopg[binary,pool] >=3.2 <4", "sqlalchemy ^2.0"],
  ],
  [
    "Python, pyproject",
    {
      "pyproject.toml":
        '[project]\ndependencies = [\n  "asyncpg>=0.30",\n]\n[tool.poetry.dependencies]\npsycopg = { version = "^3.2", extras = ["pool"] }\n',
      "uv.lock": '[[package]]\nname = "asyncpg"\nversion = "0.31.0"\n',
    },
    ["asyncpg 0.31.0!", "psycopg[pool] ^3.2"],
  ],
  [
    "Maven",
    {
      "pom.xml":
        "<project><properties><v>42.7.4</v></properties><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent><dependencies><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>${v}</version></dependency></dependencies></project>",
    },
    ["org.springframework.boot:spring-boot-starter-parent 3.4.1", "org.postgresql:postgresql 42.7.4"],
  ],
  [
    "Gradle",
    {
      "build.gradle.kts":
        'plugins { id("org.springframework.boot") version "3.5.0" }\ndependencies { implementation("com.zaxxer:HikariCP:6.3.0") }\n',
    },
    ["com.zaxxer:HikariCP 6.3.0", "plugin:org.springframework.boot 3.5.0"],
  ],
  [
    "Ruby",
    {
      Gemfile: 'gem "rails", "~> 8.1"\ngem "pg"\n',
      "Gemfile.lock": "GEM\n  specs:\n    activerecord (8.1.1)\n    pg (1.5.9)\n      x (>= 1)\n    rails (8.1.1)\n",
    },
    ["rails 8.1.1!", "pg 1.5.9!", "activerecord 8.1.1!"],
  ],
  [
    "Elixir",
    {
      "mix.exs": 'defp deps, do: [\n  {:ecto_sql, "~> 3.12"},\n  {:postgrex, ">= 0.0.0"},\n]\n',
      "mix.lock": '%{\n  "ecto_sql": {:hex, :ecto_sql, "3.13.2", "a"},\n}\n',
    },
    ["ecto_sql 3.13.2!", "postgrex >= 0.0.0"],
  ],
  [
    ".NET",
    { "App.csproj": '<Project><ItemGroup><PackageReference Include="Npgsql" Version="9.0.2" /></ItemGroup></Project>' },
    ["Npgsql 9.0.2!"],
  ],
])("%s", (_, files, expected) => {
  expect(read(files)).toEqual(expected);
});

describe("the lock files of JavaScript", () => {
  const locks: Record<string, string> = {
    "package-lock.json":
      '{"packages":{"node_modules/knex":{"version":"3.2.1"},"apps/a/node_modules/knex":{"version":"3.0.5"}}}',
    "pnpm-lock.yaml":
      "lockfileVersion: '9.0'\nimporters:\n\n  .:\n    dependencies:\n      knex:\n        specifier: ^3\n        version: 3.2.1(pg@8.16.3)\n\n  apps/a:\n    dependencies:\n      knex:\n        specifier: ^3\n        version: 3.0.5\n\npackages:\n\n  knex@3.2.1:\n    resolution: {}\n",
    "yarn.lock": '# yarn lockfile v1\n\n"knex@^3.0.0", knex@^3.1.0:\n  version "3.2.1"\n  resolved "x"\n',
    "bun.lock": '{\n  "packages": {\n    "knex": ["knex@3.2.1", "", {}, "sha"],\n  },\n}\n',
  };
  test.each(Object.entries(locks))("%s", (name, text) => {
    expect(lockedVersion((file) => (file === name ? text : undefined), "knex")).toEqual({
      version: "3.2.1",
      file: name,
    });
    expect(lockedVersion((file) => (file === name ? text : undefined), "absent")).toBeUndefined();
  });

  test.each(["package-lock.json", "pnpm-lock.yaml"])("%s of a workspace, for one of its packages", (name) => {
    const read = (file: string) => (file === name ? locks[name] : undefined);
    expect(lockedVersion(read, "knex", "apps/a")?.version).toBe("3.0.5");
  });

  test("the folders of a workspace", () => {
    const npm = '{"workspaces":{"packages":["apps/*"]}}';
    const pnpm = "packages:\n  - 'packages/*'\n  - \"!packages/old\"\ncatalog:\n  x: 1\n";
    expect(workspacesOf((file) => ({ "package.json": npm, "pnpm-workspace.yaml": pnpm })[file])).toEqual([
      "apps/*",
      "packages/*",
      "!packages/old",
    ]);
  });
});

test("what is no manifest, and what is hostile, gives nothing", () => {
  expect(
    read({ "package.json": '{"dependencies":{"__proto__":{"pg":"1"},"pg":5,"knex":null}}', "go.mod": "\0" }),
  ).toEqual([]);
  expect(read({ "package.json": "[".repeat(100_000), "pom.xml": "<dependency>".repeat(10_000) })).toEqual([]);
  expect(read({ "requirements.txt": `${"a".repeat(100_000)}==1\n`, Gemfile: `gem "${"x".repeat(50_000)}"\n` })).toEqual(
    [],
  );
});
