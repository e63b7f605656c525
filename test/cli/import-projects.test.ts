// import of what frameworks and platforms make of a configuration
import { describe, expect, test } from "vitest";
import { folder, poolcfg } from "./_run.ts";

const ENV = { PATH: process.env.PATH ?? "" };
const run = (files: Record<string, string>, ...words: string[]) =>
  poolcfg(["import", ...words, "--stated-only"], { cwd: folder(files), env: ENV });

describe("the variable that a platform sets", () => {
  test.each([
    "POSTGRES_URL",
    "POSTGRES_PRISMA_URL",
    "DATABASE_PRIVATE_URL",
    "SUPABASE_DB_URL",
    "HEROKU_POSTGRESQL_PINK_URL",
  ])("%s", async (name) => {
    const { code, out } = await run({ ".env": `${name}=postgresql://app@db.example.com/shop\n` }, ".env");
    expect(out).toContain(`# connection.url is from ${name}`);
    expect(out).toContain('url = "postgresql://app@db.example.com/shop"');
    expect(code).toBe(0);
  });

  test("DATABASE_URL takes precedence, and another database is none", async () => {
    const both = "POSTGRES_URL=postgresql://other/x\nDATABASE_URL=postgresql://app@h/shop\n";
    expect((await run({ ".env": both }, ".env")).out).toContain("postgresql://app@h/shop");
    expect((await run({ ".env": "DB_URL=mysql://h/shop\n" }, ".env")).code).toBe(2);
  });
});

describe("Spring Boot", () => {
  const YAML = `spring:
  datasource:
    url: jdbc:postgresql://db.example.com/shop
    hikari: { maximum-pool-size: 5 }
---
spring:
  config.activate.on-profile: live
  datasource:
    hikari: { maximum-pool-size: 50, minimum-idl: 2 }
`;
  const PROPERTIES = `spring.datasource.url=jdbc:postgresql://db.example.com/shop
spring.datasource.hikari.maximum-pool-size=5
#---
spring.config.activate.on-profile=live
spring.datasource.hikari.maximum-pool-size=50
spring.datasource.hikari.minimum-idl=2
`;

  test.each([
    ["application.yml", YAML, "9:38"],
    ["application.properties", PROPERTIES, "6:1"],
  ])("the documents of %s are profiles, over those without one", async (name, text, place) => {
    const { out, err, code } = await run({ [name]: text }, name, "--environment", "live");
    expect(out).toContain("max = 50");
    expect(out).toContain('url = "jdbc:postgresql://db.example.com/shop"');
    expect(err).toContain(`${name}:${place}`);
    expect(code).toBe(1);
    const undecided = await run({ [name]: text }, name);
    expect(undecided.out).toContain("# what the profiles live set is left out: import each with --environment");
    expect(undecided.out).toContain("max = 5\n");
    expect((await run({ [name]: text }, name, "--environment", "default")).out).toContain("max = 5\n");
  });

  test("data sources under names of their own are pools to choose from", async () => {
    const text = `spring:
  datasource:
    sales: { url: "jdbc:postgresql://sales/x", configuration: { maximumPoolSize: 12 } }
    archive: { jdbc-url: "jdbc:postgresql://archive/x", maximum-pool-size: 3 }
`;
    const files = { "application.yml": text };
    const { code, err } = await run(files, "application.yml", "--from", "spring-boot");
    expect(err).toContain("error[pool-not-selected] application.yml has 2 pools");
    expect(err).toContain("sales, archive");
    expect(code).toBe(1);
    const one = await run(files, "application.yml", "--from", "spring-boot", "--pool", "sales");
    expect(one.out).toContain("max = 12");
    expect((await run(files, "application.yml", "--from", "spring-boot", "--pool", "no")).code).toBe(2);
  });

  test("spring.r2dbc is read as R2DBC", async () => {
    const text =
      "spring.r2dbc.url=r2dbc:postgresql://h/x\nspring.r2dbc.pool.max-size=7\nspring.r2dbc.pool.max-idle-time=5m\n";
    const { out, code } = await run({ "application.properties": text }, "application.properties");
    expect(out).toContain("max = 7");
    expect(out).toContain('idleTimeout = "5m"');
    expect(code).toBe(0);
  });

  test("the pool of Druid's own starter is named", async () => {
    const text = "spring.datasource.url=jdbc:postgresql://h/x\nspring.datasource.druid.initial-size=3\n";
    const { code, err } = await run({ "application.properties": text }, "application.properties");
    expect(err).toContain("warning[several-pools] spring.datasource.druid sets the pool of druid-spring-boot-starter");
    expect(code).toBe(0);
  });
});

