// what a program in JavaScript gives to a library, read without running it
import { describe, expect, test } from "vitest";
import { folder, poolcfg } from "../cli/_run.ts";

const run = (name: string, text: string, ...words: string[]) =>
  poolcfg(["import", name, "--stated-only", "--format", "json", ...words], {
    cwd: folder({ [name]: text }),
    env: { PATH: process.env.PATH ?? "" },
  });

async function values(name: string, text: string, ...words: string[]) {
  const { out, err, code } = await run(name, text, ...words);
  expect(code, err).toBe(0);
  return JSON.parse(out).values;
}

const NEIGHBOURS = `
import Redis from "ioredis";
import mail from "nodemailer";
import amqp from "amqplib";
const cache = new Redis({ host: "cache", port: 6379, max: 99, password: "x" });
const sender = mail.createTransport({ host: "smtp", port: 25, pool: true, max: 98 });
const queue = await amqp.connect({ hostname: "mq", port: 5672, password: "guest" });
`;

describe("the calls of a library", () => {
  test.each<[string, string, object]>([
    ["pg", 'import { Pool } from "pg"; export const db = new Pool({ host: "db", max: 7 });', {}],
    ["pg, whole", 'import pg from "pg"; const { Pool: P } = pg; const db = new P({ host: "db", max: 7 });', {}],
    ["pg, required", 'const pg = require("pg"); class A { db = new pg.Pool({ host: "db", max: 7 }); }', {}],
    ["knex", 'import knex from "knex"; knex({ client: "pg", connection: { host: "db" }, pool: { max: 7 } });', {}],
    ["postgres.js", 'import sql from "postgres"; export default sql({ host: "db", max: 7 });', {}],
    [
      "postgres.js with a URL",
      'import sql from "postgres"; sql("postgres://db/shop", { max: 7 });',
      { "connection.url": "postgres://db/shop", "connection.host": undefined },
    ],
    [
      "Sequelize",
      'import { Sequelize } from "sequelize"; new Sequelize("shop", "app", "x", { host: "db", dialect: "postgres", pool: { max: 7 } });',
      { "connection.database": "shop", "connection.user": "app" },
    ],
    [
      "TypeORM",
      'import { DataSource } from "typeorm"; new DataSource({ type: "postgres", host: "db", poolSize: 7 });',
      {},
    ],
    [
      "a module of NestJS",
      'import { TypeOrmModule } from "@nestjs/typeorm"; @Module({ imports: [TypeOrmModule.forRoot({ type: "postgres", host: "db", poolSize: 7 })] }) export class App {}',
      {},
    ],
    [
      "Drizzle",
      'import { drizzle } from "drizzle-orm/node-postgres"; drizzle({ connection: { host: "db", max: 7 } });',
      {},
    ],
    [
      "a client that is handed on",
      'import { drizzle } from "drizzle-orm/node-postgres"; import { Pool } from "pg"; drizzle({ client: new Pool({ host: "db", max: 7 }) });',
      {},
    ],
    ["Prisma 7", 'import { PrismaPg } from "@prisma/adapter-pg"; new PrismaPg({ host: "db", max: 7 });', {}],
  ])("%s", async (_, text, expected) => {
    const found = await values("db.ts", NEIGHBOURS + text);
    expect(found).toMatchObject({ "pool.max": 7 });
    for (const [path, value] of Object.entries({ "connection.host": "db", ...expected }))
      expect(found[path]).toBe(value);
    expect(found["connection.port"]).toBeUndefined();
  });
});

