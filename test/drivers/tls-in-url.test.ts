// what the TLS parameters of a connection string mean to the tool that reads it
import { expect, test } from "vitest";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";

function read(query: string, dialect?: string) {
  const { config, findings } = inspectPoolConfig({
    cwd: "/nonexistent",
    env: {},
    dotenv: false,
    dsn: `postgresql://app@db.example.com/shop?${query}`,
    dialect,
  });
  return { ssl: config.connection.ssl, rules: findings.map(({ rule }) => rule) };
}

test.each([
  ["sslmode=require&sslcert=ca.pem", "prisma", { mode: "require", ca: "ca.pem" }],
  ["sslmode=require&sslcert=ca.pem&connection_limit=5", undefined, { mode: "require", ca: "ca.pem" }],
  ["sslmode=require&sslcert=me.pem&sslkey=me.key", undefined, { mode: "require", cert: "me.pem", key: "me.key" }],
  ["sslmode=require&sslcert=me.pem", "node-postgres", { mode: "verify-full", cert: "me.pem" }],
  ["sslmode=require&sslcert=me.pem", "pgxpool", { mode: "require", cert: "me.pem" }],
])("%s in %s", (query, dialect, ssl) => {
  expect(read(query, dialect).ssl).toEqual(ssl);
});

test("what Prisma passes over states nothing", () => {
  const { ssl, rules } = read("sslmode=require&sslrootcert=ca.pem&sslkey=me.key", "prisma");
  expect(ssl).toEqual({ mode: "require" });
  expect(rules.filter((rule) => rule === "ignored-dsn-parameter")).toHaveLength(2);
});

test.each([
  ["ssl=true", "verify-full", 0],
  ["ssl=1", "verify-full", 0],
  ["ssl=no-verify", "require", 0],
  ["ssl=0", "disable", 0],
  ["ssl=false", "verify-full", 1],
  ["ssl=OFF", "verify-full", 1],
  ["ssl=false&sslmode=disable", "disable", 0],
])("%s in node-postgres is %s", (query, mode, told) => {
  const { ssl, rules } = read(query, "node-postgres");
  expect(ssl.mode).toBe(mode);
  expect(rules.filter((rule) => rule === "misread-dsn-parameter")).toHaveLength(told);
});

test.each([
  ["sslmode=prefer", "verify-full"],
  ["sslmode=require", "verify-full"],
  ["sslmode=verify-ca", "verify-full"],
  ["sslmode=no-verify", "require"],
  ["sslmode=disable", "disable"],
  ["sslmode=prefer&uselibpqcompat=true", "prefer"],
  ["sslmode=require&uselibpqcompat=true", "require"],
  ["sslmode=require&uselibpqcompat=false", "verify-full"],
])("%s in node-postgres is %s, at boot as in an import", (query, mode) => {
  expect(read(query, "node-postgres").ssl.mode).toBe(mode);
  const text = JSON.stringify({ connectionString: `postgresql://app@db.example.com/shop?${query}` });
  expect(importConfig(text, { from: "node-postgres" }).values["connection.ssl.mode"]).toBe(mode);
});

test("no-verify is a word of node-postgres alone, and is valid wherever nothing else is known", () => {
  expect(read("sslmode=no-verify").ssl.mode).toBe("require");
  expect(read("sslmode=no-verify").rules).toEqual(["certificate-check-off"]);
  expect(read("sslmode=no-verify", "libpq").rules).toContain("wrong-type");
});

test.each(["node-postgres", "prisma@7", "knex", "kysely", "drizzle", "typeorm", "pg-promise", "sequelize"])(
  "what %s makes of sslmode=require is reported by validate, and is what render writes",
  (target) => {
    const dsn = "postgresql://app@db.example.com/shop?sslmode=require";
    const { config, findings } = inspectPoolConfig({
      cwd: "/nonexistent",
      env: {},
      dotenv: false,
      dsn,
      targets: [target],
    });
    const told = findings.filter(({ rule }) => rule === "sslmode-differs").map(({ message }) => message);
    const noted = render(config, target).deviations.filter(({ path }) => path === "connection.ssl.mode");
    expect(told).toEqual([expect.stringContaining("sslmode=require in the connection string means verify-full")]);
    // it is read as the target reads it, so what is rendered is that
    expect([config.connection.ssl.mode, noted]).toEqual(["verify-full", []]);
  },
);

test("ssl without a dialect is not corrected to itself", () => {
  const { findings } = inspectPoolConfig({
    cwd: "/nonexistent",
    env: {},
    dotenv: false,
    dsn: "postgresql://app@db.example.com/shop?ssl=false",
  });
  const [unknown] = findings.filter(({ rule }) => rule === "unknown-dsn-parameter");
  expect(unknown?.help).toMatch(/^It is a parameter of node-postgres \(connection\.ssl\.mode\)/);
});
