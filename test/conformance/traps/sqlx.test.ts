// which statements of sqlx have a name on the server, where a pooler has to follow them
import { expect, test } from "vitest";
import { missingRust, openRust } from "../drivers/_rust.ts";
import { trapServer } from "./_trap.ts";

const traps = trapServer();

/** How many named statements one session has after three queries. */
async function namedStatements(query: string, settings = {}): Promise<number> {
  const pool = await openRust("sqlx", { url: traps.url(query), max_connections: 1, ...settings });
  try {
    for (let at = 0; at < 3; at++) await pool.query(`SELECT ${at} AS one`);
    const [row] = await pool.query("SELECT count(*)::int AS count FROM pg_prepared_statements");
    return row!.count as number;
  } finally {
    await pool.end();
  }
}

test.skipIf(missingRust !== undefined)(
  "a query has a name unless it is not persistent",
  { timeout: 900_000 },
  async () => {
    // each query, and that which counts them
    expect(await namedStatements("")).toBeGreaterThanOrEqual(4);
    expect(await namedStatements("?statement-cache-capacity=0")).toBeGreaterThanOrEqual(4);
    expect(await namedStatements("", { persistent: false })).toBe(0);
  },
);
