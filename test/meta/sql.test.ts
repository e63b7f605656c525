// poolcfg's own SQL does not depend on the search_path of a session
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../src/", import.meta.url));
const sources = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"));

/** Folder whose queries all run in doctor's transaction, which sets a search_path of its own. */
const SAFE = "doctor/queries/";

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
}

/** Where a function of the application's program is written out, which queries nothing but a constant. */
const VALIDATED = ["pools/tarn-validate.ts"];

/** Texts that begin as a query does. Literals are not told from prose by their quotes, so all are looked at. */
function queriesIn(text: string): string[] {
  const literals = withoutComments(text).matchAll(/`((?:\\[\s\S]|[^\\`])*)`|"((?:\\.|[^\\"\n])*)"/g);
  return [...literals].flatMap(([, template, quoted]) => {
    const sql = template ?? quoted ?? "";
    return /^\s*(?:SELECT|WITH|VALUES|TABLE|CALL|DO)\s/.test(sql) ? [sql] : [];
  });
}

/** What of a query is looked up in the search_path: functions, operators, types and relations without a schema. */
function lookedUp(sql: string): string[] {
  const bare = sql
    .replace(/\$\{[^}]*\}/g, " ")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/OPERATOR\(pg_catalog\.[^)]+\)/g, " ");
  // a part of the grammar, and no functions that are looked up
  const grammar =
    /^(?:SELECT|IN|AND|OR|NOT|EXISTS|COALESCE|NULLIF|GREATEST|LEAST|FILTER|WHERE|VALUES|ARRAY|ROW|OVER)$/i;
  return [
    ...[...bare.matchAll(/(?<![\w.])([a-z_]\w*)\s*\(/gi)]
      .map(([, name]) => name!)
      .filter((name) => !grammar.test(name)),
    ...[...bare.matchAll(/::\s*(?!pg_catalog\.)([\w"]+)/g)].map(([, type]) => `::${type}`),
    ...[...bare.matchAll(/(?<![\w:])(?:[-+*/<>=~!@#%^&|?]+)(?=\s|\d|$)/g)]
      .map(([operator]) => operator)
      .filter((operator) => operator !== ""),
    ...[...bare.matchAll(/\b(?:FROM|JOIN)\s+(?!pg_catalog\.|\()([\w"]+)/gi)].map(([, relation]) => relation!),
  ];
}

test("what is looked up is found in a query", () => {
  expect(lookedUp("SELECT now()")).toEqual(["now"]);
  expect(lookedUp("SELECT pg_catalog.now()")).toEqual([]);
  expect(lookedUp("SELECT a::text, b::pg_catalog.text FROM t, pg_catalog.pg_class")).toEqual(["::text", "t"]);
  expect(lookedUp("SELECT a - b, a OPERATOR(pg_catalog.-) b")).toEqual(["-"]);
  expect(lookedUp("SELECT 'a - now()'")).toEqual([]);
});

test("each query of the library is qualified, or runs in doctor's transaction", () => {
  const queries = sources
    .filter((name) => !name.startsWith(SAFE) && /^(?:runtime|doctor)\//.test(name))
    .flatMap((name) => queriesIn(readFileSync(root + name, "utf8")).map((sql) => ({ name, sql })));
  expect(queries.length).toBeGreaterThan(3);
  for (const { name, sql } of queries) expect(lookedUp(sql), `${name}: ${sql}`).toEqual([]);
});

test("no other part of the library has queries", () => {
  const elsewhere = sources.filter(
    (name) =>
      !/^(?:runtime|doctor)\//.test(name) && /\.query\(/.test(withoutComments(readFileSync(root + name, "utf8"))),
  );
  expect(elsewhere).toEqual(VALIDATED);
});

test("doctor sends queries from one place, which puts the search_path before each", () => {
  const senders = sources.filter(
    (name) => name.startsWith("doctor/") && /\.query\(/.test(readFileSync(root + name, "utf8")),
  );
  expect(senders).toEqual(["doctor/_session.ts"]);
  const text = readFileSync(`${root}doctor/_session.ts`, "utf8");
  const sent = [...text.matchAll(/this\.#send\(([^)]*)\)/g)].map(([, what]) => what!);
  expect(sent).toEqual(['statements.join("; "', '"ROLLBACK"', "`SHOW ${what}`"]);
  expect(text).toContain('const statements = ["BEGIN READ ONLY", SAFE_PATH, ...limits, sql, "ROLLBACK"];');
  expect(text).toContain('"SET LOCAL search_path = pg_catalog, pg_temp"');
});
