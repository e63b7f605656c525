// import, as it is called: files, tables of files, folders, programs
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runProgram } from "../../src/cli/_program.ts";
import { folder, poolcfg } from "./_run.ts";

const CANARY = "kanarienvogel7";
const ENV = { PATH: process.env.PATH ?? "" };

describe("a file", () => {
  test.each<[string, string, string[], string]>([
    ["knexfile.json", '{ "pool": { "max": 4 } }', [], "read as knex, known by the name of the file"],
    ["db.yaml", "client: pg\npool:\n  max: 4\n", [], "read as knex, known by the keys client, pool.max"],
    ["db.toml", '[main]\nclient = "pg"\n[main.pool]\nmax = 4\n', [], "read as knex"],
    [
      ".env",
      "DATABASE_URL=postgresql://h/d?connection_limit=4\n",
      [],
      "read as prisma, known by the parameters connection_limit, in DATABASE_URL",
    ],
    [".env", "POOL_MAX=4\n", [], ""],
    [".env.production", "DATABASE_URL=postgresql://h/d?connection_limit=4\n", ["--from", "prisma"], ""],
    [
      "schema.prisma",
      'url = "postgresql://h/d?connection_limit=4"\n',
      [],
      "read as prisma, known by the name of the file",
    ],
    ["db.ts", 'const url = "postgresql://h/d?connection_limit=4";\n', ["--from", "prisma"], ""],
  ])("%s %#", async (name, text, words, how) => {
    const { code, out, err } = await poolcfg(["import", name, "--stated-only", ...words], {
      cwd: folder({ [name]: text }),
    });
    expect(err).toContain(how);
    expect(out).toMatch(/^max = 4$/m);
    expect(code).toBe(0);
  });

  test("a program is not read as text for a tool that has options beside the URL", async () => {
    const cwd = folder({ "db.ts": 'createPool("postgresql://h/d", { maxPoolSize: 5 });\n' });
    const { code, out, err } = await poolcfg(["import", "db.ts", "--from", "slonik"], { cwd });
    expect(err).toContain("Say --exec");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("one table of it", async () => {
    const cwd = folder({ "app.json": '{ "db": { "pg": { "max": 4, "idleTimeoutMillis": "x" } } }' });
    const { code, out, err } = await poolcfg(["import", "app.json#db.pg", "--stated-only"], { cwd });
    expect(out).toMatch(/^max = 4$/m);
    expect(err).toContain("app.json:1:50");
    expect(code).toBe(1);
    const missing = await poolcfg(["import", "app.json#db.my"], { cwd });
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('no table "db.my": in "db" there is pg') });
  });

  test.each([
    ["--from", "prisma"],
    ["--from", "auto"],
  ])("a variable without a connection string in it is no empty result (%s %s)", async (...words) => {
    const { code, err } = await poolcfg(["import", ".env", ...words], {
      cwd: folder({ ".env": "DATABASE_URL=hello\n" }),
    });
    expect(err).toContain("This is not a PostgreSQL connection string");
    expect(code).toBe(1);
  });

  test("what was recognised is in the JSON", async () => {
    const cwd = folder({
      "knexfile.json": '{ "production": { "pool": { "max": 4 } }, "test": { "pool": { "max": 5 } } }',
    });
    const { out } = await poolcfg(["import", "knexfile.json", "--format", "json"], {
      cwd,
      env: { NODE_ENV: "production" },
    });
    expect(JSON.parse(out)).toMatchObject({
      from: "knex",
      recognised: "the name of the file",
      environment: "production",
      values: { "pool.max": 4 },
    });
  });

  test("the environment that NODE_ENV chose is said", async () => {
    const cwd = folder({
      "knexfile.json": '{ "production": { "pool": { "max": 4 } }, "test": { "pool": { "max": 5 } } }',
    });
    const { err } = await poolcfg(["import", "knexfile.json"], { cwd, env: { NODE_ENV: "test" } });
    expect(err).toContain("environment test, which NODE_ENV names\n");
  });

  test("the severities of the config that is there hold", async () => {
    const text = '{ "client": "pg", "pool": { "max": 4, "propagateCreateError": false } }';
    const cwd = folder({ "k.json": text, "poolcfg.toml": '[rules]\ncreate-error-hidden = "error"\n' });
    expect(await poolcfg(["import", "k.json"], { cwd })).toMatchObject({ code: 1 });
    expect(await poolcfg(["import", "k.json"], { cwd: folder({ "k.json": text }) })).toMatchObject({ code: 0 });
  });

  test("the package that is installed settles a tie", async () => {
    const cwd = folder({
      "x.json": '{ "pool": { "max": 4 } }',
      "package.json": '{ "dependencies": { "knex": "^3.2.0" } }',
    });
    expect((await poolcfg(["import", "x.json"], { cwd })).err).toContain("read as knex");
  });

  test("what is installed is asked where the file is, for one table of it, too", async () => {
    const cwd = folder({
      "app/x.json": '{ "db": { "pool": { "max": 4 } } }',
      "app/package.json": '{ "dependencies": { "knex": "^3.2.0" } }',
    });
    expect((await poolcfg(["import", "app/x.json#db"], { cwd })).err).toContain("read as knex");
  });
});

