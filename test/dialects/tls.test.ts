// what the TLS parameters of a connection string mean to the tool that reads it
import { expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load.ts";

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
  ["sslmode=require&sslcert=me.pem", "node-postgres", { mode: "require", cert: "me.pem" }],
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