describe("what can be worked out", () => {
  const max = async (code: string, options: string) =>
    (await values("db.ts", `import { Pool } from "pg"; ${code}; new Pool({ host: "db", ${options} });`))["pool.max"];

  test.each<[string, string]>([
    ["const size = 7", "max: size"],
    ["const base = { max: 7 } as const", "...base"],
    ["const base = { max: 3 }; base.max = 7", "...base"],
    ["const sizes = { live: 7 }", "max: sizes.live"],
    ["", "max: Number(process.env.SIZE || 7)"],
    ["", 'max: parseInt(process.env.SIZE ?? "7", 10)'],
    ["", 'max: +(process.env["SIZE"] ?? 7)!'],
    ["const { SIZE = 7 } = process.env", "max: SIZE"],
    ["", "max: (5 + 2) satisfies number"],
  ])("%s; %s", async (code, options) => expect(await max(code, options)).toBe(7));

  test.each<[string, string]>([
    ["", "max: process.env.SIZE"],
    ['import { config } from "./config"', "max: config.size"],
    ["", "max: live ? 7 : 3"],
    ["let size = 7; if (live) size = 3", "max: size"],
    ["", "max: 5, ...(live && { max: 7 })"],
    ["", "max: 0 || sizeOf()"],
    ["function open(size: number) {}", "max: size"],
  ])("not known: %s; %s", async (code, options) => {
    const { out } = await run(
      "db.ts",
      `import { Pool } from "pg"; ${code}; new Pool({ host: "db", ${options} });`,
      "--format",
      "text",
    );
    expect(out).toContain("pool.max is filled in later there");
    expect(out).not.toMatch(/^max =/m);
  });
});

test("a secret is not printed", async () => {
  const text = 'import { Pool } from "pg"; new Pool({ host: "db", password: process.env.PW || "hunter2-x" });';
  const { out, err } = await run("db.ts", text, "--format", "text");
  expect(out + err).not.toContain("hunter2-x");
});

test("of several pools, one is to be selected", async () => {
  const text =
    'import { Pool } from "pg";\nexport const main = new Pool({ max: 5 });\nconst other = new Pool({ max: 7 });\n';
  const { out, err, code } = await run("db.ts", text);
  expect(code).not.toBe(0);
  expect(out + err).toContain("db.ts has 2 pools: main (line 2), other (line 3)");
  for (const pool of ["other", "3"]) expect((await values("db.ts", text, "--pool", pool))["pool.max"]).toBe(7);
  expect((await run("db.ts", text, "--pool", "third")).code).toBe(2);
});

describe("what a file exports", () => {
  test("several environments of a knexfile", async () => {
    const text = `import type { Knex } from "knex";
      const base: Knex.Config = { client: "pg", connection: { host: "db" } };
      const config: Record<string, Knex.Config> = { development: { ...base, pool: { max: 2 } }, production: { ...base, pool: { max: 7 } } };
      export default config;`;
    expect(await values("knexfile.ts", text, "--environment", "production")).toMatchObject({ "pool.max": 7 });
  });

  test("module.exports", async () => {
    const text = "module.exports = { client: 'pg', connection: { host: 'db' }, pool: { max: 7 } };";
    expect(await values("knexfile.js", text)).toMatchObject({ "connection.host": "db", "pool.max": 7 });
  });

  test("the argument of defineConfig", async () => {
    const text = 'export default defineConfig({ dialect: "postgresql", dbCredentials: { host: "db", port: 6432 } });';
    expect(await values("drizzle.config.ts", text)).toMatchObject({ "connection.host": "db", "connection.port": 6432 });
  });
});

describe("a program whose options are known only when it runs asks for --exec", () => {
  test.each([
    'import { opts } from "./o"; new Pool({ max: 5, ...opts });',
    'import { opts } from "./o"; new Pool(opts);',
    "new Pool(...args);",
    "new Pool({ [name]: 5 });",
    "const c = { max: 5 }; Object.assign(c, more()); new Pool(c);",
    "new Pool({ max: 5 ",
    'new Pool({ max: 5 }); import { Pool } from "other";',
  ])("%s", async (code) => {
    const from = code.includes('from "other"') ? "" : 'import { Pool } from "pg"; ';
    const { err, out, code: exit } = await run("db.ts", from + code);
    expect(exit).toBe(2);
    expect(out + err).toContain("Say --exec");
  });
});
