// a pool of postgres.js, whoever made it
import type postgres from "postgres";
import { PID, type Pool, type Row } from "./_driver.ts";

/** Takes a pool of postgres.js. */
export function wrapSql(sql: postgres.Sql): Pool {
  return {
    async acquire() {
      const held = await sql.reserve();
      const [row] = await held.unsafe(PID);
      return {
        pid: row!.pid,
        query: async (text) => [...(await held.unsafe(text))] as Row[],
        release: async () => held.release(),
      };
    },
    query: async (text) => [...(await sql.unsafe(text))] as Row[],
    end: () => sql.end({ timeout: 1 }),
  };
}
