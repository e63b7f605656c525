// what the files of poolers say, with the traps that they have
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { render } from "../../src/render/index.ts";
import { configOf } from "./_config.ts";

const rulesOf = (text: string, from: string) => importConfig(text, { from }).findings.map(({ rule }) => rule);

test.each([
  ["[pgbouncer]\nserver_lifetime = 0\n", ["zero-not-off"]],
  ["[pgbouncer]\nserver_connect_timeout = 0.5\n", ["zero-not-off"]],
  ["[pgbouncer]\ndefault_pool_size = 0\n", ["zero-not-off"]],
  ["[pgbouncer]\npool_mode = transaction\n[pgbouncer]\nmin_pool_size = 2\n", ["duplicate-key"]],
  ["%include other.ini\n[pgbouncer]\npool_mode = session\n", ["ignored-line"]],
  ["[pgbouncer]\nserver_idle_timeout = 10min\n", ["wrong-type"]],
  ["[pgbouncer]\npool_sise = 5\n", ["unknown-key"]],
])("pgbouncer.ini: %j gives %j", (text, rules) => expect(rulesOf(text, "pgbouncer")).toEqual(rules));

test("a line of a database beats the section, and the reserve is told", () => {
  const text =
    "[databases]\nshop = host=db.example.com pool_size=7 user=web password='it''s'\n[pgbouncer]\ndefault_pool_size = 20\nreserve_pool_size = 5\n";
  const { values, text: config } = importConfig(text, { from: "pgbouncer" });
  expect(values).toMatchObject({ "pool.max": 7, "connection.database": "shop", "connection.password": "it's" });
  expect(config).toContain("5 connections more than pool.max");
});

test("databases that differ in their pools are to be chosen from", () => {
  const text = "[databases]\na = host=h pool_size=7\nb = host=h pool_size=9\n[pgbouncer]\npool_mode = session\n";
  expect(() => importConfig(text, { from: "pgbouncer" })).toThrow("--environment a");
  expect(importConfig(text, { from: "pgbouncer", environment: "b" }).values["pool.max"]).toBe(9);
});

test("odyssey.conf is read by its rules, without the console", () => {
  const text = `storage "pg" { type "remote" host "h" port 5433 }
storage "local" { type "local" }
database "shop" { user default { authentication "none" storage "pg" pool "session" pool_size 12 pool_ttl 0 } }
database "console" { user default { authentication "none" storage "local" pool "session" } } # not a pool`;
  const { values, findings } = importConfig(text, { from: "odyssey" });
  expect(findings).toEqual([]);
  expect(values).toMatchObject({
    "pool.max": 12,
    "pool.idleTimeout": "off",
    "pooler.mode": "session",
    "connection.port": 5433,
  });
});

test("a backslash in odyssey.conf keeps a quote from ending the text, and both are part of it", () => {
  const text = (password: string) => `storage "pg" { type "remote" host "h" }
database "shop" { user "app" { authentication "none" storage "pg" storage_password "${password}" pool_size 12 } }`;
  for (const password of ['a\\"b', "a\\\\", "a\\b", "#{}"]) {
    const { values, findings } = importConfig(text(password), { from: "odyssey" });
    expect(values).toMatchObject({ "connection.password": password, "pool.max": 12 });
    expect(findings.map(({ rule }) => rule)).toEqual(["secret-in-source"]);
  }
  for (const broken of ["a\\", "a\nb"]) expect(rulesOf(text(broken), "odyssey")).toContain("syntax-error");
});

test("a time of zero, with which PgCat ends, is told", () => {
  expect(rulesOf("[general]\nidle_timeout = 0\n[pools.a.users.0]\npool_size = 5\n", "pgcat")).toEqual(["zero-not-off"]);
});

