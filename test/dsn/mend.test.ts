import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mendDsn } from "../../src/dsn/repair.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { parseDsn } from "../../src/load/parse-dsn.ts";

describe("broken connection strings", () => {
  test.each<[string, string, string, string]>([
    [
      "postgresql://application:#@123dummys@localhost:5432/portal-db-prod",
      "unescaped-credentials",
      "postgresql://application:***@localhost:5432/portal-db-prod",
      "postgresql://application:%23%40123dummys@localhost:5432/portal-db-prod",
    ],
    [
      "postgres://postgres:%S&ecRet1e23vK^dummyyy#q@some.url:5432/some_db",
      "unescaped-credentials",
      "postgres://postgres:***@some.url:5432/some_db",
      "postgres://postgres:%25S&ecRet1e23vK^dummyyy%23q@some.url:5432/some_db",
    ],
    ["postgres://u:a/b@h/d", "unescaped-credentials", "postgres://u:***@h/d", "postgres://u:a%2Fb@h/d"],
    ["postgres://u:a/b@h", "unescaped-credentials", "postgres://u:***@h", "postgres://u:a%2Fb@h"],
    [
      "postgres://u:a?b@h/d?sslmode=require",
      "unescaped-credentials",
      "postgres://u:***@h/d?sslmode=require",
      "postgres://u:a%3Fb@h/d?sslmode=require",
    ],
    ["postgres://u:?a=b@h/d", "unescaped-credentials", "postgres://u:***@h/d", "postgres://u:%3Fa=b@h/d"],
    ["postgres://u:p[1]@h:1/d", "unescaped-credentials", "postgres://u:***@h:1/d", "postgres://u:p%5B1%5D@h:1/d"],
    ["postgres://u:a b@h/d", "unescaped-credentials", "postgres://u:***@h/d", "postgres://u:a%20b@h/d"],
    ["postgres://u:50%@h/d", "unescaped-credentials", "postgres://u:***@h/d", "postgres://u:50%25@h/d"],
    [
      "postgres://u:a@b@c@h1:1,h2:2/d",
      "unescaped-credentials",
      "postgres://u:***@h1:1,h2:2/d",
      "postgres://u:a%40b%40c@h1:1,h2:2/d",
    ],
    [
      "postgres://me@corp:pw@h/d",
      "unescaped-credentials",
      "postgres://me%40corp:***@h/d",
      "postgres://me%40corp:pw@h/d",
    ],
    [
      "postgresql://postgres.abc:pw@aws-0.pooler.example.com:6543/postgres?pgbouncer=true?connection_limit=1",
      "second-question-mark",
      "postgresql://postgres.abc:***@aws-0.pooler.example.com:6543/postgres?pgbouncer=true&connection_limit=1",
      "postgresql://postgres.abc:pw@aws-0.pooler.example.com:6543/postgres?pgbouncer=true&connection_limit=1",
    ],
    [
      "postgres://u:p@h/d??sslmode=require",
      "second-question-mark",
      "postgres://u:***@h/d?sslmode=require",
      "postgres://u:p@h/d?sslmode=require",
    ],
    ["POSTGRES://u:p@h/d", "invalid-dsn", "postgres://u:***@h/d", "postgres://u:p@h/d"],
  ])("%s", (text, rule, shown, mended) => {
    const { faults } = readConnectionString(text);
    expect(faults.map((fault) => [fault.rule, fault.severity, fault.mended])).toEqual([[rule, "error", shown]]);
    expect(mendDsn(text)).toBe(mended);
    expect(readConnectionString(mended).faults).toEqual([]);
  });

  test("says which character, and how it is written", () => {
    const [fault] = readConnectionString("postgres://u:a#b c@h/d").faults;
    expect(fault).toMatchObject({
      message: 'The user name or password holds "#", a blank, not percent-encoded',
      help: 'Write "#" as %23, a blank as %20.',
    });
  });

  test("what was meant is read at once", () => {
    expect(parseDsn("postgresql://application:#@123dummys@localhost:5432/portal-db-prod")).toMatchObject({
      hosts: [{ host: "localhost", port: 5432 }],
      user: "application",
      password: "#@123dummys",
      database: "portal-db-prod",
    });
  });
});

