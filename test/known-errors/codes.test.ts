// a number is a code only where its surroundings say so
import { describe, expect, it } from "vitest";
import { codesIn } from "../../src/known-errors/_codes.ts";

const codes = (text: string) => codesIn(text).map(({ code }) => code);

describe("a code is found", () => {
  it.each([
    ["alone", "53300"],
    ["alone, quoted", " '28P01'. "],
    ["alone, in brackets", "(P2024)"],
    ["after SQLSTATE", "ERROR: x (SQLSTATE 28P01)"],
    ["after SQLSTATE of PDO", "SQLSTATE[08006] [7] timeout"],
    ["after SQLState of JDBC", "SQL Error: 0, SQLState: 08001"],
    ["after SqlState of .NET", "  SqlState: 53300"],
    ["after pgcode", "e.pgcode == '55P03'"],
    ["after code in an object of Node", "{ severity: 'FATAL', code: '57P01' }"],
    ["after code in JSON", '{"code":"25P02","msg":"x"}'],
    ["after error code", "query failed, error code 40P01"],
    ["after code=", "level=error code=3D000"],
    ["after FATAL: of psql", "psql: error: FATAL:  53300: trop de connexions"],
    ["after FATAL of Postgrex", "** (Postgrex.Error) FATAL 53300 (too_many_connections) x"],
    ["after FATAL in a csvlog", '2026-11-29 21:00:00 UTC,"app",FATAL,28P01,"x"'],
    ["after an exception of Npgsql", "Npgsql.PostgresException (0x80004005): 42501: x"],
    ["in SqlState of Rust", 'code: SqlState(E40001), message: "x"'],
    ["after Error:", "Error: P1001: x"],
    ["in brackets after Error", "AggregateError [ECONNREFUSED]:"],
    ["after a system call", "connect ECONNREFUSED 10.0.0.5:5432"],
    ["in parentheses, beside an error", "the job failed (53300)"],
  ])("%s", (_where, text) => {
    const [, code] = /(?<![0-9A-Za-z_])E?((?:[0-9][0-9A-Z]{4}|P\d{4}|ECONNREFUSED))(?![0-9A-Za-z_])/.exec(text)!;
    expect(codes(text)).toContain(code);
  });
});

describe("a number is left alone", () => {
  it.each([
    ["in a path", "GET /orders/28000 200 12ms"],
    ["as a duration", "LOG:  duration: 53300.412 ms  statement: VACUUM"],
    ["as a count", "import: processed 26000 rows in 4.1 s"],
    ["as a port", "shop/app@10.0.3.7:53300 login attempt"],
    ["as a zip code", "zip code: 28000"],
    ["as an order code", "order code 53300 was shipped"],
    ["as a status code", '"status_code": 57014'],
    ["in a longer word", "ABC53300, x_28000, 28000-1"],
    ["in parentheses, where all is well", "user (28000) logged in"],
    ["after ERROR, as a count", "ERROR: 26000 rows were skipped"],
    ["in an access log", '10.0.0.1 - - "GET /products/P2024 HTTP/1.1" 200 53300'],
    ["in a table", "  28000 | 53300\n  26000 | 40001"],
    ["in SQL", "select * from orders where code = '53300' and x.code = '28000'"],
    ["as a process", "[53300] LOG:  checkpoint complete"],
  ])("%s", (_where, text) => {
    expect(codes(text).filter((code) => /^(?:\d{5}|P\d{4})$/.test(code))).toEqual([]);
  });
});
