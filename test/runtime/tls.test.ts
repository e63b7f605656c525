// TLS modes that leave the choice to the server: on one with TLS, one without, and one that changes
import { createServer } from "node:net";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HOST } from "../conformance/_listen.ts";
import { PASSWORD, startServer, type TestServer } from "../doctor/_pg.ts";
import { startFaultyProxy } from "./_faults.ts";
import { closeAll, poolOn, type Settings } from "./_server.ts";

let secure: TestServer;
let plain: TestServer;

beforeAll(async () => {
  [secure, plain] = await Promise.all([startServer({ tls: true }), startServer()]);
}, 120_000);
afterEach(closeAll);
afterAll(() => Promise.all([secure?.stop(), plain?.stop()]));

const SSL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

function open(port: number, mode: string, user = "app", more: Settings = {}) {
  return poolOn(port, {
    "connection.ssl.mode": mode,
    "connection.user": user,
    "connection.password": PASSWORD,
    "connection.database": "shop",
    "retry.maxAttempts": 1,
    ...more,
  });
}

async function hasTls(...given: Parameters<typeof open>): Promise<boolean> {
  return (await open(...given).pool.query(SSL)).rows[0].ssl;
}

describe("a server with TLS", () => {
  test.each([
    ["prefer", "app", true],
    ["allow", "app", false],
    ["disable", "app", false],
    ["require", "app", true],
    // the server takes `other` only with TLS, and `few` only without
    ["prefer", "other", true],
    ["allow", "other", true],
    ["prefer", "few", false],
    ["allow", "few", false],
  ])("%s as %s", async (mode, user, expected) => {
    expect(await hasTls(secure.port, mode, user)).toBe(expected);
  });

  test.each([
    ["disable", "other", /no encryption/],
    ["require", "few", /rejects connection.*SSL encryption/],
  ])("%s as %s has no other way", async (mode, user, message) => {
    await expect(hasTls(secure.port, mode, user)).rejects.toThrow(message);
  });

  test("a certificate that nobody trusted signed: no TLS, where that will do", async () => {
    const { stranger } = secure.certificates!;
    expect(await hasTls(secure.port, "prefer", "app", { "connection.ssl.ca": stranger })).toBe(false);
    await expect(hasTls(secure.port, "prefer", "other", { "connection.ssl.ca": stranger })).rejects.toThrow(
      /certificate/,
    );
  });

  test.each(["prefer", "allow"])("%s with a wrong password is told so, after both ways", async (mode) => {
    const { pool, reports } = open(secure.port, mode, "other", { "connection.password": "wrong" });
    await expect(pool.query(SSL)).rejects.toThrow(/password authentication failed/);
    expect(reports.filter(({ type }) => type === "connect-failed")).toHaveLength(1);
    expect(pool.stats()).toMatchObject({ failed: 1, size: 0 });
  });

  test("options of TLS in code are a choice already", async () => {
    const settings = { "connection.ssl.mode": "prefer", "connection.user": "few", "connection.password": PASSWORD };
    const { pool } = poolOn(
      secure.port,
      { ...settings, "connection.database": "shop", "retry.maxAttempts": 1 },
      { client: { ssl: { rejectUnauthorized: false } } },
    );
    await expect(pool.query(SSL)).rejects.toThrow(/rejects connection/);
  });
});

describe("a server without TLS", () => {
  test.each(["prefer", "allow", "disable"])("%s", async (mode) => {
    expect(await hasTls(plain.port, mode)).toBe(false);
  });

  test("require does not do without", async () => {
    await expect(hasTls(plain.port, "require")).rejects.toThrow(/does not support SSL/);
  });

  test.each(["prefer", "allow"])("%s with a wrong password is not told of TLS", async (mode) => {
    await expect(hasTls(plain.port, mode, "app", { "connection.password": "wrong" })).rejects.toThrow(
      /password authentication failed/,
    );
  });

  test("its Unix socket is not asked for TLS", async () => {
    const { pool } = open(plain.port, "prefer", "app", { "connection.host": plain.folder });
    expect((await pool.query(SSL)).rows).toEqual([{ ssl: false }]);
    expect(pool.options.ssl).toBe(false);
  });
});

test("nothing is remembered: a server that has TLS from now on is spoken to with TLS", async () => {
  const before = await startFaultyProxy(plain.port);
  const { pool } = open(before.port, "prefer", "app", { "pool.max": 1, "retry.maxAttempts": 3 });
  expect((await pool.query(SSL)).rows).toEqual([{ ssl: false }]);
  await before.stop();
  const after = await startFaultyProxy(secure.port, { port: before.port });
  await expect.poll(() => pool.totalCount).toBe(0);
  expect((await pool.query(SSL)).rows).toEqual([{ ssl: true }]);
  await after.stop();
});

test("a server that hangs up in the handshake is tried without TLS; one that says nothing costs one connectTimeout", async () => {
  const asked: string[] = [];
  let answer: string | undefined = "S";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (data) => {
      const ssl = data.length === 8;
      asked.push(ssl ? "TLS" : "plain");
      if (!ssl) return socket.destroy();
      if (answer === undefined) return;
      socket.write(answer);
      socket.once("data", () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as { port: number };
  await expect(open(port, "prefer").pool.query(SSL)).rejects.toThrow();
  expect(asked).toEqual(["TLS", "plain"]);
  answer = undefined;
  const { pool } = open(port, "prefer", "app", { "pool.connectTimeout": "300ms" });
  await expect(pool.query(SSL)).rejects.toMatchObject({ code: "connect-timeout" });
  expect(asked).toEqual(["TLS", "plain", "TLS"]);
  await closeAll();
  server.close();
});

test("clients made from the options of a pool connect the way that its connections do", async () => {
  for (const [port, ssl] of [
    [secure.port, true],
    [plain.port, false],
  ] as const) {
    const { pool } = open(port, "prefer");
    await pool.query("SELECT 1");
    const { options } = pool as unknown as { options: Record<string, unknown> };
    const client = new (pool as unknown as { Client: typeof pg.Client }).Client({
      ...options,
      password: options.password as string,
    });
    await client.connect();
    expect((await client.query(SSL)).rows).toEqual([{ ssl }]);
    await client.end();
  }
});
