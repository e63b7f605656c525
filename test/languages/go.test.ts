// how Go's programs are written
import { expect, test } from "vitest";
import { Expression } from "../../src/codecs/literal.ts";
import go from "../../src/languages/go.ts";

const secret = go.variable("PGPASSWORD");

test.each([
  "postgresql://h/db",
  "postgresql://o%27brien%40x@a:1,b:2/db?sslmode=require",
  "postgresql://u@/db?host=/var/run",
])("the password goes into %s, which stays whole", (dsn) => {
  const written = go.withPassword!(dsn, secret);
  expect(written.code).toBe(`withPassword(${JSON.stringify(dsn)}, os.Getenv("PGPASSWORD"))`);
  expect(written.imports).toEqual(['"os"', '"net/url"', '"strings"']);
});

test("one helper sets parameters and takes them out", () => {
  const dsn = new Expression("dsn");
  const set = go.withParameters!(dsn, { sslmode: "require", sslrootcert: "/a b&c" });
  expect(set.code).toBe('withParameters(dsn, "sslmode=require", "sslrootcert=/a%20b%26c")');
  const gone = go.withoutParameters!(set, ["pool_timeout"], "");
  expect(gone.code).toBe(`withParameters(${set.code}, "pool_timeout")`);
  expect(new Set(gone.helpers).size).toBe(1);
});

test("a program is laid out as gofmt does it", () => {
  const program =
    'import (\n\t"os"\n\t"context"\n\n\t"x/b"\n\t"x/a"\n)\n\nvar c = C{\n\tA: 1,\n\tLong: "b: c",\n}\n\n\n\n';
  expect(go.tidy!(program)).toBe(
    'import (\n\t"context"\n\t"os"\n\n\t"x/a"\n\t"x/b"\n)\n\nvar c = C{\n\tA:    1,\n\tLong: "b: c",\n}\n',
  );
});

test("text is one literal, whatever is in it", () => {
  expect(go.quote('a "b" \\ \n \u2028 \u007f `c` $d')).toBe('"a \\"b\\" \\\\ \\n \\u2028 \\u007f `c` $d"');
});
