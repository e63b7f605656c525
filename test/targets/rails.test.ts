// what is particular to database.yml
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "./_config.ts";

const FILE = `default: &default
  adapter: postgresql
  encoding: unicode
  max_connections: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  checkout_timeout: 5

development:
  <<: *default
  database: shop_development

test:
  <<: *default
  database: shop_test<%= ENV["TEST_ENV_NUMBER"] %>

production:
  primary: &primary_production
    <<: *default
    database: shop
    variables:
      statement_timeout: 15s
  cache:
    <<: *primary_production
    database: shop_cache
<% if ENV["REPORTS"] %>
  reports:
    <<: *primary_production
    pool: 3
<% end %>
`;

const read = (text: string, environment?: string, from = "rails") =>
  importConfig(text, { from, name: "config/database.yml", statedOnly: true, ...(environment && { environment }) });

describe("a file with environments, several databases and ERB", () => {
  test("what ERB writes is said, and not guessed", () => {
    const { values, text } = read(FILE, "development");
    const stated = { "connection.database": "shop_development", "pool.acquireTimeout": "5s" };
    expect(values).toEqual({ ...stated, "pool.max": 5 });
    expect(text).toContain("max_connections is filled in later there; its default is read");
    const without = read(
      FILE.replace('ENV.fetch("RAILS_MAX_THREADS") { 5 }', 'ENV["RAILS_MAX_THREADS"]'),
      "development",
    );
    expect(without.values).toEqual(stated);
    expect(without.text).toContain("# pool.max is filled in later there, by ${RAILS_MAX_THREADS}");
  });

  test("a value that ERB writes a part of is not read either", () => {
    const { values, text } = read(FILE, "test");
    expect(values).not.toHaveProperty(["connection.database"]);
    expect(text).toContain("connection.database is filled in later there, by ${TEST_ENV_NUMBER}");
  });

  test("one of several databases, with what it merges", () => {
    expect(read(FILE, "production.cache").values).toEqual({
      "connection.database": "shop_cache",
      "pool.acquireTimeout": "5s",
      "pool.max": 5,
      "session.statementTimeout": "15s",
    });
  });

  test("a place in it is that of the file", () => {
    const { findings } = read("production:\n  pool: <%= 5 %>\n  timeout: 5000\n");
    expect(findings.map(({ rule, origin }) => [rule, `${origin}`])).toEqual([
      ["unknown-key", "config/database.yml:3:3"],
    ]);
  });

  test("a table that others take over is no environment", () => {
    const text = "default: &default\n  pool: 5\nproduction:\n  <<: *default\n  pool: 20\n";
    expect(read(text).values).toEqual({ "pool.max": 20 });
  });
});

describe("what Rails 8.1 refuses, and what it reads otherwise", () => {
  test.each<[string, readonly string[]]>([
    ["pool: 5\n  max_connections: 6", ["conflicting-sources"]],
    ["pool: 5\n  max_connections: 5", []],
    ["pool: 5\n  min_connections: 1", ["conflicting-sources"]],
    ["max_connections: -1", ["wrong-type"]],
    ["max_connections: 0", ["wrong-type"]],
    ["checkout_timeout: 0", ["wrong-type"]],
    ["pool_jitter: 20", ["wrong-type"]],
    ["adapter: mysql2", ["not-postgresql"]],
  ])("%j", (text, rules) => {
    expect(read(`production:\n  host: h\n  ${text}\n`).findings.map(({ rule }) => rule)).toEqual(rules);
  });
});

test("the share of the jitter is of the lifetime", () => {
  const { values } = read("production:\n  max_age: 1800\n  pool_jitter: 0.1\n");
  expect(values).toEqual({ "pool.maxLifetime": "30m", "pool.maxLifetimeJitter": "10%" });
});

test("before 8.1 the size is called pool, and there is no lifetime", () => {
  const { config, origins } = configOf({ "pool.max": 7, "pool.maxLifetime": "5m" });
  const { text, deviations } = render(config, "rails@7", { origins, onlySet: true });
  expect(text).toBe("production:\n  adapter: postgresql\n  pool: 7\n");
  expect(deviations.map(({ path }) => path)).toEqual(["pool.maxLifetime"]);
});

test("nothing that is written is ERB, or another thing to a reader of YAML 1.1", () => {
  const { config, origins } = configOf({ "connection.password": "<%= 1 %>", "connection.user": "no" });
  const { text } = render(config, "rails", { origins, onlySet: true });
  expect(text).toContain("password: <%%= 1 %>");
  expect(text).toContain('username: "no"');
});

test("a program", () => {
  const program =
    'ActiveRecord::Base.establish_connection(adapter: "postgresql", max_connections: 7, checkout_timeout: ENV["T"])';
  const { values, text } = importConfig(program, { from: "rails", name: "db.rb", statedOnly: true });
  expect(values).toEqual({ "pool.max": 7 });
  expect(text).toContain("pool.acquireTimeout is filled in later there");
});

describe("the parameters of its URL are options, and go before those beside it", () => {
  const url = (query: string) =>
    `production:\n  url: "postgresql://app@db.example.com/shop${query}"\n  checkout_timeout: 9\n`;

  test.each<[string, Record<string, unknown>, string]>([
    ["?pool=7&checkout_timeout=2.5", { "pool.max": 7, "pool.acquireTimeout": "2500ms" }, ""],
    ["?connect_timeout=4&sslmode=require", { "pool.connectTimeout": "4s", "connection.ssl.mode": "require" }, ""],
    ["?pool=7&target_session_attrs=any", { "pool.max": 7 }, "?target_session_attrs=any"],
    ["?&pool=7&", { "pool.max": 7 }, ""],
    ["?hostaddr=10.0.0.1", { "pool.acquireTimeout": "9s" }, "?hostaddr=10.0.0.1"],
  ])("%s", (query, values, left) => {
    const read7 = read(url(query), undefined, "rails@7");
    const read8 = read(url(query));
    for (const { values: found, findings } of [read7, read8]) {
      expect(found).toMatchObject({ ...values, "connection.url": `postgresql://app@db.example.com/shop${left}` });
      expect(findings).toEqual([]);
    }
  });

  test("what is wrong with one is told at the URL", () => {
    const { findings } = read(url("?max_connections=many&pol=3"));
    expect(findings.map(({ rule, origin }) => [rule, `${origin}`])).toEqual([
      ["unknown-key", "config/database.yml:2:8"],
      ["wrong-type", "config/database.yml:2:8"],
    ]);
  });

  test("in DATABASE_URL, too", () => {
    const { values } = importConfig("DATABASE_URL=postgres://db/shop?pool=7\n", { from: "rails", name: ".env" });
    expect(values).toMatchObject({ "pool.max": 7, "connection.url": "postgres://db/shop" });
  });
});
