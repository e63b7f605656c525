// passwords that rotate: a function is called for each new connection, and a token that expired is named
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expiryOf } from "../../src/runtime/credentials.ts";
import { until } from "../conformance/_clock.ts";
import { PASSWORD, type Server, startServer } from "../conformance/_server.ts";
import { closeAll, poolOn } from "./_server.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterEach(closeAll);
afterAll(() => server.stop());

const jwt = (exp: number) =>
  ["header", "payload", "signature"]
    .map((part) =>
      Buffer.from(JSON.stringify(part === "payload" ? { exp, aud: "db" } : { part })).toString("base64url"),
    )
    .join(".");
const rds = (date: string, seconds: number) =>
  `db.example.eu-west-1.rds.amazonaws.com:5432/?Action=connect&DBUser=app&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-Expires=${seconds}&X-Amz-Signature=00`;

test.each([
  ["a token of RDS", rds("20260102T030405Z", 900), Date.UTC(2026, 0, 2, 3, 19, 5)],
  ["a JSON Web Token", jwt(1_767_322_800), 1_767_322_800_000],
  ["a token of RDS without a date", rds("", 900), undefined],
  ["a word", "correct horse battery staple", undefined],
  ["dots", "ey.no.token", undefined],
  ["nothing", "", undefined],
])("when it expires: %s", (_, password, expiry) => expect(expiryOf(password)).toBe(expiry));

test("a function as password is called for each new connection", async () => {
  let calls = 0;
  const password = async () => {
    calls += 1;
    return PASSWORD;
  };
  const { pool } = poolOn(server.port, { "pool.max": 1, "pool.maxUses": 1 }, { client: { password } });
  for (let n = 0; n < 3; n++) await pool.query("SELECT 1");
  expect(await until(() => pool.stats().created === 3, 2_000)).toBe(true);
  expect(calls).toBe(3);
});

test("connections are replaced before the lease ends, with the password of the day", async () => {
  const admin = poolOn(server.port, { "connection.user": "postgres" }).pool;
  await admin.query("CREATE ROLE leased LOGIN PASSWORD 'first'");
  let lease = "first";
  const { pool } = poolOn(
    server.port,
    { "connection.user": "leased", "pool.max": 1, "pool.maxLifetime": "300ms", "pool.maxLifetimeJitter": "0s" },
    { client: { password: () => lease } },
  );
  await pool.query("SELECT 1");
  lease = "second";
  await admin.query("ALTER ROLE leased PASSWORD 'second'");
  expect(await until(() => pool.stats().closed.lifetime > 0, 3_000)).toBe(true);
  expect((await pool.query("SELECT current_user AS name")).rows).toEqual([{ name: "leased" }]);
});

test("a function that fails is the error of the caller", async () => {
  const password = () => Promise.reject(new Error("the vault is sealed"));
  const { pool } = poolOn(server.port, { "retry.maxAttempts": 1 }, { client: { password } });
  await expect(pool.query("SELECT 1")).rejects.toThrow("the vault is sealed");
});

test("a token that has expired is named, and not shown", async () => {
  const token = jwt(1_000_000_000);
  const { pool } = poolOn(server.port, {}, { client: { password: () => token } });
  const error = await pool.query("SELECT 1").catch((thrown: Error & { code?: string }) => thrown);
  expect(error).toMatchObject({ code: "28P01" });
  expect((error as Error).message).toMatch(/token that expired at 2001-09-09T01:46:40\.000Z/);
  expect((error as Error).message).not.toContain(token.slice(0, 20));
});
