// postgres.js
import postgres from "postgres";
import { type Driver, PID, type Pool, type Row } from "./_driver.ts";

export default {
  packages: ["postgres"],
  open: (value) => wrapSql(postgres(value as postgres.Options<Record<string, never>>)),
  adopt: ({ sql }) => wrapSql(sql as postgres.Sql),
} satisfies Driver;

/** A pool of postgres.js. */
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
