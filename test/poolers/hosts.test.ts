// poolers that the name and the port of a host show
import { expect, test } from "vitest";
import { findsTenantByUser, markOf, poolerAt } from "../../src/poolers/hosts.ts";

test.each([
  ["ep-calm-1-pooler.eu-west-2.aws.neon.tech", 5432, "pgbouncer", "transaction"],
  ["aws-1-eu-west-2.pooler.supabase.com", 6543, "supavisor", "transaction"],
  ["aws-1-eu-west-2.pooler.supabase.com", 5432, "supavisor", "session"],
  ["db.abcdefghijklmnopqrst.supabase.co", 6543, "pgbouncer", "transaction"],
  ["db-1-do-user-1-0.h.db.ondigitalocean.com", 25_061, "pgbouncer", undefined],
  ["a1b2.eu-west-1.horizon.psdb.cloud", 6432, "pgbouncer", "transaction"],
  ["shop.postgres.database.azure.com", 6432, "pgbouncer", "transaction"],
  ["shop.proxy-a1b2c3.eu-west-1.rds.amazonaws.com", 5432, "rds-proxy", "transaction"],
])("%s:%i is a pooler", (host, port, kind, mode) => {
  const mark = markOf({ host, port });
  expect([mark?.kind, mark?.mode]).toEqual([kind, mode]);
});

test.each([
  ["db.abcdefghijklmnopqrst.supabase.co", 5432],
  ["db-1-do-user-1-0.h.db.ondigitalocean.com", 25_060],
  ["shop.postgres.database.azure.com", 5432],
  ["ep-calm-1.eu-west-2.aws.neon.tech", 5432],
  [`${"a".repeat(300)}.pooler.supabase.com`, 6543],
])("%s:%i is none", (host, port) => {
  expect(markOf({ host, port })).toBeUndefined();
});

test("a database whose pooler has a port of its own is not a pooler by its name", () => {
  expect(poolerAt("shop.postgres.database.azure.com")).toBeUndefined();
  expect(poolerAt("aws-1-eu-west-2.pooler.supabase.com")?.kind).toBe("supavisor");
});

test("only the shared pooler of Supabase finds the database by the user name", () => {
  expect(findsTenantByUser({ host: "aws-1-eu-west-2.pooler.supabase.com", port: 6543 })).toBe(true);
  expect(findsTenantByUser({ host: "db.abcdefghijklmnopqrst.supabase.co", port: 6543 })).toBe(false);
});
