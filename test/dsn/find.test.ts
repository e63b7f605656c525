import { describe, expect, test } from "vitest";
import { findDsns } from "../../src/dsn/find.ts";

describe("findDsns", () => {
  test.each<[string, string[]]>([
    ["postgres://u:p@h/d", ["postgres://u:p@h/d"]],
    [
      'DATABASE_URL="postgresql://u:p@h:5432/d?schema=public&connection_limit=10"',
      ["postgresql://u:p@h:5432/d?schema=public&connection_limit=10"],
    ],
    ["DATABASE_URL=postgresql://u:p@h/d # the one\nOTHER=1", ["postgresql://u:p@h/d"]],
    [
      "spring.datasource.url=jdbc:postgresql://localhost:5432/postgres?currentSchema=loki\n",
      ["jdbc:postgresql://localhost:5432/postgres?currentSchema=loki"],
    ],
    ['url: "${URL:jdbc:postgresql://localhost:5432/thingsboard}"', ["jdbc:postgresql://localhost:5432/thingsboard"]],
    [
      "dsn: ${DATABASE_DSN:-postgres://root:root@localhost:5432/db?sslmode=disable}",
      ["postgres://root:root@localhost:5432/db?sslmode=disable"],
    ],
    ["const url = 'postgres://u:a b\"c@h/d';", ['postgres://u:a b"c@h/d']],
    [
      "x = `postgresql://${user}:${password}@${host}/${db}?sslmode=require`,",
      ["postgresql://${user}:${password}@${host}/${db}?sslmode=require"],
    ],
    ['  url      = "postgresql://u:%S&^#q@some.url:5432/some_db"\n}', ["postgresql://u:%S&^#q@some.url:5432/some_db"]],
    ["(see postgres://h/d), or postgres+asyncpg://h2/d.", ["postgres://h/d", "postgres+asyncpg://h2/d"]],
    ["POSTGRES_URL: postgres://a@h/d,\n  b: postgres://b@h/d", ["postgres://a@h/d", "postgres://b@h/d"]],
    ["url: process.env.DATABASE_URL + '?connection_limit=5&pool_timeout=10'", ["?connection_limit=5&pool_timeout=10"]],
    [
      "url: `${DATABASE_URL}?connection_limit=20&pool_timeout=20&socket_timeout=20`",
      ["?connection_limit=20&pool_timeout=20&socket_timeout=20"],
    ],
    [
      "# add to it\n?sslmode=require&sslaccept=accept_invalid_certs",
      ["?sslmode=require&sslaccept=accept_invalid_certs"],
    ],
    ['pgxpool.New(ctx, dsn+"?pool_max_conns=200")', ["?pool_max_conns=200"]],
    ["https://example.com/?connection_limit=5 and a ? b=1 : c=2, ?page=2&max=10", []],
    ["mysql://u:p@h/d?connection_limit=5", []],
    ["nothing", []],
    ["", []],
  ])("%s", (text, want) => {
    expect(findDsns(text).map(({ start, end }) => text.slice(start, end))).toEqual(want);
  });
});
