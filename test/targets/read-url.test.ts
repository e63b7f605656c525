// import: connection strings and their parameters where code, manifests and .env files have them
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inChild } from "../_child.ts";

function rules(text: string, from = "prisma"): string[] {
  return importConfig(text, { from, name: "text" }).findings.map(({ rule }) => rule);
}

describe('a "?" that is added to a connection string', () => {
  test.each([
    "url: process.env.DATABASE_URL + '?connection_limit=5'",
    'const url = base + "?connection_limit=5&pool_timeout=3";',
    "url += `?connection_limit=5`",
    "url: `${DATABASE_URL}?connection_limit=20`",
    "url: `${env({ name: 'A' }).url}?connection_limit=20`",
    "base.concat('?connection_limit=5')",
    '$url = $base . "?connection_limit=5";',
    'DATABASE_URL_POOLED="$DATABASE_URL?connection_limit=5"',
    "POOLED=${DATABASE_URL}?connection_limit=5",
    'url = f"{base}?connection_limit=5"',
  ])("%s is a risk", (text) => {
    expect(rules(text)).toEqual(["second-question-mark-risk"]);
  });

  test.each([
    "?connection_limit=5&pool_timeout=3",
    "append ?connection_limit=5 to it",
    'const parameters = "?connection_limit=5";',
    "url: `${url}${url.includes('?') ? '&' : '?'}connection_limit=5&pool_timeout=3`",
    'const url = base.includes("?") ? base : base + "?connection_limit=5"',
    "/\\?/.test(url) ? url : `${url}?connection_limit=5`",
    "`${base}/${database}?connection_limit=5`",
    'url: "postgresql://" + host + "/app?connection_limit=5"',
    "`postgresql://${user}@${host}/${database}?connection_limit=5`",
  ])("%s is none", (text) => {
    expect(rules(text)).not.toContain("second-question-mark-risk");
  });

  test("stands at its place", () => {
    const [finding] = importConfig("const a = 1;\nurl: base + '?connection_limit=5'", {
      from: "prisma",
      name: "db.ts",
    }).findings;
    expect(finding!.origin!.label).toBe("db.ts:2:14");
  });
});

describe("a comment", () => {
  test.each([
    '// url = "postgresql://old/d"\nurl = "postgresql://h/d"',
    'url = "postgresql://h/d" // was "postgresql://old/d"',
    "# postgresql://old/d\nurl = 'postgresql://h/d'",
    'call(); /* it was\n "postgresql://old/d" */ url = "postgresql://h/d"',
    'datasource db {\n  // url = "postgresql://old/d"\n  url = "postgresql://h/d" }',
    "const glob = 'src/**/*.ts'; const url = `postgresql://h/d`; // */",
    "it's here: postgresql://h/d",
    "postgresql://h/d # postgresql://old/d",
  ])("%j", (text) => {
    for (const from of ["prisma", "auto"])
      expect(importConfig(text, { from, statedOnly: true }).values).toEqual({ "connection.url": "postgresql://h/d" });
  });

  test("it is left out in time that grows with the text", () => {
    const pieces = ['"\\', "\\'", "`\\", " /*", "'\n"];
    const texts = pieces.map((piece) => `${piece.repeat(100_000)}\n?connection_limit=5`);
    const code = `import { importConfig } from "./src/import/index.ts"; run((text) => importConfig(text, { from: "prisma" }).findings.length)`;
    expect(inChild(code, texts)).toEqual(pieces.map(() => expect.any(Number)));
  });
});

describe("parameters without a connection string", () => {
  test.each<[string, Record<string, unknown>]>([
    ["`${url}${mark}connection_limit=1&pool_timeout=0`", { "pool.max": 1, "pool.acquireTimeout": "off" }],
    ["PARAMETERS=connection_limit=5&pool_timeout=7", { "pool.max": 5, "pool.acquireTimeout": "7s" }],
    ["`${url}?connection_limit=${max}&pool_timeout=7`", { "pool.acquireTimeout": "7s" }],
    [
      "[ 'connection_limit=5', \"pool_timeout=7\", `sslmode=disable` ].join('&')",
      { "pool.max": 5, "pool.acquireTimeout": "7s", "connection.ssl.mode": "disable" },
    ],
  ])("%s", (text, values) => {
    expect(importConfig(text, { from: "prisma", statedOnly: true }).values).toEqual(values);
  });

  test("an unknown one in a list of lines stands in its line", () => {
    const { findings } = importConfig("[\n  'pool_max=5',\n  'pool_timeout=7',\n  'pool_mix=1',\n].join('&')", {
      from: "prisma",
      name: "db.ts",
    });
    expect(findings.map(({ rule, origin, help }) => [rule, origin!.label, help])).toEqual([
      ["ignored-dsn-parameter", "db.ts:2:4", "Prisma calls it `connection_limit`."],
      ["ignored-dsn-parameter", "db.ts:4:4", expect.stringMatching(/pool\.max|pool\.min|correct its name/)],
    ]);
  });

  test("the server of a string that is put together is said to be left out", () => {
    const { values, text } = importConfig("DATABASE_URL=postgresql://u:${PASSWORD}@h/d?connection_limit=5", {
      from: "prisma",
    });
    expect(values).not.toHaveProperty("connection.url");
    expect(text).toContain("# connection.url is put together there, and is left out");
  });
});

