// a function of the program as password: rendered code that calls it for each new connection, run with the real libraries
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PoolcfgError } from "../../src/diagnostics/errors.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { HOST } from "../conformance/_listen.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../conformance/_server.ts";
import { configOf } from "./_config.ts";

const FOLDER = fileURLToPath(new URL(`../tmp/password-${process.pid}/`, import.meta.url));

/** What a program asks for its password: the calls are counted. */
const TOKEN = `export const calls = { count: 0 };
export async function currentToken() {
  calls.count += 1;
  return ${JSON.stringify(PASSWORD)};
}
export default currentToken;
`;

let server: Server;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  server = await startServer();
}, 60_000);
afterAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  await server?.stop();
});

const settings = (port = 5432) => ({
  "connection.url": `postgresql://${ROLE}:not-this-one@${HOST}:${port}/postgres?sslmode=disable`,
  "pool.max": 2,
});

function code(id: string, passwordFrom: string, port?: number): string {
  const { config, origins } = configOf(settings(port));
  return render(config, id, { format: "code", origins, passwordFrom }).text;
}

// biome-ignore lint/suspicious/noExplicitAny: each library has another interface
type Exported = any;

/** Runs two statements at once, each on a connection of its own, and closes the pool. */
const RUNS: Readonly<Record<string, (exported: Exported, sql: string) => Promise<void>>> = {
  async "node-postgres"({ pool }, sql) {
    await Promise.all([pool.query(sql), pool.query(sql)]);
    await pool.end();
  },
  async kysely({ pool }, sql) {
    await Promise.all([pool.query(sql), pool.query(sql)]);
    await pool.end();
  },
  async drizzle({ db }, sql) {
    await Promise.all([db.$client.query(sql), db.$client.query(sql)]);
    await db.$client.end();
  },
  async "pg-promise"({ db }, sql) {
    await Promise.all([db.any(sql), db.any(sql)]);
    await db.$pool.end();
  },
  async knex({ db }, sql) {
    await Promise.all([db.raw(sql), db.raw(sql)]);
    await db.destroy();
  },
  async typeorm({ dataSource }, sql) {
    await dataSource.initialize();
    await Promise.all([dataSource.query(sql), dataSource.query(sql)]);
    await dataSource.destroy();
  },
  async sequelize({ sequelize }, sql) {
    await Promise.all([sequelize.query(sql), sequelize.query(sql)]);
    await sequelize.close();
  },
  async "sequelize@7"({ sequelize }, sql) {
    await Promise.all([sequelize.query(sql), sequelize.query(sql)]);
    await sequelize.close();
  },
  async "mikro-orm"({ default: options }, sql) {
    const { MikroORM } = await import("@mikro-orm/postgresql");
    const orm = await MikroORM.init({ ...options, discovery: { warnWhenNoEntities: false } });
    const connection = orm.em.getConnection();
    await Promise.all([connection.execute(sql), connection.execute(sql)]);
    await orm.close(true);
  },
  async "postgres-js"({ sql: run }, sql) {
    await Promise.all([run.unsafe(sql), run.unsafe(sql)]);
    await run.end();
  },
  async "drizzle-postgres-js"({ db }, sql) {
    await Promise.all([db.$client.unsafe(sql), db.$client.unsafe(sql)]);
    await db.$client.end();
  },
};

test.each(Object.keys(RUNS))("%s calls it for each new connection", async (id) => {
  const folder = `${FOLDER}${id}/`;
  mkdirSync(folder);
  writeFileSync(`${folder}token.js`, TOKEN);
  writeFileSync(`${folder}package.json`, '{ "type": "module" }');
  const text = code(id, "./token.js#currentToken", server.port);
  expect(text).not.toMatch(/PGPASSWORD|DATABASE_URL|not-this-one/);
  writeFileSync(`${folder}pool.js`, text);
  const load = (name: string) => import(/* @vite-ignore */ pathToFileURL(`${folder}${name}`).href);
  await RUNS[id]!(await load("pool.js"), "SELECT pg_sleep(0.3)");
  const { calls } = await load("token.js");
  // whoever asks the server for its version first makes a connection more
  expect(calls.count).toBeGreaterThanOrEqual(2);
});

