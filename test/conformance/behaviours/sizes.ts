// how many connections there are, and who may wait for one
import { settle, sleep, times, until } from "../_clock.ts";
import type { Behaviours } from "../_measure.ts";

export const sizes: Behaviours = {
  "pool.max": {
    async measure(lab) {
      const { pool, connections } = await lab.open({ "pool.max": 3 });
      await Promise.all(times(9, () => pool.query("SELECT pg_sleep(0.25)::text")));
      const { peak } = connections;
      if (peak === 3) return { verdict: "full", text: "3 connections under three times that load" };
      return { verdict: peak < 3 ? "partial" : "none", text: `${peak} connections where 3 were allowed` };
    },
  },

  "pool.min": {
    async measure(lab) {
      const settings = { "pool.min": 2, "pool.max": 4, "pool.healthCheckInterval": "500ms" } as const;
      const [kept, retired] = await Promise.all([
        (async () => {
          const { pool, connections } = await lab.open({ ...settings, "pool.idleTimeout": "600ms" });
          await pool.query("SELECT 1 AS one");
          await sleep(400);
          const before = connections.open.length;
          await Promise.all(times(4, () => pool.query("SELECT pg_sleep(0.2)::text")));
          await until(() => connections.open.length <= 2, 2_500);
          await sleep(1_000);
          const after = connections.open.length;
          await lab.server.terminate(connections.open.map(({ pid }) => pid));
          await sleep(1_500);
          return { before, after, refilled: connections.open.length };
        })(),
        (async () => {
          const { pool, connections } = await lab.open({ ...settings, "pool.maxLifetime": "1s" });
          await Promise.all(times(2, () => pool.query("SELECT pg_sleep(0.2)::text")));
          await sleep(2_200);
          return connections.open.length;
        })(),
      ]);
      if (kept.after < 2) return { verdict: "none", text: `${kept.after} of 2 kept after the idle timeout` };
      const faults = [
        kept.after > 2 && `${kept.after} kept where 2 were asked for`,
        kept.before < 2 && "not opened in advance",
        kept.refilled < 2 && "not refilled after a loss",
        retired < 2 && "not refilled after the lifetime",
      ].filter((fault) => fault !== false);
      if (faults.length === 0) return { verdict: "full", text: "opened in advance, kept and refilled" };
      return { verdict: "partial", text: `kept from the idle timeout, but ${faults.join(", ")}` };
    },
  },

  "pool.maxIdle": {
    async measure(lab) {
      const { pool, connections } = await lab.open({ "pool.max": 4, "pool.maxIdle": 1 });
      await Promise.all(times(4, () => pool.query("SELECT pg_sleep(0.2)::text")));
      // none are seen until the watcher has looked
      await until(() => connections.lives.length === 4, 2_000);
      const trimmed = await until(() => connections.open.length <= 1, 1_500);
      if (trimmed && connections.open.length === 1)
        return { verdict: "full", text: "1 of 4 kept when all are returned" };
      return { verdict: "none", text: `${connections.open.length} of 4 stay idle where 1 was allowed` };
    },
  },

  "pool.maxWaiting": {
    async measure(lab) {
      const { pool } = await lab.open({ "pool.max": 1, "pool.maxWaiting": 1, "pool.acquireTimeout": "3s" });
      const held = await pool.acquire();
      const first = settle(pool.query("SELECT 1 AS one"), 2_000);
      await sleep(50);
      const second = await settle(pool.query("SELECT 1 AS one"), 700);
      await held.release();
      const { how } = await first;
      if (how === "done" && second.how === "failed") {
        return { verdict: "full", text: "the caller beyond the limit is refused at once" };
      }
      return { verdict: "none", text: "every caller may queue" };
    },
  },

  "pool.maxUses": {
    async measure(lab) {
      const [limited, unlimited] = await Promise.all([
        runLengths((await lab.open({ "pool.max": 1, "pool.maxUses": 3 })).pool, 10),
        runLengths((await lab.open({ "pool.max": 1, "pool.maxUses": "off" })).pool, 20),
      ]);
      if (unlimited.length !== 1) return { verdict: "none", text: "connections are retired although the limit is off" };
      // a library may use its first connection itself, as it starts
      const [first, ...further] = limited;
      if (first! <= 3 && further.length > 1 && further.slice(0, -1).every((length) => length === 3))
        return { verdict: "full", text: "retired after 3 uses of 3; off is off" };
      if (limited.length === 1) return { verdict: "none", text: "never retired for its uses" };
      return { verdict: "partial", text: `retired after ${limited[1]} uses where 3 were allowed` };
    },
  },
};

// how often in a row one backend served
async function runLengths(pool: { query(sql: string): Promise<Record<string, unknown>[]> }, queries: number) {
  const lengths: number[] = [];
  let last: unknown;
  for (let query = 0; query < queries; query += 1) {
    const [row] = await pool.query("SELECT pg_backend_pid() AS pid");
    if (row?.pid === last) lengths.push(lengths.pop()! + 1);
    else lengths.push(1);
    last = row?.pid;
  }
  return lengths;
}
