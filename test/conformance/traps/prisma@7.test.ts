// Prisma's adapter takes a pool of its own pg, or options; all else it takes for options
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();

async function poolOf(adapter: PrismaPg): Promise<pg.Pool> {
  const connection = await adapter.connect();
  traps.keep(connection, (one) => one.dispose());
  return (connection as unknown as { client: pg.Pool }).client;
}

test("a pool in an object is taken for options, and there are none in it", async () => {
  const pool = traps.keep(new pg.Pool({ ...traps.bare(), max: 3 }));
  const { options } = await poolOf(new PrismaPg({ pool } as pg.PoolConfig));
  expect(options).toMatchObject({ max: 10 });
  expect(options.host).toBeUndefined();
  expect(importConfig({ pool: { max: 3 } }, { from: "prisma@7" }).findings).toMatchObject([{ rule: "unknown-key" }]);
  expect(importConfig({ config: { pool: { max: 3 } } }, { from: "prisma@7" }).findings).toMatchObject([
    { rule: "unknown-key" },
  ]);
});

test("a pool of another copy of pg is taken for options", async () => {
  const other = createRequire(createRequire(import.meta.url).resolve("pg-promise"))("pg") as typeof pg;
  expect(other.Pool).not.toBe(pg.Pool);
  const theirs = new other.Pool({ ...traps.bare(), max: 3 });
  traps.keep(theirs);
  const used = await poolOf(new PrismaPg(theirs));
  expect(used).not.toBe(theirs);
  expect(used.options.max).toBe(10);
  const { config, options } = traps.ours("prisma@7", { "pool.max": 3 }) as { config: pg.PoolConfig; options: object };
  expect((await poolOf(new PrismaPg(config, options))).options).toMatchObject({ max: 3, host: traps.bare().host });
});
