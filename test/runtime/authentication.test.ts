// a pool sends no password where the connection's own limits forbid it, or is not made at all
import { afterEach, expect, test } from "vitest";
import { createPool } from "../../src/runtime/create.ts";
import { HOST } from "../conformance/_listen.ts";
import { type HostileServer, type Request, startHostile } from "../doctor/_hostile.ts";
import { closeAll, poolOn, type Settings } from "./_server.ts";

const started: HostileServer[] = [];
afterEach(async () => {
  await closeAll();
  for (const server of started.splice(0)) server.stop();
});

async function hostile(requests: readonly Request[], tls = true): Promise<HostileServer> {
  const server = await startHostile(requests, { tls });
  started.push(server);
  return server;
}

const PASSWORD = "s3cret-of-this-test";
const ONCE: Settings = {
  "connection.password": PASSWORD,
  "retry.maxAttempts": 1,
  "pool.acquireTimeout": "2s",
  "pool.connectTimeout": "2s",
};

test.each([
  ["cleartext", { "connection.ssl.mode": "require", "connection.channelBinding": "require" }],
  ["scram", { "connection.ssl.mode": "require", "connection.channelBinding": "require" }],
  ["cleartext", { "connection.ssl.mode": "prefer", "connection.channelBinding": "require" }],
  ["md5", { "connection.ssl.mode": "require", "connection.requireAuth": "scram-sha-256" }],
  ["cleartext", { "connection.ssl.mode": "disable", "connection.requireAuth": "!password" }],
  ["ok", { "connection.ssl.mode": "disable", "connection.requireAuth": "!none" }],
] as [Request, Settings][])("%s is not answered under %o", async (request, settings) => {
  const server = await hostile([request], settings["connection.ssl.mode"] !== "disable");
  const { pool } = poolOn(server.port, { ...ONCE, ...settings });
  await expect(pool.query("SELECT 1")).rejects.toThrow(
    /which (?:channel_binding|require_auth)=\S+ (?:forbids|requires)/,
  );
  expect(server.sent).toEqual([]);
  expect(server.heard()).not.toContain(PASSWORD);
});

test("a limit in the connection string counts, too, and for a Client of the program's own", async () => {
  const server = await hostile(["cleartext"], false);
  const { default: pg } = await import("pg");
  class Own extends pg.Client {}
  for (const client of [{}, { Client: Own }, { ssl: false }]) {
    const url = `postgresql://app:${PASSWORD}@${HOST}:${server.port}/shop?require_auth=scram-sha-256`;
    const pool = createPool({ connection: { url }, retry: { maxAttempts: 1 } }, { client });
    await expect(pool.query("SELECT 1")).rejects.toThrow("require_auth=scram-sha-256 forbids");
    await pool.close({ timeout: 0 });
  }
  expect(server.sent).toEqual([]);
});

test("with a limit to bind, there is no way round TLS", async () => {
  const server = await hostile(["cleartext"], false);
  const { pool } = poolOn(server.port, {
    ...ONCE,
    "connection.ssl.mode": "prefer",
    "connection.channelBinding": "require",
  });
  await expect(pool.query("SELECT 1")).rejects.toThrow("does not support SSL");
  expect(server.heard()).not.toContain("postgres");
});

test.each([
  [{ "connection.gssEncMode": "require" }, "gssencmode=require cannot be met"],
  [{ "connection.channelBinding": "require", "connection.ssl.mode": "disable" }, "channel_binding=require needs TLS"],
  [
    { "connection.channelBinding": "require", "connection.ssl.mode": "prefer", "connection.host": "/run/postgresql" },
    "channel_binding=require needs TLS",
  ],
] as [Settings, string][])("%o cannot be met, so no pool is made", (settings, message) => {
  expect(() => poolOn(1, settings)).toThrow(message);
});

test("a Client that shows no messages of the server cannot be limited", () => {
  class Closed {
    on() {}
    off() {}
    connect() {}
    end() {}
  }
  const client = { Client: Closed } as never;
  expect(() => poolOn(1, { "connection.requireAuth": "scram-sha-256" }, { client })).toThrow(
    "cannot be enforced with this Client",
  );
});
