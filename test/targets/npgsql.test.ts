// what is particular to the connection string of Npgsql
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";

const read = (text: string, name = "<input>") => importConfig(text, { from: "npgsql", name, statedOnly: true });
const faults = (text: string) => read(text).findings.map(({ rule, help }) => `${rule}: ${help}`);

describe("keywords", () => {
  test.each(["Maximum Pool Size=7", "maximum pool size=7", "MaxPoolSize=7", "MAXPOOLSIZE = 7 ;"])("%s", (text) => {
    expect(read(`Host=h;${text}`)).toMatchObject({ values: { "pool.max": 7 }, findings: [] });
  });

  test("synonyms", () => {
    const text = "Server=h;DB=d;User Id=u;PWD=secret;Load Balance Timeout=60";
    expect(read(text).values).toEqual({
      "connection.host": "h",
      "connection.database": "d",
      "connection.user": "u",
      "connection.password": "secret",
      "pool.maxLifetime": "1m",
    });
  });

  test("those of SqlClient are refused there, and said", () => {
    expect(faults("Host=h;Max Pool Size=5")).toEqual(["unknown-key: Write Maximum Pool Size."]);
    expect(faults("Host=h;Connection Timeout=5")).toEqual(["unknown-key: Write Timeout."]);
  });

  test("ports that stand with their hosts", () => {
    expect(read("Host=one:5433,[::1]:5434,three;Timeout=5").values).toMatchObject({
      "connection.host": "one,::1,three",
      "connection.port": "5433,5434,",
    });
    expect(read("Host=one:5433;Timeout=5").values).toMatchObject({ "connection.host": "one", "connection.port": 5433 });
  });
});

describe("what the library refuses", () => {
  test.each<[string, string]>([
    ["Connection Idle Lifetime=5", "out-of-range"],
    ["Connection Idle Lifetime=60;Connection Pruning Interval=0", "out-of-range"],
    ["Timeout=1025", "wrong-type"],
    ["Timeout=30s", "wrong-type"],
    ["TCP Keepalive=yes", "wrong-type"],
    ["SSL Mode=verify", "wrong-type"],
  ])("%s", (text, rule) => expect(read(`Host=h;${text}`).findings.map((one) => one.rule)).toEqual([rule]));

  test("an idle time below ten seconds needs its interval", () => {
    expect(faults("Host=h;Connection Idle Lifetime=5;Connection Pruning Interval=5")).toEqual([]);
  });
});

test("without pooling there is no ceiling to take over", () => {
  const { values, text } = read("Host=h;Pooling=false;Maximum Pool Size=5;Timeout=5");
  expect(values).not.toHaveProperty(["pool.max"]);
  expect(text).toContain("Pooling is false there");
});

describe("files", () => {
  const settings = {
    Logging: { LogLevel: { Default: "Information" } },
    ConnectionStrings: { Shop: "Host=h;Maximum Pool Size=7", Old: "Data Source=x;Initial Catalog=y;Max Pool Size=9" },
  };

  test("appsettings.json, whatever the string is called", () => {
    const { values, findings, from } = importConfig(JSON.stringify(settings), {
      from: "auto",
      name: "appsettings.json",
    });
    expect({ from, max: values["pool.max"], findings }).toEqual({ from: "npgsql", max: 7, findings: [] });
  });

  test("several strings are told apart by their names", () => {
    const { Shop } = settings.ConnectionStrings;
    const two = JSON.stringify({ ConnectionStrings: { Shop, Reports: "Host=r;Maximum Pool Size=2" } });
    expect(() => read(two, "appsettings.json")).toThrow("--environment Shop");
    const options = { from: "npgsql", name: "appsettings.json", environment: "Reports" } as const;
    expect(importConfig(two, options).values["pool.max"]).toBe(2);
  });

  test("a program that builds on a string", () => {
    const program = 'var b = new NpgsqlConnectionStringBuilder("Host=h;MinPoolSize=1") { MaxPoolSize = 7 };';
    expect(read(program, "Program.cs").values).toMatchObject({ "connection.host": "h", "pool.min": 1, "pool.max": 7 });
  });

  test("a name that is put in later is said, and not read", () => {
    const { values, text } = read('var s = $"Host={host};Timeout=5";', "Program.cs");
    expect(values).toEqual({ "pool.acquireTimeout": "5s" });
    expect(text).toContain("connection.host is filled in later there");
  });
});

test("what is written in code is read back from it", () => {
  const written = importConfig("Host=h;Timeout=5;TCP Keepalive=true;TCP Keepalive Time=20;SSL Mode=VerifyCA", {
    from: "npgsql",
  });
  expect(written.values).toMatchObject({ "pool.keepAlive": "20s", "connection.ssl.mode": "verify-ca" });
});

test("version 8 has no lifetime by itself", () => {
  const lifetime = (from: string) => importConfig("Host=h;Timeout=5", { from }).values["pool.maxLifetime"];
  expect([lifetime("npgsql"), lifetime("npgsql@8")]).toEqual(["1h", "off"]);
});
