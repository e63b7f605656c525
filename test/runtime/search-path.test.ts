// the pool runs nobody else's code on its own account, and leaves the search_path of the application alone
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPools, type Pools } from "../../src/runtime/index.ts";
import { until } from "../conformance/_clock.ts";
import { PASSWORD, ROLE } from "../conformance/_server.ts";
import { SCHEMA, SPRUNG, TRAPS } from "../doctor/_traps.ts";
import { type Pair, startPair } from "./_replica.ts";
import { closeAll, poolOn } from "./_server.ts";

let pair: Pair;
const opened: Pools[] = [];

beforeAll(async () => {
  pair = await startPair();
  for (const statement of TRAPS) await pair.primary.run(statement);
  await pair.primary.run(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`);
  await pair.primary.run(`ALTER ROLE ${ROLE} SET search_path = ${SCHEMA}, pg_catalog`);
}, 60_000);
afterEach(async () => {
  await Promise.all([closeAll(), ...opened.splice(0).map((pools) => pools.close({ timeout: 0 }))]);
});
afterAll(() => pair?.stop());

const asRole = (url: string) => url.replace("//postgres:", `//${ROLE}:`);

// qualified, since the application of these tests has the traps in its search_path
const SHOWN = "SELECT pg_catalog.current_setting('search_path') AS path";

/** What the application asks still goes by its own search_path. */
async function expectUntouched(client: { query(sql: string): Promise<{ rows: unknown[] }> }): Promise<void> {
  expect((await client.query(SHOWN)).rows).toEqual([{ path: `${SCHEMA}, pg_catalog` }]);
  await expect(client.query("SELECT 1.5 * 2")).rejects.toThrow(SPRUNG);
  await expect(client.query("SELECT current_setting('search_path')")).rejects.toThrow(SPRUNG);
}

test("measuring the lag of a replica", async () => {
  const pools = createPools(
    { connection: { url: asRole(pair.primary.url), replicas: [asRole(pair.replica.url)] }, pool: { max: 3 } },
    { maxLag: 500 },
  );
  opened.push(pools);
  // the first read starts the measurements
  expect(pools.read().poolName).toBe("replica-1");
  // the lag is known only if both servers have answered
  expect(await until(() => pools.replicas()[0]?.lag !== undefined, 5_000)).toBe(true);
  await expectUntouched(pools.read());
  await expectUntouched(pools.write());
});

test("checking a connection before it is used", async () => {
  const { pool, reports } = poolOn(pair.primary.port, { "pool.testOnAcquire": "always", "pool.max": 1 });
  for (let round = 0; round < 3; round++) await expectUntouched(pool);
  expect(reports.map(({ type }) => type)).toEqual(["opened"]);
});

test.each(["session", "transaction"])("sending session settings to a pooler in %s mode", async (mode) => {
  const { pool } = poolOn(pair.primary.port, {
    "pooler.kind": "pgbouncer",
    "pooler.mode": mode,
    "session.statementTimeout": "345ms",
    "session.lockTimeout": "1s",
    "pool.max": 1,
  });
  const asked = "SELECT pg_catalog.current_setting('statement_timeout') AS timeout";
  expect((await pool.query(asked)).rows).toEqual([{ timeout: "345ms" }]);
  expect((await pool.query(`${asked} WHERE $1`, [true])).rows).toEqual([{ timeout: "345ms" }]);
  const client = await pool.connect();
  await client.query("BEGIN");
  expect((await client.query(asked)).rows).toEqual([{ timeout: "345ms" }]);
  await client.query("ROLLBACK");
  await expectUntouched(client as never);
  client.release();
});
