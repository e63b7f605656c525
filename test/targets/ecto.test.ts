// what is particular to Ecto
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";

const read = (options: string) =>
  importConfig(`import Config\n\nconfig :app, App.Repo,\n  ${options}\n`, {
    from: "ecto",
    name: "config/runtime.exs",
    statedOnly: true,
  });

describe("settings of a repository", () => {
  test.each<[string, object]>([
    ["queue_target: 2_500, queue_interval: 5_000", { "pool.acquireTimeout": "5s" }],
    ["max_lifetime: 1_620_000..1_800_000", { "pool.maxLifetime": "30m", "pool.maxLifetimeJitter": "10%" }],
    ["timeout: :infinity", { "session.queryTimeout": "off" }],
    ["timeout: :timer.seconds(20)", { "session.queryTimeout": "20s" }],
    ['socket_dir: "/run/postgresql"', { "connection.host": "/run/postgresql" }],
    [
      'hostname: "h", endpoints: [{"one", 5432}, {"two", 5433}]',
      { "connection.host": "one,two", "connection.port": "5432,5433" },
    ],
    ['hostname: "h", socket_dir: "/run/pg", endpoints: [{"one", 5432}]', { "connection.host": "/run/pg" }],
    ['endpoints: [{"one", 5433}]', { "connection.host": "one", "connection.port": 5433 }],
    ["ssl: true", { "connection.ssl.mode": "verify-full" }],
    [
      'parameters: [application_name: "svc", statement_timeout: "30s"]',
      {
        "connection.applicationName": "svc",
        "session.statementTimeout": "30s",
      },
    ],
  ])("%s", (options, values) => {
    expect(read(options)).toMatchObject({ values, findings: [] });
  });

  test.each<[string, string]>([
    ["parameters: [statement_timeout: 30_000]", "wrong-type"],
    ['queue_target: "50"', "wrong-type"],
    ["ssl: [verify: :verify_none]", "certificate-check-off"],
  ])("%s is a fault", (options, rule) => expect(read(options).findings.map((one) => one.rule)).toEqual([rule]));

  test.each([
    "endpoints: hosts",
    'endpoints: [{"one", port}]',
    'endpoints: [{"one", 5432, [ssl: true]}]',
    "endpoints: []",
  ])("%s is said, and not guessed", (endpoints) => {
    const { values, text } = read(`hostname: "h", ${endpoints}, pool_size: 3`);
    expect(values).toEqual({ "pool.max": 3 });
    expect(text).toContain("# connection.host cannot be read there, and is left out");
  });

  test("what the environment fills in is said", () => {
    const { values, text } = read(
      'url: database_url, pool_size: String.to_integer(System.get_env("POOL_SIZE") || "10")',
    );
    expect(values).toEqual({ "pool.max": 10 });
    expect(text).toContain("pool_size is filled in later there, by POOL_SIZE; its default is read");
  });
});

describe("the URL", () => {
  const url = (parameters: string) => read(`url: "ecto://web@h/shop?${parameters}"`);

  test("three of its parameters are numbers", () => {
    const { values, findings } = url("pool_size=7&timeout=20000&idle_interval=5000");
    expect(values).toMatchObject({
      "pool.max": 7,
      "session.queryTimeout": "20s",
      "pool.healthCheckInterval": "5s",
    });
    expect(findings).toEqual([]);
  });

  test("the others stay texts, and are found", () => {
    const { values, findings } = url("queue_target=50");
    expect(values).not.toHaveProperty(["pool.acquireTimeout"]);
    expect(findings.map(({ rule }) => rule)).toEqual(["misread-dsn-parameter"]);
  });
});
