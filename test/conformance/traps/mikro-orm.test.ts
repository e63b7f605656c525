// MikroORM 7 takes three keys out of pool, the address out of its URL, and drops the rest
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { settle, sleep } from "../_clock.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const rules = (options: object) => importConfig(options, { from: "mikro-orm" }).findings.map(({ rule }) => rule);

async function open(options: object) {
  const quiet = { discovery: { warnWhenNoEntities: false }, logger: () => {} };
  const orm = new MikroORM({ ...quiet, ...options } as Options);
  traps.keep(orm, () => Promise.race([orm.close(true), sleep(1_000)]));
  return orm.em.getConnection();
}

const theirs = (options: object) => open({ clientUrl: traps.url(), ...options });
const ours = (settings: object) => open(traps.ours("mikro-orm", settings));

async function waitWhenExhausted(connection: Awaited<ReturnType<typeof open>>) {
  const held = await (await connection.getNativeClient()).connect();
  const outcome = await settle(connection.execute("SELECT 1"), 700);
  held.release();
  return outcome.how;
}

describe.concurrent("the options of the pool", () => {
  test("acquireTimeoutMillis, which version 6 took, is dropped in silence", async () => {
    const pool = { max: 1, acquireTimeoutMillis: 200 };
    expect(await waitWhenExhausted(await theirs({ pool }))).toBe("pending");
    expect(await waitWhenExhausted(await ours({ "pool.max": 1, "pool.acquireTimeout": "200ms" }))).toBe("failed");
    expect(rules({ clientUrl: traps.url(), pool })).toContain("unknown-key");
  });

  test("driverOptions.max beats pool.max", async () => {
    const options = { pool: { max: 9 }, driverOptions: { max: 2 } };
    expect((await (await theirs(options)).getNativeClient()).options.max).toBe(2);
    expect((await (await ours({ "pool.max": 9 })).getNativeClient()).options.max).toBe(9);
    expect(rules(options)).toContain("conflicting-sources");
  });

  test("driverOptions.connection, as in version 6, breaks the first query", async () => {
    const driverOptions = { connection: { application_name: "web" } };
    await expect((await theirs({ driverOptions })).execute("SELECT 1")).rejects.toThrow(/is not a function/);
    expect(rules({ driverOptions })).toContain("unknown-key");
  });
});

describe.concurrent("the parameters of clientUrl", () => {
  const SHOWN = "SELECT current_setting('application_name') AS name, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  test("are dropped: no TLS where sslmode demands it, and no application_name", async () => {
    const url = traps.url("?sslmode=require&application_name=web");
    expect(await (await theirs({ clientUrl: url })).execute(SHOWN)).toEqual([{ name: "", ssl: false }]);
    const own = await ours({
      "connection.url": url,
      "connection.ssl.mode": "require",
      "connection.applicationName": "web",
    });
    expect(await own.execute(SHOWN)).toEqual([{ name: "web", ssl: true }]);
    const found = rules({ clientUrl: url }).filter((rule) => rule === "ignored-dsn-parameter");
    expect(found).toHaveLength(2);
  });
});
