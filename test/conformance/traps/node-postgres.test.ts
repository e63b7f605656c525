// what pg makes of values that look right, and what poolcfg writes and finds instead
import pg from "pg";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { settle, sleep, times } from "../_clock.ts";
import { startProxy } from "../_proxy.ts";
import { CAPPED_ROLE } from "../_server.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const { bare, keep, ours, url } = traps;

const open = (options: pg.PoolConfig) => keep(new pg.Pool(options));
const shown = async (pool: pg.Pool, name: string) =>
  (await pool.query(`SELECT current_setting('${name}') AS value`)).rows[0].value;
const faults = (options: object) => importConfig(options, { from: "node-postgres" }).findings.map(({ rule }) => rule);

async function peak(pool: pg.Pool): Promise<number> {
  await Promise.all(times(14, () => pool.query("SELECT pg_sleep(0.1)")));
  return pool.totalCount;
}

describe.concurrent("pg", () => {
  test("a size that is no number is no limit", async () => {
    expect(await peak(open({ ...bare(), max: "abc" as never }))).toBe(14);
    expect(await peak(open(ours("node-postgres", { "pool.max": 3 })))).toBe(3);
    expect(faults({ max: "abc" })).toEqual(["wrong-type"]);
  });

  test("a size below zero lets every caller wait for ever", async () => {
    const pool = open({ ...bare(), max: -1 });
    expect((await settle(pool.query("SELECT 1"), 500)).how).toBe("pending");
    expect(pool.waitingCount).toBe(1);
    expect(faults({ max: -1 })).toEqual(["wrong-type"]);
  });

  test("a size of zero is ten", async () => {
    expect(open({ ...bare(), max: 0 }).options.max).toBe(10);
    expect(faults({ max: 0 })).toEqual(["wrong-type"]);
  });

  test.for(["max", "poolSize"] as const)("pg.defaults.%s does nothing", async (name) => {
    const defaults = pg.defaults as unknown as Record<string, unknown>;
    const before = defaults[name];
    defaults[name] = 3;
    const pool = open(bare());
    defaults[name] = before;
    expect(pool.options.max).toBe(10);
    expect(open(ours("node-postgres")).options.max).toBe(10);
  });

  test.for([Number.POSITIVE_INFINITY, 2 ** 31])("an idle timeout of %s is 1 ms", async (idleTimeoutMillis) => {
    const [theirs, off] = [
      open({ ...bare(), idleTimeoutMillis }),
      open(ours("node-postgres", { "pool.idleTimeout": "off" })),
    ];
    await Promise.all([theirs.query("SELECT 1"), off.query("SELECT 1")]);
    await sleep(200);
    expect([theirs.totalCount, off.totalCount]).toEqual([0, 1]);
    expect(faults({ idleTimeoutMillis })).toEqual(["wrong-type"]);
  });

  test("a wait without end lets every connect fail", async () => {
    const theirs = open({ ...bare(), connectionTimeoutMillis: Number.POSITIVE_INFINITY });
    await expect(theirs.query("SELECT 1")).rejects.toThrow(/timeout/);
    await open(ours("node-postgres", { "pool.acquireTimeout": "off" })).query("SELECT 1");
    expect(faults({ connectionTimeoutMillis: Number.POSITIVE_INFINITY })).toEqual(["wrong-type"]);
  });

  test("a statement timeout of the number 0 is not sent", async () => {
    const capped = { "connection.user": CAPPED_ROLE, "session.statementTimeout": "off" };
    expect(await shown(open({ ...bare(), user: CAPPED_ROLE, statement_timeout: 0 }), "statement_timeout")).toBe("7s");
    expect(await shown(open(ours("node-postgres", capped)), "statement_timeout")).toBe("0");
    expect(faults({ statement_timeout: 0 })).toEqual(["zero-not-off"]);
  });

  test("a statement timeout with a unit loses it", async () => {
    const theirs = open({ ...bare(), statement_timeout: "5s" as never });
    await expect(shown(theirs, "statement_timeout")).resolves.toBe("5ms");
    expect(await shown(open(ours("node-postgres", { "session.statementTimeout": "5s" })), "statement_timeout")).toBe(
      "5s",
    );
    expect(faults({ statement_timeout: "5s" })).toEqual(["wrong-type"]);
  });

  test("a pool takes no connection string by itself", async () => {
    expect(() => new pg.Pool(url() as never)).toThrow(/'in' operator/);
    await open(ours("node-postgres", { "connection.url": url(), "connection.ssl.mode": "disable" })).query("SELECT 1");
  });

  test("ssl=false in the URL switches TLS on", async () => {
    // where the server has it, a TypeError that nothing can catch follows
    const proxy = keep(await startProxy(traps.port, { tls: false }), (one) => one.stop());
    const theirs = open({ connectionString: url("?ssl=false").replace(`${traps.port}`, `${proxy.port}`) });
    await expect(theirs.query("SELECT 1")).rejects.toThrow(/does not support SSL/);
    const ssl = { "connection.url": url(), "connection.ssl.mode": "disable" };
    const { rows } = await open(ours("node-postgres", ssl)).query(
      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
    );
    expect(rows[0].ssl).toBe(false);
    expect(faults({ connectionString: url("?ssl=false") })).toContain("misread-dsn-parameter");
  });

  test("the password is hidden from a copy of the options", async () => {
    const seen: unknown[] = [];
    class Client extends pg.Client {
      constructor(options: pg.ClientConfig) {
        seen.push({ ...options }.password, options.password);
        super(options);
      }
    }
    await open({ ...bare(), Client: Client as never }).query("SELECT 1");
    expect(seen).toEqual([undefined, bare().password]);
  });
});
