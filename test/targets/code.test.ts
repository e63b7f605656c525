// the code form is a module that runs, and holds no secret
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseEnv } from "node:util";
import * as dotenv from "dotenv";
import * as fc from "fast-check";
import { parseAst } from "rolldown/parseAst";
import { afterAll, describe, expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import js from "../../src/languages/js.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { render } from "../../src/render/index.ts";
import env from "../../src/render/syntaxes/env.ts";
import json from "../../src/render/syntaxes/json.ts";
import prisma from "../../src/targets/prisma.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { CONFIGS, configOf, readConfig } from "./_config.ts";

const FOLDER = fileURLToPath(new URL(`../tmp/code-${process.pid}/`, import.meta.url));
mkdirSync(FOLDER, { recursive: true });
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const PG = { prefix: "PG", separator: "__" };

const withCode = targets.filter(({ forms }) => forms.includes("code"));
const SECRETS = ["correct horse", "secret-of-replica", "p@ss", "p%40ss", 'end"', "\\u2028 end"];

describe.each(withCode.map(({ id }) => id))("%s", (id) => {
  test.each(CONFIGS)("%s parses, and holds no secret", (name) => {
    const { text } = render(readConfig(name).config, id, { format: "code", origins: readConfig(name).origins });
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\{\{(?:imports|helpers|options|url)[^}]*\}\}(?! \$&)/);
    // what is no module of Node is compiled where it is measured
    if (withCode.find((target) => target.id === id)!.language !== "js") return;
    const file = `${FOLDER}${id}-${name}.mjs`;
    writeFileSync(file, text);
    if (runs(id)) execFileSync(process.execPath, ["--check", file], { stdio: "pipe" });
  });
});

describe("with types", () => {
  const typed = withCode.filter(({ language }) => language === "js");

  test("every JavaScript target has the form", () => {
    expect(typed.length).toBeGreaterThan(15);
    for (const { id, forms } of typed) expect([id, forms]).toEqual([id, expect.arrayContaining(["code", "ts"])]);
    expect(targets.filter(({ forms }) => forms.includes("ts"))).toEqual(typed);
  });

  test.each(typed.map(({ id }) => id))("%s: the program without its types is that of the code form", (id) => {
    const written = new Set<string>();
    for (const name of CONFIGS)
      for (const onlySet of [false, true]) {
        const { config, origins } = readConfig(name);
        const text = (format: "code" | "ts") => render(config, id, { format, origins, onlySet }).text;
        const [code, ts] = [text("code"), text("ts")];
        expect(`${code}${ts}`).not.toMatch(/<:|:\|/);
        expect(programOf(stripped(ts))).toBe(programOf(code));
        written.add(ts);
      }
    expect(written.size).toBeGreaterThanOrEqual(CONFIGS.length);
  });

  // the path of a generated client ends as each language has it
  function stripped(ts: string): string {
    return stripTypeScriptTypes(ts).replace('"./generated/prisma/client.js"', '"./generated/prisma/client.ts"');
  }

  // by its tokens: where a type was there are blanks, and where an `as` was, parentheses may stand
  function programOf(text: string): string {
    const tree = parseAst(text);
    return JSON.stringify(tree, (key, value) => (["start", "end", "raw"].includes(key) ? undefined : value));
  }
});

// a program in another language is compiled where its library is measured
function runs(id: string): boolean {
  return languageOf(targets.find((target) => target.id === id)!.language!).grammar === undefined;
}

test("a secret among the parameters of a URL that is not the environment's stays out of the code", () => {
  const url = "postgresql://app:canary@h/shop?sslpassword=canary&pgbouncer=true";
  const { config, origins } = configOf({ "connection.url": url, "connection.host": "other" });
  for (const { id } of withCode)
    expect([id, render(config, id, { format: "code", origins }).text]).not.toEqual([
      id,
      expect.stringContaining("canary"),
    ]);
});

async function run(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  name: string,
): Promise<Record<string, never>> {
  const { config, origins } = configOf(settings);
  const file = `${FOLDER}${name}.mjs`;
  writeFileSync(file, render(config, id, { format: "code", origins }).text);
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}

