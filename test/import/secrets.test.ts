// an import has no secret in it, and works with the secret from the environment
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { loadPoolConfigSync } from "../../src/load/index.ts";
import { folder, poolcfg } from "../cli/_run.ts";

const CANARY = "c4nary";
const KEY = `-----BEGIN PRIVATE KEY-----\nMII${CANARY}\n-----END PRIVATE KEY-----\n`;

/** Name of the file, its text, further words of the command, and the variable that the output must name. */
const INPUTS: readonly (readonly [name: string, text: string, words: readonly string[], variable: string])[] = [
  [".env", `DATABASE_URL="postgresql://app:${CANARY}@db.example/shop?connection_limit=5"\n`, [], "PGPASSWORD"],
  [".env", `DATABASE_URL="postgresql://app:a%40${CANARY}%23@db.example/shop"\nPOOL_MAX=3\n`, [], "PGPASSWORD"],
  [".env", `PGHOST=db.example\nPGUSER=app\nPGPASSWORD='a b ${CANARY}'\n`, [], "PGPASSWORD"],
  [".env", `DATABASE_URL="postgresql://app:a@${CANARY}@db.example/shop"\n`, [], "DATABASE_URL"],
  [".env", `DATABASE_URL="postgresql://app@db.example/shop?sslpassword=${CANARY}"\n`, [], "DATABASE_URL"],
  [
    ".env",
    `DATABASE_URL="host=db.example user=app password='${CANARY} x' dbname=shop"\nPOOL_MAX=3\n`,
    [],
    "PGPASSWORD",
  ],
  [
    ".env",
    `DATABASE_URL="host=db.example user=app password=${CANARY} ${CANARY}2 dbname=shop"\nPOOL_MAX=3\n`,
    [],
    "DATABASE_URL",
  ],
  [
    ".env",
    `CONNECTION_REPLICAS="postgresql://app:${CANARY}@r1.example/shop"\nPGHOST=db.example\n`,
    [],
    "CONNECTION_REPLICAS",
  ],
  [
    "knexfile.json",
    JSON.stringify({ client: "pg", connection: { host: "db.example", user: "app", password: CANARY } }),
    [],
    "PGPASSWORD",
  ],
  [
    "knexfile.json",
    JSON.stringify({ client: "pg", connection: `postgresql://app:${CANARY}@db.example/shop` }),
    [],
    "PGPASSWORD",
  ],
  [
    "pg.json",
    JSON.stringify({ host: "db.example", password: CANARY, ssl: { key: KEY } }),
    ["--from", "node-postgres"],
    "PGPASSWORD",
  ],
  [
    "pg.json",
    JSON.stringify({ host: `db password=${CANARY}`, user: "app" }),
    ["--from", "node-postgres"],
    "CONNECTION_HOST",
  ],
  [
    "application.properties",
    `spring.datasource.url=jdbc:postgresql://db.example/shop?user=app&password=${CANARY}&ssl=true\n`,
    [],
    "PGPASSWORD",
  ],
  [
    "database.yml",
    `production:\n  adapter: postgresql\n  host: db.example\n  password: ${CANARY}\n`,
    ["--environment", "production"],
    "PGPASSWORD",
  ],
  [
    "appsettings.json",
    JSON.stringify({ ConnectionStrings: { Default: `Host=db.example;Username=app;Password=${CANARY}` } }),
    [],
    "PGPASSWORD",
  ],
  [
    "main.go",
    `package main\n\nfunc main() { db, _ := sql.Open("pgx", "postgres://app:${CANARY}@db.example/shop"); db.SetMaxOpenConns(7) }\n`,
    [],
    "PGPASSWORD",
  ],
];

