// doctor sends no password where the connection's own limits forbid it
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { poolcfg } from "../cli/_run.ts";
import { HOST } from "../conformance/_listen.ts";
import { type HostileServer, type Request, startHostile } from "./_hostile.ts";
import { PASSWORD, startServer, type TestServer } from "./_pg.ts";

const started: HostileServer[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.stop();
});

async function asked(requests: readonly Request[], query: string, tls = true, env: Record<string, string> = {}) {
  const server = await startHostile(requests, { tls });
  started.push(server);
  const dsn = `postgresql://app:${PASSWORD}@${HOST}:${server.port}/shop?${query}`;
  const { code, out, err } = await poolcfg(["doctor", "--format=json", "--timeout=1s", dsn], { env });
  expect(out + err).not.toContain(PASSWORD);
  return { server, code, failure: JSON.parse(out).failure as { code: string; reason?: string; message: string } };
}

const FORBIDDEN: readonly [request: Request, query: string, name: string][] = [
  ["cleartext", "sslmode=require&channel_binding=require", "channel_binding=require"],
  ["md5", "sslmode=require&channel_binding=require", "channel_binding=require"],
  ["scram", "sslmode=require&channel_binding=require", "SCRAM-SHA-256-PLUS"],
  ["ok", "sslmode=require&channel_binding=require", "without authentication"],
  ["cleartext", "require_auth=scram-sha-256", "require_auth=scram-sha-256"],
  ["cleartext", "require_auth=!password", "require_auth=!password"],
  ["cleartext", "require_auth=none", "require_auth=none"],
  ["cleartext", "require_auth=md5,scram-sha-256", "require_auth=md5,scram-sha-256"],
  ["md5", "require_auth=!md5,!password", "require_auth=!md5,!password"],
  ["md5", "require_auth=password", "require_auth=password"],
  ["scram", "require_auth=!scram-sha-256", "SCRAM"],
  ["ok", "require_auth=scram-sha-256", "without authentication"],
  ["ok", "require_auth=!none", "without authentication"],
];

test.each(FORBIDDEN)("%s is not answered under %s", async (request, query, name) => {
  const { server, code, failure } = await asked([request], query);
  expect([code, failure.reason]).toEqual([3, "authentication"]);
  expect(failure.message).toContain(name);
  expect(server.sent).toEqual([]);
  expect(server.heard()).not.toContain(PASSWORD);
});

test("a request after the client was let in is not answered either", async () => {
  const { server, failure } = await asked(["ok", "cleartext"], "require_auth=none");
  expect(failure.reason).toBe("authentication");
  expect(server.sent).toEqual([]);
});

test("without TLS a bound connection is given up before the client introduces itself", async () => {
  const { server, code, failure } = await asked(["cleartext"], "channel_binding=require", false);
  expect([code, failure.reason]).toEqual([3, "tls"]);
  expect(server.heard()).not.toContain("app");
});

test.each(["gssencmode=require", "sslmode=disable&channel_binding=require"])(
  "%s cannot be met, so there is no connection",
  async (query) => {
    const { server, code, failure } = await asked(["cleartext"], query);
    expect([code, failure.code]).toEqual([2, "usage"]);
    expect(server.connections()).toBe(0);
  },
);

test("a Unix socket has no channel to bind to", async () => {
  const dsn = "host=/nowhere user=app channel_binding=require";
  const { code, err } = await poolcfg(["doctor", dsn], { env: {} });
  expect([code, err]).toEqual([2, expect.stringContaining("channel_binding=require needs TLS")]);
});

test.each([
  ["PGCHANNELBINDING", "require", 3],
  ["PGREQUIREAUTH", "scram-sha-256", 3],
  ["PGGSSENCMODE", "require", 2],
] as const)("the variable %s counts as the parameter does", async (name, value, exit) => {
  const { server, code } = await asked(["cleartext"], "sslmode=require", true, { [name]: value });
  expect(code).toBe(exit);
  expect(server.sent).toEqual([]);
});

test("a tool's own parameters beside it do not switch it off", async () => {
  for (const beside of ["connection_limit=5", "uselibpqcompat=true", "max_lifetime=60", "statement_cache_size=0"]) {
    const { server, failure } = await asked(["cleartext"], `sslmode=require&require_auth=scram-sha-256&${beside}`);
    expect(server.sent, beside).toEqual([]);
    expect(failure?.reason ?? "nothing was asked", beside).toMatch(/authentication|nothing was asked/);
  }
});

test.each(["scram-sha-256,!md5", "kerberos", "md5,md5", "!md5,password", ","])(
  "require_auth=%s is no list of methods",
  async (value) => {
    const dsn = `postgresql://app:${PASSWORD}@${HOST}:1/shop?require_auth=${encodeURIComponent(value)}`;
    const { code, out, err } = await poolcfg(["doctor", dsn], { env: {} });
    expect([code, out + err]).toEqual([1, expect.stringContaining("require_auth")]);
    const own = await poolcfg(["validate", "--no-env", "-"], { stdin: `[connection]\nrequire_auth = "${value}"\n` });
    expect([own.code, own.out]).toEqual([1, expect.stringContaining("requireAuth")]);
  },
);

test("what the limits allow is answered", async () => {
  for (const [request, query] of [
    ["cleartext", "require_auth=password"],
    ["md5", "require_auth=!password"],
    ["scram", "require_auth=scram-sha-256,md5"],
    ["scram-plus", "sslmode=require&channel_binding=require&require_auth=scram-sha-256"],
    ["scram", "sslmode=require&channel_binding=prefer"],
    ["cleartext", "gssencmode=prefer"],
  ] as const) {
    const { server } = await asked([request], query);
    expect(server.sent.slice(0, 1), query).toEqual(["p"]);
  }
});

test("a request that pg cannot read ends the run with a reason, and no stack", async () => {
  const { code, failure } = await asked(["gss"], "sslmode=require");
  expect([code, failure.code]).toEqual([3, "unreachable"]);
});

describe("on a real server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ tls: true });
  }, 240_000);
  afterAll(() => server?.stop());

  test("a bound SCRAM login is reported as any other", async () => {
    const dsn = `${server.url("scram")}?sslmode=require&channel_binding=require&require_auth=scram-sha-256`;
    const { code, out } = await poolcfg(["doctor", "--format=json", dsn], { env: {} });
    expect([code, JSON.parse(out).server.role.name]).toEqual([0, "scram"]);
  });

  test("a server that must not ask for SCRAM is refused", async () => {
    const dsn = `${server.url("scram")}?require_auth=!scram-sha-256`;
    const { code, out } = await poolcfg(["doctor", "--format=json", dsn], { env: {} });
    expect([code, JSON.parse(out).failure.reason]).toEqual([3, "authentication"]);
  });
});