describe("Rails", () => {
  const YAML = `shared: &shared
  adapter: postgresql
  pool: 9
live:
  primary: &primary
    <<: *shared
    database: shop
    password: <%= ENV["SECRET"] %>
  search:
    <<: *primary
    database: search
`;

  test("one table of its file is read as Rails reads it", async () => {
    const { code, out } = await run({ "config/database.yml": YAML }, "config/database.yml#live.search");
    expect(out).toContain("max = 9");
    expect(out).toContain('database = "search"');
    expect(out).not.toContain("<%");
    expect(code).toBe(0);
  });

  test("the other databases of an environment are named", async () => {
    const { out } = await run({ "config/database.yml": YAML }, "config/database.yml", "--environment", "live");
    expect(out).toMatch(/^# live\.primary is read; live\.search are pools of their own/m);
  });
});

describe("what package.json says", () => {
  test("the installed version of a library decides", async () => {
    const config = '{"live":{"dialect":"postgres","host":"h","database":"d","pool":{"max":6,"idle":9000}}}';
    const files = (dependencies: object) => ({ "package.json": JSON.stringify({ dependencies }), "db.json": config });
    expect((await run(files({ sequelize: "^6.30.0" }), "db.json")).err).toContain("read as sequelize,");
    expect((await run(files({ "@sequelize/core": "7.0.0-alpha.47" }), "db.json")).err).toContain("read as sequelize@7");
  });

  test("Prisma 7 ignores connection_limit in the connection string", async () => {
    const files = {
      "package.json": '{"dependencies":{"@prisma/client":"^7.1.0"}}',
      ".env": "DATABASE_URL=postgresql://app@h/shop?connection_limit=3\n",
    };
    const { out, err } = await run(files, ".env");
    expect(err).toContain("read as prisma@7");
    expect(out).not.toContain("max = 3");
  });

  test.each([
    [
      "@strapi/strapi",
      "config/database.js",
      "module.exports = ({ env }) => ({ connection: { client: 'postgres', connection: { host: 'h', ssl: env.bool('TLS', false) }, pool: { max: env.int('SIZE', 4) } } });",
      7,
    ],
    [
      "@medusajs/medusa",
      "medusa-config.js",
      "module.exports = { projectConfig: { databaseUrl: 'postgres://h/d', databaseDriverOptions: { pool: { max: 7 } } } };",
      7,
    ],
  ])("%s hands the options of %s to knex", async (name, file, text, max) => {
    const files = {
      "package.json": JSON.stringify({ dependencies: { [name]: "5.0.0" } }),
      ".env": "SIZE=7\n",
      [file]: text,
    };
    const { out, err, code } = await run(files, file, "--exec");
    expect(err).toContain("read as knex");
    expect(out).toContain(`max = ${max}`);
    expect(code).toBe(0);
  });
});

describe("objects of libraries", () => {
  test("postgres.js: what it adds to the options is not read", async () => {
    const text = `const sql = Object.assign(() => {}, { unsafe() {}, listen() {}, options: { host: ["h"], port: [5432], max: 6, idle_timeout: 9, max_lifetime: () => 1, parsers: { 16: () => {} }, shared: {}, parameters: {}, transform: {} } });
module.exports = sql;`;
    const { out, err, code } = await run({ "db.cjs": text }, "db.cjs", "--exec", "--from", "postgres-js");
    expect(out).toContain("max = 6");
    expect(out).not.toContain("parsers");
    expect({ err, code }).toEqual({ err: "", code: 0 });
  });

  test("the pool under $client is read", async () => {
    const text =
      "class Db { constructor() { this.$client = new (class Pool { options = { host: 'h', max: 8 } })(); } }\nmodule.exports.db = new Db();";
    const { out } = await run({ "db.cjs": text }, "db.cjs", "--exec", "--from", "node-postgres");
    expect(out).toContain("max = 8");
  });
});

test("a connection string is read as postgres.js reads it", async () => {
  const { out, code } = await run(
    {},
    "postgres://app@h/shop?idle_timeout=30&connect_timeout=4",
    "--from",
    "postgres-js",
  );
  expect(out).toContain('idleTimeout = "30s"');
  expect(code).toBe(0);
});

test("PgBouncer does not start with a line that sets nothing", async () => {
  const text = "[pgbouncer]\ndefault_pool_size = 20\npool_mode transaction\n";
  const { err, code } = await run({ "pgbouncer.ini": text }, "pgbouncer.ini");
  expect(err).toContain("error[syntax-error] PgBouncer does not start with this line");
  expect(code).toBe(1);
});

test("a schema without a url is one of Prisma 7", async () => {
  const text = '// see: the wiki\ndatasource db {\n  provider = "postgresql"\n}\n';
  const { err, code } = await run({ "schema.prisma": text }, "schema.prisma");
  expect(err).toContain("prisma.config.ts");
  expect(code).toBe(2);
});
