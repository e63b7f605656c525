// addresses of other databases: recognised and named, and never taken for a misspelt PostgreSQL address
import { expect, test } from "vitest";
import { otherByAddress } from "../../src/dsn/database-systems.ts";
import { readConnectionString } from "../../src/load/find-driver.ts";
import { poolcfg } from "../cli/_run.ts";

const OTHERS: readonly (readonly [address: string, title: string])[] = [
  ["mysql://app:c4nary@db/shop", "MySQL"],
  ["mysql2://db/shop", "MySQL"],
  ["mariadb+mariadbconnector://db/shop", "MySQL"],
  ["MYSQL+PYMYSQL://db/shop", "MySQL"],
  ["jdbc:mysql://db/shop?useSSL=false", "MySQL"],
  ["jdbc:mariadb:replication://db/shop", "MySQL"],
  ["r2dbc:pool:mysql://db/shop", "MySQL"],
  ["sqlite:///data/app.db", "SQLite"],
  ["sqlite+aiosqlite:///./app.db", "SQLite"],
  ["sqlite::memory:", "SQLite"],
  ["file:./dev.db", "SQLite"],
  ["libsql://shop.turso.io", "SQLite"],
  ["mongodb://a,b/shop", "MongoDB"],
  ["mongodb+srv://app:c4nary@cluster.example/shop", "MongoDB"],
  ["sqlserver://db:1433;database=shop", "SQL Server"],
  ["jdbc:sqlserver://db;database=shop", "SQL Server"],
  ["mssql+pyodbc://db/shop", "SQL Server"],
  ["jdbc:oracle:thin:@db:1521/shop", "Oracle Database"],
  ["clickhouse+native://db/shop", "ClickHouse"],
  ["jdbc:h2:mem:shop", "H2"],
  ["redis://cache:6379/0", "Redis"],
];

test.each(OTHERS)("%s", (address, title) => {
  const { faults, settings } = readConnectionString(address);
  expect(faults.map(({ rule }) => rule)).toEqual(["not-postgresql"]);
  expect(faults[0]!.message).toContain(title);
  expect(faults[0]!.help).not.toMatch(/Begin it/);
  expect(settings).toEqual([]);
});

test.each(["postgres://db/shop", "postgresql+asyncpg://db/shop", "jdbc:postgresql://db/shop", "host=db dbname=mysql"])(
  "%s is none of them",
  (address) => {
    expect(otherByAddress(address)).toBeUndefined();
    expect(readConnectionString(address).faults.map(({ rule }) => rule)).not.toContain("not-postgresql");
  },
);

test.each(["C:\\data\\app.toml", "mysql", "sqlite.toml", "key: value", "mysql: true"])("%j is no address", (text) => {
  expect(otherByAddress(text)).toBeUndefined();
});

test.each(["mysql://app:c4nary@db/shop", "sqlite:app.db"])(
  "validate %s says that it is not covered",
  async (address) => {
    const argument = await poolcfg(["validate", address, "--no-env"]);
    const variable = await poolcfg(["validate"], { env: { DATABASE_URL: address } });
    for (const { code, out, err } of [argument, variable]) {
      expect(code).toBe(1);
      expect(out).toContain("not-postgresql");
      expect(out + err).not.toMatch(/c4nary|[Bb]egin it with/);
    }
  },
);
