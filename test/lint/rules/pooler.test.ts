// what is known of poolers and networks, and what follows from it
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/model/defaults.ts";
import { type Config, FIELDS } from "../../../src/model/model.ts";
import { poolerAt } from "../../../src/poolers/hosts.ts";
import { followsPrepared, isShared, pairsOf } from "../../../src/poolers/in-use.ts";
import { NETWORKS, networksOf } from "../../../src/poolers/networks.ts";
import { POOLERS } from "../../../src/poolers/poolers.ts";

const config = (pooler: Partial<Config["pooler"]>): Config => {
  const made = defaultConfig();
  Object.assign(made.pooler, pooler);
  return made;
};

test("every pooler that a config may name is there, with a source and a day", () => {
  expect(Object.keys(POOLERS)).toEqual(FIELDS.get("pooler.kind")!.choices);
  for (const { source } of [...Object.values(POOLERS), ...NETWORKS]) {
    expect(source.url).toMatch(/^https:\/\//);
    expect(source.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test.each<[Partial<Config["pooler"]>, boolean | undefined]>([
  [{ kind: "pgbouncer" }, undefined],
  [{ kind: "pgbouncer", version: "1.18" }, false],
  [{ kind: "pgbouncer", version: "1.20.1" }, false],
  [{ kind: "pgbouncer", version: "1.21" }, undefined],
  [{ kind: "pgbouncer", version: "1.23.1" }, undefined],
  [{ kind: "pgbouncer", version: "1.24" }, true],
  [{ kind: "pgbouncer", version: "2" }, true],
  [{ kind: "pgbouncer", version: "1.24", maxPreparedStatements: 0 }, false],
  [{ kind: "pgbouncer", version: "1.21", maxPreparedStatements: 100 }, true],
  [{ kind: "pgbouncer", version: "1.18", maxPreparedStatements: 100 }, false],
  [{ kind: "pgbouncer", maxPreparedStatements: 100 }, true],
  [{ kind: "pgcat", version: "1.2" }, undefined],
  [{ kind: "pgcat", maxPreparedStatements: 500 }, true],
  [{ kind: "rds-proxy" }, undefined],
])("prepared statements behind %o: %s", (pooler, expected) => {
  expect(followsPrepared(config(pooler))).toBe(expected);
});

test("a version of any text is no fault of its own", () => {
  fc.assert(
    fc.property(fc.string(), (version) => {
      expect([true, false, undefined]).toContain(followsPrepared(config({ kind: "pgbouncer", version })));
    }),
  );
});

test("a server connection is shared in transaction and statement mode only", () => {
  for (const mode of ["transaction", "statement"] as const)
    expect(isShared(config({ kind: "pgbouncer", mode }))).toBe(true);
  for (const pooler of [
    { kind: "pgbouncer", mode: "session" },
    { kind: "pgbouncer" },
    { mode: "transaction" },
  ] as const)
    expect(isShared(config(pooler))).toBe(false);
});

test("a pooler has a pool for each user and database", () => {
  const made = defaultConfig();
  made.connection.user = "app";
  const pool = (user: string) => ({
    ...structuredClone({ ...defaultConfig(), pools: {} }),
    connection: { ...made.connection, user },
  });
  made.pools = { same: pool("app"), reports: pool("reports") } as unknown as Config["pools"];
  expect(pairsOf(made)).toBe(2);
});

describe("the name of a host", () => {
  test.each([
    ["db-1234.elb.eu-west-1.amazonaws.com", "AWS Network Load Balancer"],
    ["shop.postgres.database.azure.com", "Azure"],
    ["shop.cluster-ro-abc123.eu-west-1.rds.amazonaws.com", "Aurora"],
    ["shop.cluster-abc123.eu-west-1.rds.amazonaws.com", "Aurora"],
    ["shop.cluster-abc123.cn-northwest-1.rds.amazonaws.com.cn", "Aurora"],
    ["db-1234.elb.cn-north-1.amazonaws.com.cn", "AWS Network Load Balancer"],
    ["shop.postgres.database.chinacloudapi.cn", "Azure"],
    ["shop.postgres.database.usgovcloudapi.net", "Azure"],
  ])("%s is known", (host, title) => {
    expect(networksOf(host).map((network) => network.title)).toEqual([expect.stringContaining(title)]);
  });

  test.each([
    "localhost",
    "",
    "shop.abc123.eu-west-1.rds.amazonaws.com",
    "ep-cool-1.eu-central-1.aws.neon.tech",
    "db.abc.supabase.co",
    "elb.amazonaws.com.evil.example",
    "shop.proxy-abc123.cn-north-1.rds.amazonaws.com.cn.evil.example",
    `${"a.".repeat(5_000)}elb.x.amazonaws.com`,
  ])("%s is not", (host) => {
    expect(networksOf(host)).toEqual([]);
    expect(poolerAt(host)).toBeUndefined();
  });

  test.each([
    ["shop.proxy-abc123.eu-west-1.rds.amazonaws.com", "rds-proxy"],
    ["shop.proxy-abc123.cn-north-1.rds.amazonaws.com.cn", "rds-proxy"],
    ["ep-cool-1-pooler.eu-central-1.aws.neon.tech", "pgbouncer"],
    ["aws-0-eu-central-1.pooler.supabase.com", "supavisor"],
    ["one.example.com,aws-0-eu-central-1.pooler.supabase.com", "supavisor"],
  ])("%s is a pooler: %s", (host, kind) => {
    expect(poolerAt(host)?.kind).toBe(kind);
  });
});
