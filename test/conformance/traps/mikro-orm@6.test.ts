// MikroORM 6 hands pool to a knex of its own, an older one than today's
import { createRequire } from "node:module";
import type { Knex } from "knex";
import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/import/index.ts";
import { sleep } from "../_clock.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();
const rules = (options: object) => importConfig(options, { from: "mikro-orm@6" }).findings.map(({ rule }) => rule);
const require = createRequire(new URL("../packages/mikro-orm-6/package.json", import.meta.url));

// it compares itself with what the package.json of the working folder has
process.env.MIKRO_ORM_ALLOW_VERSION_MISMATCH = "1";

function open(options: object): Knex {
  const quiet = { discovery: { warnWhenNoEntities: false }, logger: () => {} };
  const orm = require("@mikro-orm/postgresql").MikroORM.initSync({ ...quiet, ...options });
  traps.keep(orm, () => Promise.race([orm.close(true), sleep(1_000)]));
  return orm.em.getConnection().getKnex();
}

const theirs = (options: object) => open({ clientUrl: traps.url(), ...options });
const ours = (settings: object) => open(traps.ours("mikro-orm@6", settings));

describe.concurrent("the options of the pool", () => {
  test("a max below knex's own min of 2 throws", async () => {
    expect(() => theirs({ pool: { max: 1 } })).toThrow(/max is smaller than opt\.min/);
    await ours({ "pool.max": 1 }).raw("SELECT 1");
  });

  test("a lifetime throws, since its knex is 3.1", async () => {
    const pool = { min: 0, maxConnectionLifetimeMillis: 60_000 };
    expect(() => theirs({ pool })).toThrow(/unsupported option opt\.maxConnectionLifetimeMillis/);
    await ours({ "pool.maxLifetime": "1m" }).raw("SELECT 1");
    expect(rules({ pool })).toContain("option-newer-than-library");
  });

  test("a function that validates is never asked", async () => {
    let asked = 0;
    const pool = { min: 0, validate: () => ++asked > 0 };
    const db = theirs({ pool });
    await db.raw("SELECT 1");
    await db.raw("SELECT 1");
    expect(asked).toBe(0);
    expect(rules({ pool })).toContain("option-newer-than-library");
    expect(ours({ "pool.maxUses": 5 }).client.config.pool).not.toHaveProperty("validate");
  });
});

test("the parameters of clientUrl are dropped", async () => {
  const url = traps.url("?application_name=web");
  const shown = async (db: Knex) => (await db.raw("SELECT current_setting('application_name') AS name")).rows[0].name;
  expect(await shown(theirs({ clientUrl: url }))).toBe("");
  expect(await shown(ours({ "connection.url": url, "connection.applicationName": "web" }))).toBe("web");
  expect(rules({ clientUrl: url })).toContain("ignored-dsn-parameter");
});
