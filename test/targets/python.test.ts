// what is read from Python, which is never run, and what its libraries take amiss
import { describe, expect, test } from "vitest";
import { importConfig } from "../../src/import.ts";

/** Values and faults, as `rule: message`, of a program or a table. */
function read(from: string, text: string, name?: string) {
  const { values, findings, text: config } = importConfig(text, { from, statedOnly: true, ...(name && { name }) });
  return { values, faults: findings.map(({ rule, message }) => `${rule}: ${message}`), config };
}

describe("psycopg_pool", () => {
  const program = `
    import requests
    from psycopg_pool import ConnectionPool

    requests.get("https://example.com", timeout=1)
    pool = ConnectionPool(
        "postgresql://svc@db.example.com/app",
        kwargs={"connect_timeout": 3, "application_name": "svc", "keepalives_idle": 60},
        min_size=2, max_size=20, timeout=5.5, check=ConnectionPool.check_connection, open=False,
    )
    requests.get("https://example.com", timeout=99)
  `;

  test.each(["psycopg-pool", "auto"])("the arguments of the call, and no others, read from %s", (from) => {
    expect(read(from, program, "db.py")).toMatchObject({
      values: {
        "connection.url": "postgresql://svc@db.example.com/app",
        "connection.applicationName": "svc",
        "pool.min": 2,
        "pool.max": 20,
        "pool.acquireTimeout": "5500ms",
        "pool.connectTimeout": "3s",
        "pool.keepAlive": "1m",
        "pool.testOnAcquire": "always",
      },
      faults: [],
    });
  });

  test("the sizes that it has by itself", () => {
    const imported = importConfig('{ "max_waiting": 0 }', { from: "psycopg-pool" });
    expect(imported.values).toMatchObject({ "pool.min": 4, "pool.max": 4, "pool.maxLifetimeJitter": "5%" });
  });

  test.each([
    ['{ "timeout": 0 }', "wrong-type: timeout is 0: every request fails at once, idle connections or not"],
    ['{ "max_lifetime": -1 }', "wrong-type: max_lifetime is -1: every connection is closed when it is returned"],
    ['{ "max_idle": null }', "wrong-type: max_idle is None: the pool counts with it, and fails"],
    ['{ "max_size": 0 }', "wrong-type: max_size must be at least 1 count"],
    ['{ "pool_size": 5 }', "unknown-key: psycopg_pool has no setting pool_size"],
    ['{ "kwargs": { "sslmode": "on" } }', "wrong-type: kwargs.sslmode is no mode of libpq"],
    [
      '{ "kwargs": { "max_size": 5 } }',
      "misplaced-key: kwargs.max_size stands where psycopg_pool does not look for it",
    ],
  ])("%s", (text, fault) => expect(read("psycopg-pool", text).faults).toEqual([fault]));

  test.each([
    [0, "130s"],
    [-1, "130s"],
    [1, "2s"],
    ["2.9", "2s"],
    [2_147_483_647, "off"],
  ])("a connect timeout of %j is %s", (given, meant) => {
    const text = JSON.stringify({ kwargs: { connect_timeout: given } });
    expect(read("psycopg-pool", text).values).toEqual({ "pool.connectTimeout": meant.replace("130s", "2m10s") });
  });
});
