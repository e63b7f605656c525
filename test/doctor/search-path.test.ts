// doctor runs nobody else's code, whatever the search_path of the role or the database is
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessOf } from "../../src/doctor/_access.ts";
import { examine } from "../../src/doctor/doctor.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { poolcfg } from "../cli/_run.ts";
import { startServer, type TestServer } from "./_pg.ts";
import { SCHEMA, SPRUNG, TRAPS } from "./_traps.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await server.admin("CREATE DATABASE trapped");
  await run("postgres", ...TRAPS);
  for (const [role, path] of Object.entries(ROLES))
    if (path) await server.admin(`ALTER ROLE ${role} SET search_path = ${path}`);
}, 240_000);
afterAll(() => server?.stop());

/** What each role has as its search_path; the others get that of the database. */
const ROLES: Readonly<Record<string, string | undefined>> = {
  app: `${SCHEMA}, pg_catalog`,
  other: `"$user", public, ${SCHEMA}`,
  watcher: undefined,
  postgres: undefined,
};

async function run(user: string, ...statements: readonly string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server.url(user, "trapped"), ssl: false });
  await client.connect();
  try {
    let result!: pg.QueryResult;
    for (const statement of statements) result = await client.query(statement);
    return result;
  } finally {
    await client.end();
  }
}

async function look(user: string) {
  const { config } = inspectPoolConfig({ dsn: server.url(user, "trapped"), env: {}, dotenv: false, config: {} });
  return examine(accessOf(config, ".", 5_000));
}

describe.each([
  ["set for the database", `${SCHEMA}, pg_catalog`],
  ["set for the database, after pg_catalog", `pg_catalog, ${SCHEMA}`],
  ["the default of the server", undefined],
])("search_path %s", (_, path) => {
  beforeAll(() =>
    server.admin(`ALTER DATABASE trapped ${path === undefined ? "RESET search_path" : `SET search_path = ${path}`}`),
  );

  test.each(Object.keys(ROLES))("as %s", async (user) => {
    if (path !== undefined || ROLES[user] !== undefined)
      // the traps work: an unqualified operator without an exact match in pg_catalog springs them
      await expect(run(user, "SELECT extract(epoch FROM clock_timestamp()) * 1000")).rejects.toThrow(SPRUNG);
    const { measured } = await look(user);
    expect(measured.unanswered).toEqual({});
    expect(Object.keys(measured)).toEqual(Object.keys((await lookElsewhere(user)).measured));
  });
});

async function lookElsewhere(user: string) {
  const { config } = inspectPoolConfig({ dsn: server.url(user), env: {}, dotenv: false, config: {} });
  return examine(accessOf(config, ".", 5_000));
}

test("the owner of a database gains nothing when a superuser runs doctor on it", async () => {
  await server.admin("CREATE DATABASE tenant OWNER other");
  const owner = new pg.Client({ connectionString: server.url("other", "tenant"), ssl: false });
  await owner.connect();
  const body = `BEGIN
    IF current_setting('transaction_read_only') = 'off' THEN ALTER ROLE other SUPERUSER; END IF;
    RETURN numeric_mul($1, $2);
  END`;
  await owner.query("CREATE SCHEMA mine");
  await owner.query(`CREATE FUNCTION mine.times(numeric, integer) RETURNS numeric LANGUAGE plpgsql AS $$ ${body} $$`);
  await owner.query("CREATE OPERATOR mine.* (LEFTARG = numeric, RIGHTARG = integer, FUNCTION = mine.times)");
  await owner.query("ALTER DATABASE tenant SET search_path = mine, public");
  await owner.end();
  const { code, out } = await poolcfg(["doctor", server.url("postgres", "tenant")]);
  expect([code, out]).toEqual([0, expect.stringContaining("database tenant")]);
  const { rows } = await server.admin("SELECT rolsuper FROM pg_roles WHERE rolname = 'other'");
  expect(rows).toEqual([{ rolsuper: false }]);
});