describe("modules that run", () => {
  const hostile = "x\u2028\n{{options}} $& `${process.exit(1)}` </script> \"'\\";

  test("node-postgres, with a Client for the connect timeout", async () => {
    process.env.PGPASSWORD = "from-the-environment";
    const module = await run(
      "node-postgres",
      {
        "connection.host": "h",
        "connection.password": "canary",
        "connection.applicationName": hostile,
        "pool.acquireTimeout": "10s",
        "pool.connectTimeout": "3s",
      },
      "pg",
    );
    const { options } = module.pool as unknown as {
      options: Record<string, unknown> & { Client: new (options: object) => { _connectionTimeoutMillis: number } };
    };
    expect(options).toMatchObject({
      host: "h",
      application_name: hostile,
      connectionTimeoutMillis: 10_000,
      password: "from-the-environment",
    });
    expect(new options.Client(options)._connectionTimeoutMillis).toBe(3_000);
  });

  test("node-postgres, with the URL of the environment less what beats the options", async () => {
    const url = "postgresql://web:canary@h/shop?sslmode=require&connection_limit=5&client_encoding=UTF8";
    process.env.DATABASE_URL = url;
    const module = await run(
      "node-postgres",
      { "connection.url": url, "connection.ssl.mode": "verify-full" },
      "pg-url",
    );
    expect((module.pool as unknown as { options: object }).options).toMatchObject({
      connectionString: "postgresql://web:canary@h/shop?client_encoding=UTF8",
      ssl: { rejectUnauthorized: true },
    });
  });

  test("knex", async () => {
    const module = await run(
      "knex",
      { "connection.host": "h", "connection.applicationName": hostile, "pool.max": 7 },
      "knex",
    );
    const db = module.db as unknown as { client: { config: object; pool: object }; destroy(): Promise<void> };
    expect(db.client.pool).toMatchObject({ max: 7, min: 0 });
    expect(db.client.config).toMatchObject({ connection: { application_name: hostile } });
    await db.destroy();
  });
});

describe("any text survives", () => {
  const text = fc.string({ unit: "binary", maxLength: 60 });
  const key = fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom("__proto__", "constructor", "a-b"));

  test("as a JavaScript literal", () => {
    fc.assert(
      fc.property(fc.dictionary(key, text, { noNullPrototype: true }), (value) => {
        const written = js.literal(value, "");
        expect(written).not.toMatch(/<|\u2028|\u2029/);
        const back = new Function(`return ${written};`)() as object;
        expect(Object.entries(back)).toEqual(Object.entries(value));
      }),
    );
  });

  test("as JSON", () => {
    fc.assert(
      fc.property(fc.dictionary(key, text, { noNullPrototype: true }), (value) => {
        expect(Object.entries(JSON.parse(json.write(value, prisma)) as object)).toEqual(Object.entries(value));
      }),
    );
  });

  test("as environment variables, for a shell, dotenv and Node, or it is refused", () => {
    const nasty = fc.string({ unit: fc.constantFrom(..."ab'\"\\$`{}#= !\t\n~*"), maxLength: 12 });
    const read = (lines: string) => {
      const printed = execFileSync("sh", ["-c", `${lines}printf '%s\\0' "$PG__PASSWORD" "$PG__OTHER"`], {
        encoding: "utf8",
      });
      return [printed.split("\0").slice(0, 2), ...[dotenv.parse(lines), parseEnv(lines)].map(pair)];
    };
    const pair = ({ PG__PASSWORD, PG__OTHER }: Record<string, string | undefined>) => [PG__PASSWORD, PG__OTHER];
    let refused = 0;
    fc.assert(
      fc.property(nasty, (value) => {
        const write = () => env.write({ PASSWORD: value, other: "x'y" }, { ...prisma, variables: PG });
        if (env.unwritable?.(value)) {
          refused++;
          expect(write).toThrow(expect.objectContaining({ name: "PoolcfgError" }));
          return;
        }
        const lines = write();
        expect(lines.match(/\n/g)).toHaveLength(2);
        for (const one of read(lines)) expect(one).toEqual([value, "x'y"]);
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(0);
    expect(env.write({ a: "db.example.com", b: 5 }, { ...prisma, variables: PG }), "no quotes without need").toBe(
      "PG__A=db.example.com\nPG__B=5\n",
    );
  });

  test("dotenv and a shell read a URL as it was", () => {
    const { config, origins } = readConfig("hostile-strings");
    const { text: line, value } = render(config, prisma.id, { format: "env", origins });
    const read = dotenv.parse(line).DATABASE_URL!;
    const shell = execFileSync("sh", ["-c", `${line}printf %s "$DATABASE_URL"`], { encoding: "utf8" });
    expect(shell).toBe(read);
    expect({ ...readConnectionString(read, {}).dsn }).toEqual({ ...readConnectionString(value as string, {}).dsn });
  });
});