describe("a Prisma schema takes its URL from a variable", () => {
  const schema = 'datasource db {\n  provider = "postgresql"\n  url      = env("MY_URL")\n}\n';

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["of a .env above it", { ".env": "MY_URL=postgresql://h/d?connection_limit=4\nDATABASE_URL=postgresql://x\n" }, {}],
    ["of a .env beside it", { "prisma/.env": "MY_URL=postgresql://h/d?connection_limit=4\n" }, {}],
    ["of the environment", {}, { MY_URL: "postgresql://h/d?connection_limit=4" }],
  ])("%s", async (_, files, env) => {
    const cwd = folder({ "prisma/schema.prisma": schema, ...files });
    const { code, out, err } = await poolcfg(["import", ".", "--stated-only"], { cwd, env });
    expect(err).toContain("read as prisma, known by the name of the file, in MY_URL");
    expect(out).toContain("# imported from Prisma (up to 6)\n");
    expect(out).toMatch(/url = "postgresql:\/\/h\/d"\n\n\[pool\]\nmax = 4$/m);
    expect(code).toBe(0);
  });

  test("that is nowhere", async () => {
    const { code, err } = await poolcfg(["import", "."], { cwd: folder({ "schema.prisma": schema }) });
    expect(code).toBe(2);
    expect(err).toContain("takes its connection string from MY_URL, which is neither in the environment nor in a .env");
  });
});

describe("a folder", () => {
  test("with one file has it imported, and says what it found", async () => {
    const cwd = folder({ "app/knexfile.json": '{ "pool": { "max": 4 } }', "app/.env": "A=1\n" });
    const { code, out, err } = await poolcfg(["import", "app", "--stated-only"], { cwd });
    expect(err).toContain("found in app:\n  app/knexfile.json (by its name: knex)\n  app/.env (variables)\n");
    expect(out).toMatch(/^max = 4$/m);
    expect(code).toBe(0);
  });

  test("with several has them listed", async () => {
    const cwd = folder({ "knexfile.json": "{}", "prisma/schema.prisma": "", ".env": "" });
    const { code, out, err } = await poolcfg(["import", "."], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("  knexfile.json (by its name: knex)\n  prisma/schema.prisma (by its name: Prisma");
    expect(err).toContain("Name one of them: poolcfg import knexfile.json");
  });

  test("with none says so", async () => {
    const { code, err } = await poolcfg(["import", "."], { cwd: folder({ "package.json": "{}" }) });
    expect(code).toBe(2);
    expect(err).toContain("holds no file that poolcfg knows");
  });
});

describe("nothing at all", () => {
  test.each([
    ["import", "-"],
    ["import", "missing.json"],
    ["import", "missing.js", "--exec"],
  ])("%s %s", async (...argv) => {
    expect(await poolcfg(argv)).toMatchObject({ code: 2, out: "" });
  });
});

describe("a program is not run unless that is said", () => {
  test.each(["knexfile.js", "knexfile.mjs", "knexfile.ts", "prisma.config.ts", "any.cjs"])("%s", async (name) => {
    const cwd = folder({ [name]: 'require("node:fs").writeFileSync("ran", "");' });
    const { code, out, err } = await poolcfg(["import", name], { cwd, env: ENV });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/is a program: .*would run it with Node.*10 s at most\. Nothing was run\. Say --exec/);
    expect(err).toMatch(/node -p 'JSON\.stringify\(require\("\.\/\S+"\)\)' \| poolcfg import - --from \S+$/m);
    expect(existsSync(join(cwd, "ran"))).toBe(false);
  });
});