describe("the text", () => {
  test("names the module and the function as the language does", () => {
    expect(code("node-postgres", "@scope/token#currentToken")).toContain(
      'import { currentToken } from "@scope/token";',
    );
    expect(code("postgres-js", "./token.js#default")).toContain('import currentPassword from "./token.js";');
    expect(code("asyncpg", "app.token#current_token")).toContain("from app.token import current_token");
    expect(code("asyncpg", "app.token#current_token")).toContain("password=current_token");
  });

  test.each([
    ["node-postgres", "token.js"],
    ["node-postgres", "./token.js#"],
    ["node-postgres", '"; process.exit(1); "#f'],
    ["node-postgres", "./token.js#f();g"],
    ["node-postgres", "a\nb#f"],
    ["asyncpg", "./token.js#f"],
    ["asyncpg", "a.b;c#f"],
  ])("%s refuses %j", (id, from) => {
    expect(() => code(id, from)).toThrow(/MODULE#NAME/);
  });

  test("is code", () => {
    const { config } = configOf(settings());
    expect(() => render(config, "node-postgres", { format: "json", passwordFrom: "./t.js#f" })).toThrow(/form code/);
    expect(render(config, "node-postgres", { passwordFrom: "./t.js#f" }).format).toBe("code");
  });
});

test("a target whose options take no function says what does", () => {
  expect(() => code("pgxpool", "token#Current")).toThrow(/BeforeConnect/);
  expect(() => code("slonik", "./t.js#f")).toThrow(/the option `password` of `createPool`/);
  expect(() => code("diesel", "token#current")).toThrow(PoolcfgError);
});

test("each callback has a source, and each option is one of the target's own", () => {
  const own = targets.filter(({ passwordCallback }) => passwordCallback);
  expect(own.length).toBeGreaterThan(30);
  for (const { id, passwordCallback, forms, connection } of own) {
    const { how, source, option } = passwordCallback!;
    expect([id, source]).toEqual([id, expect.stringMatching(/^https:\/\//)]);
    expect([id, how]).toEqual([id, expect.stringMatching(/^[^A-Z].*[^.]$/)]);
    if (!option) continue;
    expect([id, forms.includes("code"), connection.layout]).toEqual([id, true, "options"]);
    if (connection.layout === "options" && !option.code) expect([id, option.key]).toEqual([id, connection.password]);
  }
});

describe("a token that is set as password", () => {
  const token = "db.example.com:5432/?Action=connect&DBUser=app&X-Amz-Expires=900&X-Amz-Signature=0";
  const cwd = folder({ "poolcfg.toml": `[connection]\nhost = "h"\npassword = "${token}"\n` });

  test("is no obstacle to a render that leaves it out", async () => {
    const words = ["render", "--target=node-postgres", "--format=code", "--no-env"];
    expect(await poolcfg(words, { cwd })).toMatchObject({ code: 1, out: "" });
    const { code, out } = await poolcfg([...words, "--password-from=./token.js#currentToken"], { cwd });
    expect([code, out]).toEqual([0, expect.stringContaining("password: currentToken")]);
    expect(out).not.toContain("Signature");
  });

  test.each([
    ["pgxpool", "BeforeConnect"],
    ["knex", "connection.password"],
    ["diesel", "no callback"],
  ])("names the callback of %s", async (target, name) => {
    const { out } = await poolcfg(["validate", `--target=${target}`, "--no-env", "--format=json"], { cwd });
    const { findings } = JSON.parse(out) as { findings: { rule: string; help?: string }[] };
    expect(findings.find(({ rule }) => rule === "token-as-password")?.help).toContain(name);
  });
});
