// TypeORM hands `extra` to pg, and ignores what it does not know
import type pg from "pg";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();

async function open(options: object): Promise<pg.Pool["options"]> {
  const source = new DataSource(options as DataSourceOptions);
  await traps.keep(source, (one) => one.destroy()).initialize();
  return (source.driver as unknown as { master: pg.Pool }).master.options;
}

function theirs(): object {
  const { user, ...rest } = traps.bare();
  return { type: "postgres", ...rest, username: user };
}

const read = (options: object) => importConfig({ type: "postgres", ...options }, { from: "typeorm", statedOnly: true });

test("a pool block, as other libraries have it, is ignored", async () => {
  const pool = { max: 3, idleTimeoutMillis: 60_000 };
  expect(await open({ ...theirs(), pool })).toMatchObject({ max: 10, idleTimeoutMillis: 10_000 });
  expect(await open(traps.ours("typeorm", { "pool.max": 3, "pool.idleTimeout": "1m" }))).toMatchObject(pool);
  expect(read({ pool }).findings).toMatchObject([{ rule: "unknown-key" }]);
});

test("a size of zero is ten", async () => {
  expect((await open({ ...theirs(), poolSize: 0 })).max).toBe(10);
  expect(read({ poolSize: 0 }).findings).toMatchObject([{ rule: "wrong-type" }]);
});

test("extra beats poolSize and connectTimeoutMS", async () => {
  const options = { poolSize: 5, connectTimeoutMS: 2_000, extra: { max: 7, connectionTimeoutMillis: 4_000 } };
  expect(await open({ ...theirs(), ...options })).toMatchObject({ max: 7, connectionTimeoutMillis: 4_000 });
  const { values, findings } = read(options);
  expect(values).toEqual({ "pool.max": 7, "pool.acquireTimeout": "4s" });
  expect(findings.map(({ rule }) => rule)).toEqual(["conflicting-sources", "conflicting-sources"]);
  const ours = traps.ours("typeorm", { "pool.max": 5, "pool.acquireTimeout": "2s" });
  expect(await open(ours)).toMatchObject({ max: 5, connectionTimeoutMillis: 2_000 });
});