describe("a second question mark", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["?pgbouncer=true?connection_limit=1", {}, "true?connection_limit=1"],
    ["?pgbouncer=true?pgbouncer=true&connection_limit=1", { max: 1 }, "true?pgbouncer=true"],
  ])("the settings that are left: %s", (query, pool, pgbouncer) => {
    const parsed = parseDsn(`postgresql://u:p@host:6543/postgres${query}`);
    expect(parsed.pool).toEqual(pool);
    expect(parsed.params.pgbouncer).toBe(pgbouncer);
    expect(parsed.findings.map(({ rule }) => rule)).toEqual(["second-question-mark"]);
  });

  test("of one parameter twice", () => {
    const text = "postgres://default:s3cret@ep.example.tech:5432/verceldb?sslmode=require?sslmode=require";
    expect(readConnectionString(text).faults.map(({ rule }) => rule)).toEqual(["second-question-mark"]);
    expect(parseDsn(mendDsn(text)!)).toMatchObject({ params: { sslmode: "require" }, findings: [] });
  });
});

describe("placeholders", () => {
  test.each<[string, number]>([
    ["postgresql://postgres:[YOUR-PASSWORD]@db.example.com:5432/postgres", 1],
    ["postgresql://postgres:[YOUR-PASSWORD]@[YOUR-PROJECT-REF].supabase.co:5432/postgres?pgbouncer=true", 2],
    ["postgres://u:<PASSWORD>@h/d", 1],
    ["postgres://u:<password>@h/d", 1],
    ["postgres://u:${PG_PASS}@h:${PG_PORT}/d", 2],
    ["postgres://u:${PG_PASS:-x}@h/d", 1],
    ["postgres://u:{{ password }}@h/d", 1],
    ["postgres://%s:%s@%s:%s/%s?pool_max_conns=50", 4],
  ])("%s", (text, count) => {
    const { faults } = readConnectionString(text);
    expect(faults.map(({ rule, severity, mended }) => [rule, severity, mended])).toEqual(
      Array.from({ length: count }, () => ["placeholder", "error", undefined]),
    );
    expect(mendDsn(text)).toBeUndefined();
  });

  test("what stands beside them is read", () => {
    expect(parseDsn("postgres://%s:%s@%s:%s/%s?pool_max_conns=50&pool_min_conns=10").pool).toEqual({
      max: 50,
      min: 10,
    });
  });

  test.each(["postgres://u:hello<ther>e@h/d", "postgres://u:a$b{c}@h/d", "postgres://[::1]/d"])(
    "is none: %s",
    (text) => {
      expect(readConnectionString(text).faults).toEqual([]);
    },
  );
});

test.each([
  "postgres://u:p@h/d",
  "postgres://u:a:b^c@h/d?sslmode=require",
  "host=h",
  "hello",
  "",
  "postgres://h/d?application_name=a?b",
])("nothing to mend: %s", (text) => expect(mendDsn(text)).toBeUndefined());

test("any password is read back from what is mended", () => {
  // one that begins like the servers of a URL with a query, or that has an @ and a query of its own, could be either
  const password = fc
    .string({ minLength: 1 })
    .filter((text) => !/%[0-9a-f]{2}/i.test(text) && !/^[\s\d]*[/?]|@.*\?.*=/s.test(text));
  fc.assert(
    fc.property(password, (text) => {
      const broken = `postgres://user:${text}@db.example.com:5432/app?sslmode=require`;
      if (readConnectionString(broken).faults.some(({ rule }) => rule === "placeholder")) return;
      const { hosts, user, password: read, database, findings } = parseDsn(mendDsn(broken) ?? broken);
      expect({ hosts, user, read, database, findings }).toEqual({
        hosts: [{ host: "db.example.com", port: 5432 }],
        user: "user",
        read: text,
        database: "app",
        findings: [],
      });
    }),
    { numRuns: 3_000 },
  );
});