describe("[users] of pgbouncer.ini", () => {
  const text = (users: string) =>
    importConfig(`[databases]\nshop = host=h\n\n[users]\n${users}\n\n[pgbouncer]\ndefault_pool_size = 20\n`, {
      from: "pgbouncer",
      name: "pgbouncer.ini",
    }).text;

  test("what it sets for one user is said, since it is read for nobody", () => {
    const said =
      "# [users] goes before what is read here, and is left out: app (pool_size, pool_mode), jobs (query_timeout)";
    expect(text("app = pool_mode=session pool_size=5\njobs = query_timeout=60")).toContain(said);
    const many = Array.from({ length: 8 }, (_, at) => `user${at} = pool_size=${at}`).join("\n");
    expect(text(many)).toContain("user4 (pool_size), 3 more");
  });

  test("what concerns clients alone is not", () => {
    expect(text("app = max_user_client_connections=9")).not.toContain("[users]");
    expect(text("")).not.toContain("[users]");
  });
});

test("a database or user that is called default is a name in quotes for Odyssey, and not its keyword", () => {
  const { config, origins } = configOf({
    "connection.host": "h",
    "connection.database": "default",
    "connection.user": "default",
  });
  const { text } = render(config, "odyssey", { origins });
  expect(text).toMatch(/^database "default" \{\n\tuser "default" \{/m);
  expect(importConfig(text, { from: "odyssey" }).values).toMatchObject({
    "connection.database": "default",
    "connection.user": "default",
  });
  const open = render(configOf({ "connection.host": "h" }).config, "odyssey").text;
  expect(open).toMatch(/^database default \{\n\tuser default \{/m);
  expect(importConfig(open, { from: "odyssey" }).values).not.toHaveProperty(["connection.database"]);
});

describe("what a pooler does not start without", () => {
  const write = (id: string, settings: Readonly<Record<string, unknown>>) => {
    const { config, origins } = configOf(settings);
    return render(config, id, { origins });
  };

  test.each([
    ["prefer", "allow"],
    ["allow", "allow"],
    ["disable", "disable"],
    ["require", "require"],
    ["verify-ca", "verify_ca"],
    ["verify-full", "verify_full"],
  ])("Odyssey has no word prefer: %s is %s", (mode, word) => {
    const { text, deviations } = write("odyssey", { "connection.ssl.mode": mode, "connection.database": "shop" });
    expect(text).toContain(`\ttls "${word}"\n`);
    expect(text).toMatch(/^log_format "/m);
    expect(deviations.some(({ path }) => path === "connection.ssl.mode")).toBe(mode === "allow");
  });

  test.each(["pgbouncer", "pgcat", "pgdog", "odyssey", "supavisor"])(
    "%s warns that the address of a config behind a pooler may be its own",
    (id) => {
      const own = { "connection.database": "shop", "connection.user": "app" };
      const warnings = (settings: Readonly<Record<string, unknown>>) =>
        write(id, { ...own, ...settings }).deviations.filter(({ message }) => message.includes("connects to itself"));
      const host = { "connection.host": "pooler.example.com", "connection.port": 6432 };
      expect(warnings({ ...host, "pooler.kind": "pgbouncer" })).toEqual([
        expect.objectContaining({ path: "connection.host", severity: "warning" }),
      ]);
      expect(warnings({ "connection.url": "postgresql://pooler:6432/shop", "pooler.kind": "odyssey" })).toEqual([
        expect.objectContaining({ path: "connection.url", severity: "warning" }),
      ]);
      expect(warnings(host)).toEqual([]);
      expect(warnings({ "pooler.kind": "pgbouncer" })).toEqual([]);
    },
  );

  test("Odyssey's allow tries TLS first, as prefer does", () => {
    const text =
      'storage "a" {\n\ttype "remote"\n\ttls "allow"\n}\ndatabase "b" {\n\tuser "c" {\n\t\tstorage "a"\n\t}\n}\n';
    expect(importConfig(text, { from: "odyssey" }).values).toMatchObject({ "connection.ssl.mode": "prefer" });
  });
});