describe.each(INPUTS)("%s: %j", (name, text, words, variable) => {
  test("nothing that is written has the secret in it; all of it names the variable", async () => {
    const cwd = folder({ [name]: text });
    const toStdout = await poolcfg(["import", name, ...words], { cwd });
    const toFile = await poolcfg(["import", name, ...words, "--out", "poolcfg.toml"], { cwd });
    const asJson = await poolcfg(["import", name, ...words, "--format", "json"], { cwd });
    const file = readFileSync(join(cwd, "poolcfg.toml"), "utf8");
    expect(file).toBe(toStdout.out);
    for (const one of [toStdout, toFile, asJson]) expect(one.out + one.err).not.toContain(CANARY);
    expect(file).not.toContain(CANARY);
    for (const one of [file, toFile.err, asJson.out]) expect(one).toContain(variable);
    expect(() => loadPoolConfigSync({ cwd, env: {}, dotenv: false })).not.toThrow(/syntax|unknown/);
  });

  test("--with-secrets writes it, and says that it is there", async () => {
    const cwd = folder({ [name]: text });
    const { out, err } = await poolcfg(["import", name, ...words, "--with-secrets"], { cwd });
    expect(out).toContain(CANARY);
    expect(err).toContain("keep the file out of version control");
  });
});

test("the config works with the password from the environment", async () => {
  for (const [name, text, words, variable] of INPUTS.filter(([, , , wanted]) => wanted === "PGPASSWORD")) {
    const cwd = folder({ [name]: text });
    await poolcfg(["import", name, ...words, "--out", "poolcfg.toml"], { cwd });
    const env = { [variable]: "from-env" };
    const { out } = await poolcfg(["render", "--target", "node-postgres", "--no-env", "--set", "pool.max=2"], { cwd });
    expect(out, text).not.toMatch(/from-env/);
    const config = loadPoolConfigSync({ cwd, env, dotenv: false });
    expect(config.connection.password?.reveal(), text).toBe("from-env");
    const rendered = await poolcfg(["render", "--target", "node-postgres", "--dotenv", "none.env"], {
      cwd: folder({ "poolcfg.toml": readFileSync(join(cwd, "poolcfg.toml"), "utf8"), "none.env": "" }),
      env,
    });
    expect(rendered.out, text).toContain("from-env");
  }
});

test("a reference is no secret, and a config without one has no note", async () => {
  const cwd = folder({
    "knexfile.json": JSON.stringify({ client: "pg", connection: { host: "db", password: "${DB_PASSWORD}" } }),
    "plain.env": "DATABASE_URL=postgresql://app@db.example/shop\n",
  });
  const { err } = await poolcfg(["import", "knexfile.json"], { cwd });
  expect(err).not.toMatch(/left .* out of/);
  const plain = await poolcfg(["import", "plain.env"], { cwd });
  expect(plain.err + plain.out).not.toMatch(/left .* out of|is written without/);
});

test("a value from a mounted file is left out, whatever it sets", async () => {
  const cwd = folder({
    user: `${CANARY}user`,
    max: "47",
    url: `postgresql://${CANARY}:${CANARY}@${CANARY}/${CANARY}?connection_limit=48`,
    "a.env": "CONNECTION_USER_FILE=user\nPOOL_MAX_FILE=max\nPGHOST=db.example\n",
    "b.env": "DATABASE_URL_FILE=url\n",
  });
  for (const name of ["a.env", "b.env"])
    for (const words of [[], ["--format", "json"]]) {
      const { out, err } = await poolcfg(["import", name, ...words], { cwd });
      expect(out + err).not.toMatch(/c4nary|\b4[78]\b/);
    }
});

test("importConfig() leaves them out of the text, and has them in the values", () => {
  const input = { host: "db.example", password: CANARY };
  const imported = importConfig(input, { from: "node-postgres" });
  expect(imported.text).not.toContain(CANARY);
  expect(imported.values["connection.password"]).toBe(CANARY);
  expect(imported.omitted).toEqual([
    { path: "connection.password", what: "the password", instead: "set PGPASSWORD in the environment", whole: true },
  ]);
  expect(importConfig(input, { from: "node-postgres", withSecrets: true }).text).toContain(CANARY);
});