describe.concurrent("what a program exports", () => {
  const options = "{ client: 'pg', connection: { host: 'h' }, pool: { min: 0, max: 4 } }";
  test.each<[string, string, string]>([
    ["module.exports", "knexfile.js", `module.exports = ${options};`],
    ["its exports", "knexfile.cjs", `exports.production = ${options};`],
    ["a default export", "knexfile.mjs", `export default ${options};`],
    ["a named export", "knexfile.mjs", `export const production = ${options};`],
    ["compiled to CommonJS", "knexfile.js", `exports.__esModule = true; exports.default = ${options};`],
    ["a promise", "knexfile.js", `module.exports = Promise.resolve(${options});`],
    ["a function", "knexfile.js", `module.exports = () => (${options});`],
    ["an async function", "knexfile.mjs", `export default async () => (${options});`],
    [
      "a function that takes a callback",
      "knexfile.js",
      `module.exports = (done) => { setTimeout(done, 5, null, ${options}); };`,
    ],
    [
      "TypeScript",
      "knexfile.ts",
      `const max: number = 4; export default ${options.replace("4", "max")} satisfies object;`,
    ],
    ["a live object", "knexfile.js", `class Live { options = ${options}; } module.exports = new Live();`],
    [
      "a live object under a name",
      "knexfile.mjs",
      `class Live { options = ${options}; } export const Source = new Live();`,
    ],
    [
      "a live function",
      "knexfile.js",
      `module.exports = Object.assign(() => { throw 1 }, { client: { config: ${options} } });`,
    ],
    [
      "with noise around it",
      "knexfile.js",
      `console.log("{"); process.stdout.write("[1]"); module.exports = ${options}; setInterval(() => {}, 9);`,
    ],
  ])("%s", async (_, name, text) => {
    const { code, out, err } = await poolcfg(["import", name, "--exec", "--stated-only"], {
      cwd: folder({ [name]: text }),
      env: ENV,
    });
    expect(err).toBe("read as knex, known by the name of the file\n");
    expect(out).toBe('# imported from knex\n\n[connection]\nhost = "h"\n\n[pool]\nmax = 4\nmin = 0\n');
    expect(code).toBe(0);
  });

  test("what JSON cannot hold is said, or found", async () => {
    const text = `
      const config = { client: "pg", pool: { max: Infinity, min: NaN, validate: () => true }, connection: { ssl: { ca: Buffer.from("PEM") } } };
      config.self = config; config.map = new Map(); config.big = 5n; config.at = new Date(0); config.like = /a/;
      config.nothing = undefined; Object.defineProperty(config, "odd", { enumerable: true, get() { throw new Error("${CANARY}"); } });
      config["__proto__x"] = 1; module.exports = config;`;
    const cwd = folder({ "knexfile.js": text });
    const { code, out, err } = await poolcfg(["import", "knexfile.js", "--exec", "--format", "json"], {
      cwd,
      env: ENV,
    });
    const { findings } = JSON.parse(out);
    expect(code).toBe(1);
    const messages = findings.map(({ message }: { message: string }) => message);
    expect(messages).toContain("pool.max is Infinity, not a number");
    expect(messages).toContain("pool.min is NaN, not a number");
    expect(out + err).not.toContain(CANARY);
    const shown = await poolcfg(["import", "knexfile.js", "--exec"], { cwd, env: ENV });
    for (const remark of [
      "pool.validate is a function there",
      "self leads back to itself",
      "map is a Map object",
      "odd cannot be read: its getter throws",
    ])
      expect(shown.out).toContain(`# ${remark}`);
  });

  test("keys of another shape are moved to where they belong", async () => {
    const text = 'export default { schema: "s", datasource: { url: "postgresql://h/d" } };';
    const { out, code } = await poolcfg(["import", ".", "--exec", "--stated-only"], {
      cwd: folder({ "prisma.config.mjs": text }),
      env: ENV,
    });
    expect(out).toBe('# imported from Prisma 7\n\n[connection]\nurl = "postgresql://h/d"\n');
    expect(code).toBe(0);
  });
});