describe("a password in the source", () => {
  const url = "postgresql://app:c4naryPlain@db.example.com:5432/app?connection_limit=5";
  const options = { host: "db.example.com", user: "app", password: "c4naryPlain" };

  test.each<[string, string]>([
    ["prisma", `const url = "${url}";`],
    ["prisma", `datasource db {\n  url = "${url}"\n}`],
    ["prisma", `services:\n  app:\n    environment:\n      - DATABASE_URL=${url}\n`],
    ["node-postgres", JSON.stringify(options)],
    ["node-postgres", `host: db.example.com\nuser: app\npassword: c4naryPlain\n`],
    ["node-postgres", JSON.stringify({ connectionString: url.split("?")[0] })],
    ["knex", JSON.stringify({ client: "pg", connection: options })],
    ["knex", JSON.stringify({ production: { client: "pg", connection: url.split("?")[0] } })],
    ["prisma@7", JSON.stringify({ config: options })],
  ])("%s: %s", (from, text) => {
    const { findings } = importConfig(text, { from, name: "text" });
    const found = findings.filter(({ rule }) => rule === "secret-in-source");
    expect(found).toHaveLength(1);
    expect(found[0]!.origin!.label).toMatch(/^text:\d+:\d+$/);
    expect(JSON.stringify(findings)).not.toContain("c4nary");
  });

  test.each<[string, string | object]>([
    ["prisma", url],
    ["prisma", `DATABASE_URL="${url}"\nPORT=1\n`],
    ["prisma", `export DATABASE_URL=${url}`],
    ["prisma", `const url = "${url.replace("c4naryPlain", "mypassword")}";`],
    ["prisma", `const url = "${url.replace("db.example.com", "localhost")}";`],
    ["prisma", `const url = "${url.replace("c4naryPlain", "${PASSWORD}")}";`.replaceAll('"', "`")],
    ["node-postgres", options],
    ...["${DB_PASSWORD}", "$DB_PASSWORD", "app", "changeme", "<password>", "****", "secret1", ""].map(
      (password): [string, string] => ["node-postgres", JSON.stringify({ ...options, password })],
    ),
  ])("%s: %j is none", (from, input) => {
    expect(importConfig(input, { from, name: "text" }).findings.map(({ rule }) => rule)).not.toContain(
      "secret-in-source",
    );
  });
});

describe("TLS without a check of the certificate", () => {
  test.each<[string, string | object]>([
    ["node-postgres", { ssl: { rejectUnauthorized: false } }],
    ["knex", { client: "pg", connection: { ssl: { rejectUnauthorized: false } } }],
    ["prisma@7", { config: { ssl: { rejectUnauthorized: false } } }],
    ["node-postgres", { connectionString: "postgres://db.example.com/d?sslmode=no-verify" }],
    ["prisma", "postgresql://db.example.com/d?sslmode=require&sslaccept=accept_invalid_certs"],
    ["prisma", "?sslaccept=accept_invalid_certs"],
  ])("%s: %j", (from, input) => {
    expect(importConfig(input, { from }).findings.map(({ rule }) => rule)).toEqual(["certificate-check-off"]);
  });

  test("a mode that the library reads differently is reported, too", () => {
    const { findings } = importConfig("url + '&sslmode=no-verify&connection_limit=5'", { from: "prisma" });
    expect(findings.map(({ rule }) => rule)).toEqual(["certificate-check-off", "misread-dsn-parameter"]);
  });

  test.each<[string, string | object]>([
    ["node-postgres", { ssl: { rejectUnauthorized: true } }],
    ["node-postgres", { ssl: false }],
    ["prisma", "postgresql://db.example.com/d?sslmode=require"],
    ["prisma", "postgresql://db.example.com/d?sslmode=disable&sslaccept=accept_invalid_certs"],
  ])("%s: %j has none to check, or does", (from, input) => {
    expect(importConfig(input, { from }).findings).toEqual([]);
  });
});

describe("pgbouncer=true", () => {
  test.each([
    "postgresql://u@db.example.com/d?pgbouncer=true",
    "postgresql://u@[PROJECT].example.com:5432/d?pgbouncer=true",
  ])("%s is the database itself", (text) => {
    expect(rules(text)).toContain("pooler-flag-on-direct-host");
  });

  test.each([
    "postgresql://u@db.example.com:6543/d?pgbouncer=true",
    "postgresql://u@[REGION].pooler.example.com/d?pgbouncer=true",
    "`postgresql://u@${host}/d?pgbouncer=true`",
    "?pgbouncer=true",
    "postgresql://u@db.example.com/d?pgbouncer=false",
  ])("%s may be a pooler, or says no", (text) => {
    expect(rules(text)).not.toContain("pooler-flag-on-direct-host");
  });
});
