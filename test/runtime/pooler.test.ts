// session settings before a pooler: they hold for this pool, and nobody else finds them
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/model/model.ts";
import { createPool, type ManagedPool } from "../../src/runtime/index.ts";
import { PASSWORD, startServer, type TestServer } from "../doctor/_pg.ts";
import { type Bouncer, PROGRAMS, startPgBouncer } from "../doctor/_pgbouncer.ts";
import { configFor, type Settings } from "./_server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server?.stop());

const SHOWN = "SELECT current_setting('statement_timeout') AS timeout, current_setting('search_path') AS path";
const SET = { timeout: "345ms", path: 'tenant,"Tenant A"' };

if (PROGRAMS.length === 0)
  test("the pool behind PgBouncer", ({ skip }) => skip("PgBouncer is not installed: apt-get install pgbouncer"));

const CASES = PROGRAMS.flatMap((program) =>
  (["transaction", "session", "statement"] as const).map((mode) => [program.version, mode, program] as const),
);

describe.each(CASES)("PgBouncer %s in %s mode", (_, mode, program) => {
  let bouncer: Bouncer;
  const opened: { end(): unknown }[] = [];

  beforeAll(async () => {
    bouncer = await startPgBouncer(program, server, mode);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await ("close" in one ? (one as ManagedPool).close({ timeout: 0 }) : one.end());
  });
  afterAll(() => bouncer?.stop());

  const open = (settings: Settings = {}): ManagedPool => {
    const pool = createPool(
      configFor(bouncer.port, {
        "connection.user": "app",
        "connection.password": PASSWORD,
        "connection.database": "shop",
        "connection.schema": "tenant,Tenant A",
        "session.statementTimeout": "345ms",
        "session.idleInTransactionTimeout": "off",
        "pooler.kind": "pgbouncer",
        "pooler.mode": mode,
        "pool.max": 2,
        ...settings,
      }) as Config,
    );
    opened.push(pool);
    return pool;
  };

  test("they hold for queries of every kind, and are not left behind", async () => {
    const pool = open();
    const plain = await pool.query(SHOWN);
    expect(plain.rows).toEqual([SET]);
    expect(plain.fields.map(({ name }) => name)).toEqual(["timeout", "path"]);
    expect((await pool.query(`${SHOWN}, $1::int AS n`, [7])).rows).toEqual([{ ...SET, n: 7 }]);
    expect((await pool.query({ text: `${SHOWN} WHERE $1::bool`, values: [true], name: "shown" })).rows).toEqual([SET]);
    expect((await pool.query({ text: `${SHOWN} WHERE $1::bool`, values: [false], name: "shown" })).rows).toEqual([]);
    await expect(pool.query("SELECT pg_sleep(3)")).rejects.toMatchObject({ code: "57014" });
    await expect(pool.query("SELECT pg_sleep($1::int)", [3])).rejects.toMatchObject({ code: "57014" });
    await expect(pool.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
    expect(
      ((await pool.query("SELECT 1 AS one; SELECT 2 AS two")) as unknown as pg.QueryResult[]).map(({ rows }) => rows),
    ).toEqual([[{ one: 1 }], [{ two: 2 }]]);
    // the same server connections, for someone else
    const other = new pg.Pool({ connectionString: bouncer.url("app"), max: 1 });
    opened.push(other);
    await pool.end();
    const { rows } = await other.query(SHOWN);
    expect(rows[0]).toEqual({ timeout: "7s", path: '"$user", public' });
  });

  // it refuses transactions there
  if (mode === "statement") return;

  test("they hold inside a transaction", async () => {
    const pool = open();
    const client = await pool.connect();
    await client.query("BEGIN");
    // the SET of a transaction writes a list with blanks
    const set = mode === "transaction" ? { ...SET, path: 'tenant, "Tenant A"' } : SET;
    expect((await client.query(SHOWN)).rows).toEqual([set]);
    expect((await client.query(`${SHOWN} WHERE $1::bool`, [true])).rows).toEqual([set]);
    await client.query("COMMIT");
    // what runs alone only still runs
    expect((await client.query("VACUUM pg_catalog.pg_class")).command).toBe("VACUUM");
    client.release();
  });
});