describe.concurrent("a program that goes wrong", () => {
  test.each<[string, string, string, RegExp]>([
    [
      "throws",
      "knexfile.js",
      `throw new Error("no ${CANARY}: password=${CANARY}")`,
      /could not be run: it threw Error: no/,
    ],
    ["throws something", "knexfile.js", "throw 5", /it threw something: 5/],
    [
      "throws later",
      "knexfile.js",
      "setTimeout(() => { throw new TypeError('late') }); module.exports = new Promise(() => {})",
      /it threw TypeError: late/,
    ],
    ["rejects", "knexfile.mjs", "export default Promise.reject(new Error('no'))", /it threw Error: no/],
    ["has bad syntax", "knexfile.js", "module.exports = {", /it threw SyntaxError/],
    ["needs what is not there", "knexfile.js", "require('nowhere')", /it threw Error: Cannot find module/],
    ["exits", "knexfile.js", "process.exit(0)", /ended \(exit code 0\) without exporting settings/],
    [
      "exits with a code",
      "knexfile.js",
      "console.error('why'); process.exit(7)",
      /ended \(exit code 7\)[^\n]*It wrote:\n {2}why/,
    ],
    ["is killed", "knexfile.js", "process.kill(process.pid, 'SIGTERM')", /ended \(SIGTERM\)/],
    ["never gets there", "knexfile.mjs", "await new Promise(() => {})", /ended \(exit code 13\)/],
    ["exports nothing", "knexfile.js", "", /exports nothing, not a table of settings/],
    ["exports a text", "knexfile.js", "module.exports = 'postgres://u:p@h/d'", /exports string, not a table/],
    [
      "exports what hides its options",
      "knexfile.js",
      "class Kysely { #x = 1 }; module.exports = new Kysely()",
      /exports a Kysely object, which does not show its options/,
    ],
    [
      "exports what hides its options, by a name in lower case",
      "knexfile.js",
      "module.exports = new (class pool { #x = 1 })()",
      /exports a pool object, which does not show its options/,
    ],
    [
      "exports by name what hides its options",
      "knexfile.mjs",
      "class Kysely { #x = 1 }; export const db = new Kysely()",
      /exports only db, which is a Kysely object, not a table/,
    ],
    [
      "prints its secrets",
      "knexfile.js",
      `const password = "${CANARY}"; console.log("${CANARY}"); console.error({ password }); throw new Error(password)`,
      /\*\*\*/,
    ],
    [
      "prints the secrets of the environment",
      "knexfile.js",
      "console.log(process.env.PGPASSWORD, process.env.DATABASE_URL); process.exit(1)",
      /It wrote/,
    ],
    [
      "prints secrets of every shape",
      "knexfile.js",
      `const { DB_PASSWORD, SIGNING_KEY } = process.env;
      console.log(DB_PASSWORD); console.log("x".repeat(290) + DB_PASSWORD); console.log(SIGNING_KEY);
      throw new Error("x".repeat(290) + DB_PASSWORD)`,
      /x{290}\*\*\*/,
    ],
    [
      "throws a literal of its own",
      "knexfile.js",
      `const first = "${CANARY}"; const { a } = require("node:path"); console.error(\`at \${first}-${CANARY}\`); throw new Error(first)`,
      /it threw Error: \*\*\*/,
    ],
    ["says what it needs", "knexfile.js", 'throw new Error("DB_URL is not set")', /it threw Error: DB_URL is not set/],
    ["names a module", "knexfile.js", 'require("./no-such-file")', /Cannot find module '\.\/no-such-file'/],
    ["prints a lot", "knexfile.js", "for (;;) require('fs').writeSync(1, 'x'.repeat(1e6))", /wrote more than 5 MiB/],
    ["exports a lot", "knexfile.js", "module.exports = { a: 'x'.repeat(6e6) }", /wrote more than 5 MiB/],
  ])("%s", async (_, name, text, message) => {
    const env = {
      ...ENV,
      PGPASSWORD: CANARY,
      DATABASE_URL: `postgres://u:${CANARY}@h/d`,
      DB_PASSWORD: `a"${CANARY}`,
      SIGNING_KEY: `-----BEGIN\n${CANARY}\n-----END`,
    };
    const { code, out, err } = await poolcfg(["import", name, "--exec"], { cwd: folder({ [name]: text }), env });
    expect(err).toMatch(message);
    // nor what a cut leaves of it
    expect(err).not.toContain(CANARY.slice(0, 5));
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("is stopped after the time limit, with all that it started", async () => {
    const text = `
      const { spawn } = require("node:child_process");
      // appended, so that a stop in the middle of a write does not leave the file empty
      const beat = "setInterval(() => require('node:fs').appendFileSync('beat', '.'), 20)";
      spawn(process.execPath, ["-e", beat], { stdio: "inherit" });
      // the other program has begun by then, however busy the machine is
      while (!require("node:fs").existsSync("beat")); for (;;);`;
    const cwd = folder({ "knexfile.js": text });
    const path = join(cwd, "knexfile.js");
    const run = runProgram({ path, name: "knexfile.js", source: text, env: ENV, timeLimit: 5_000 });
    await expect(run).rejects.toThrow(/still running after 5 s, the time limit, and was stopped/);
    const beat = () => (existsSync(join(cwd, "beat")) ? readFileSync(join(cwd, "beat"), "utf8") : "");
    const last = beat();
    expect(last).not.toBe("");
    await sleep(200);
    expect(beat()).toBe(last);
  });

  test("ends itself where poolcfg is gone", async () => {
    const cwd = folder({ "knexfile.js": "for (;;);" });
    const loader = fileURLToPath(new URL("../../templates/exec/load-config.mjs", import.meta.url));
    const child = spawn(process.execPath, [loader, join(cwd, "knexfile.js"), "500"], { detached: true });
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");
  });

  test.each([
    '{"value":{},"dropped":5}',
    '{"value":{"a":1},"marks":[[5,"NaN"]]}',
    '{"value":5}',
    '{"failure":5}',
    '{"failure":{"kind":"threw","message":5}}',
    '{"failure":{"name":"x"}}',
    "null",
    "[]",
  ])("writes a report of its own: %s", async (report) => {
    const text = `require("node:fs").writeSync(3, ${JSON.stringify(report)}); process.exit(0)`;
    const { code, err } = await poolcfg(["import", "knexfile.js", "--exec"], {
      cwd: folder({ "knexfile.js": text }),
      env: ENV,
    });
    expect(err).toMatch(/without exporting settings/);
    expect(code).toBe(2);
  });

  test("marks that lead out of the settings are passed over", async () => {
    const marks = [["__proto__", "max"], ["pool", "constructor", "max"], ["pool", "min"], ["no", "way"], []];
    const report = { value: { pool: { max: 4 } }, marks: marks.map((pointer) => [pointer, "Infinity"]) };
    const text = `require("node:fs").writeSync(3, ${JSON.stringify(JSON.stringify(report))}); process.exit(0)`;
    const cwd = folder({ "knexfile.js": text });
    const { out } = await poolcfg(["import", ".", "--exec", "--stated-only"], { cwd, env: ENV });
    expect(out).toBe("# imported from knex\n\n[pool]\nmax = 4\n");
    expect(({} as Record<string, unknown>).max).toBeUndefined();
  });

  test("what it leaves running does not hold us up", async () => {
    const text = `
      require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 600000)"], { stdio: "inherit" });
      module.exports = { client: "pg", pool: { max: 4 } };`;
    const cwd = folder({ "knexfile.js": text });
    // else the test runs into its own time limit
    expect((await poolcfg(["import", ".", "--exec"], { cwd, env: ENV })).code).toBe(0);
  });

  test("pollutes only itself", async () => {
    const text = `
      Object.prototype.max = 99; Array.prototype.toJSON = () => "x"; JSON.stringify = () => "{}";
      module.exports = JSON.parse('{ "client": "pg", "__proto__": { "max": 7 }, "pool": { "max": 4, "__proto__": { "min": 3 } } }');`;
    const cwd = folder({ "knexfile.js": text });
    const { out } = await poolcfg(["import", ".", "--exec", "--stated-only"], { cwd, env: ENV });
    expect(out).toMatch(/^max = 4$/m);
    expect(out).not.toMatch(/min|99|7/);
    expect(({} as Record<string, unknown>).max).toBeUndefined();
  });
});
