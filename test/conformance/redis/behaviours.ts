// what the fields that node-redis can have do to the connections of a Redis
import { near, settle, sleep, times, until } from "../_clock.ts";
import { nextProbe } from "../_keep-alive.ts";
import type { Lab } from "../_lab.ts";
import type { Behaviour, Behaviours, Measured } from "../_measure.ts";
import type { Pool } from "../drivers/_driver.ts";
import { startStalled } from "./stalled.ts";

/** Waits that long on the server, on a connection of its own. */
const wait = (seconds: number) => `BLPOP none ${seconds}`;

// longer than the library's own 3 s
const OUTWAIT_MS = 4_500;

export const behaviours: Behaviours = {
  "connection.applicationName": {
    async measure(lab) {
      const [plain, blank] = await Promise.all(
        ["checkout:1", "check out"].map(async (name) => {
          const { pool } = await lab.open({ "connection.applicationName": name });
          return (await pool.query("CLIENT GETNAME"))[0]?.value === name;
        }),
      );
      if (!plain) return { verdict: "none", text: "not shown by the server" };
      if (blank) return { verdict: "full", text: "shown as it was set" };
      return { verdict: "partial", text: "shown by `CLIENT LIST`, but a name with a blank is left out" };
    },
  },

  "pool.max": {
    async measure(lab) {
      const { pool, connections } = await lab.open({ "pool.max": 3 });
      await Promise.all(times(9, () => pool.query(wait(0.25))));
      const { peak } = connections;
      if (peak === 3) return { verdict: "full", text: "3 connections under three times that load" };
      return { verdict: peak < 3 ? "partial" : "none", text: `${peak} connections where 3 were allowed` };
    },
  },

  "pool.min": {
    async measure(lab) {
      const settings = {
        "pool.min": 2,
        "pool.max": 4,
        "pool.idleTimeout": "600ms",
        "retry.interval": "200ms",
      } as const;
      const { pool, connections } = await lab.open(settings);
      await pool.query("PING");
      await sleep(200);
      const before = connections.open.length;
      await Promise.all(times(4, () => pool.query(wait(0.2))));
      await sleep(1_500);
      const after = connections.open.length;
      await lab.server.terminate(connections.open.map(({ pid }) => pid));
      await sleep(1_000);
      if (before === 2 && after === 2 && connections.open.length === 2)
        return { verdict: "full", text: "opened in advance, kept and refilled" };
      return {
        verdict: "partial",
        text: `${before} opened, ${after} kept, ${connections.open.length} refilled of 2`,
      };
    },
  },

  "pool.maxIdle": {
    async measure(lab) {
      const { pool, connections } = await lab.open({ "pool.max": 4, "pool.maxIdle": 1 });
      await Promise.all(times(4, () => pool.query(wait(0.2))));
      await sleep(1_000);
      if (connections.open.length === 1) return { verdict: "full", text: "1 of 4 kept when all are returned" };
      return { verdict: "none", text: `${connections.open.length} of 4 stay idle where 1 was allowed` };
    },
  },

  "pool.maxWaiting": {
    async measure(lab) {
      const { pool } = await lab.open({ "pool.max": 1, "pool.maxWaiting": 1 });
      const held = await pool.acquire();
      const waiting = times(2, () => settle(pool.query("PING"), 700));
      const ends = await Promise.all(waiting);
      await held.release();
      if (ends.some(({ how }) => how === "failed"))
        return { verdict: "full", text: "the caller beyond the limit is refused at once" };
      return { verdict: "none", text: "every caller may queue" };
    },
  },

  "pool.acquireTimeout": {
    async measure(lab) {
      const settings = { "pool.max": 1, "pool.acquireTimeout": "1500ms" } as const;
      const { pool } = await lab.open(settings);
      const held = await pool.acquire();
      const full = await settle(pool.query("PING"), 4_000);
      await held.release();
      const { port } = await lab.blackhole();
      const silent = await lab.open({ ...settings, "connection.port": port });
      const connecting = await settle(silent.pool.query("PING"), 4_000);
      const off = await lab.open({ "pool.max": 1, "pool.acquireTimeout": "off" });
      const other = await off.pool.acquire();
      const patient = await settle(off.pool.query("PING"), OUTWAIT_MS);
      await other.release();
      if (full.how !== "failed" || !near(full.ms, 1_500)) return { verdict: "none", text: "no error on time" };
      if (connecting.how !== "failed" || !near(connecting.ms, 1_500))
        return { verdict: "partial", text: "error on time when the pool is exhausted, but not while connecting" };
      if (patient.how !== "pending") return { verdict: "partial", text: "error on time, but off does not hold" };
      return {
        verdict: "full",
        text: "error on time when the pool is exhausted; holds while connecting, too; off is off",
      };
    },
  },

  "pool.connectTimeout": {
    async measure(lab) {
      const settings = { "pool.acquireTimeout": "3s", "pool.connectTimeout": "1s" } as const;
      const { port } = await lab.blackhole();
      const silent = await lab.open({ ...settings, "connection.port": port });
      const { ms } = await settle(silent.pool.query("PING"), 4_000);
      if (near(ms, 1_000)) return { verdict: "full", text: "error on time while the caller may wait longer" };
      const stalled = await startStalled();
      try {
        const { pool } = await lab.open({ ...settings, "connection.port": stalled.port });
        const start = Date.now();
        const asked = settle(pool.query("PING"), 4_000);
        const gaveUp = await until(() => pool.failures!.length > 0, 2_500);
        const after = Date.now() - start;
        await asked;
        if (!gaveUp || !near(after, 1_000)) return { verdict: "none", text: "an attempt to connect has no end" };
        const text =
          "an attempt ends on time while TCP connects, and is made again; a server that accepts and says nothing is waited for until acquireTimeout";
        return { verdict: "partial", text };
      } finally {
        stalled.stop();
      }
    },
  },

  "pool.idleTimeout": {
    async measure(lab) {
      const settings = { "pool.max": 4, "pool.idleTimeout": "1s" } as const;
      const { pool, connections } = await lab.open(settings);
      await Promise.all(times(4, () => pool.query(wait(0.2))));
      const returned = Date.now();
      await until(() => connections.open.length === 0 && connections.lives.length === 4, 3_000);
      const quiet = connections.lives.map(({ end }) => (end ?? Number.POSITIVE_INFINITY) - returned);
      const busy = await lab.open(settings);
      await Promise.all(times(4, () => busy.pool.query(wait(0.2))));
      for (let turn = 0; turn < 10; turn++) {
        await sleep(300);
        await busy.pool.query("PING");
      }
      const kept = busy.connections.open.length;
      const never = await lab.open({ ...settings, "pool.idleTimeout": "off" });
      await never.pool.query("PING");
      await sleep(OUTWAIT_MS);
      if (!quiet.every((ms) => near(ms, 1_000))) return { verdict: "none", text: "not closed on time" };
      if (never.connections.open.length !== 1) return { verdict: "none", text: "off does not hold" };
      if (kept < 4) return { verdict: "full", text: "closed on time; off is off" };
      const text = "closed on time when none is used, but every return starts the time anew for all; off is off";
      return { verdict: "partial", text };
    },
  },

  "pool.maxLifetime": {
    async measure(lab) {
      const { pool } = await lab.open({ "pool.max": 1, "pool.maxLifetime": "1200ms" });
      const before = await idOf(pool);
      await sleep(2_000);
      if ((await idOf(pool)) !== before) return { verdict: "partial", text: "closed when next asked for" };
      return { verdict: "none", text: "not closed for its age in twice the time, not even when asked for" };
    },
  },

  "pool.maxUses": {
    async measure(lab) {
      const { pool } = await lab.open({ "pool.max": 1, "pool.maxUses": 3 });
      const ids = new Set<unknown>();
      for (let use = 0; use < 7; use++) ids.add(await idOf(pool));
      if (ids.size === 1) return { verdict: "none", text: "never retired for its uses" };
      return { verdict: ids.size === 3 ? "full" : "partial", text: `${ids.size} connections for 7 uses` };
    },
  },

  "pool.testOnAcquire": {
    async measure(lab) {
      const proxy = await lab.proxy();
      const { pool } = await lab.open({ "connection.port": proxy.port, "pool.max": 1, "pool.testOnAcquire": "always" });
      await pool.query("PING");
      proxy.deaden();
      const { how } = await settle(pool.query("PING"), 4_000);
      if (how === "done") return { verdict: "full", text: "a connection that died unnoticed is not handed out" };
      return { verdict: "none", text: "a connection that died unnoticed is handed out, and the command fails" };
    },
  },

  "pool.keepAlive": {
    needs: "proc",
    async measure(lab) {
      const [on, off] = await Promise.all([probe(lab, "20s"), probe(lab, "off")]);
      if (on === "none") return { verdict: "none", text: "no keep-alive" };
      if (on > 20.1 || on < 15) return { verdict: "partial", text: "on, but the first probe is not due on time" };
      if (off !== "none") return { verdict: "partial", text: "on time, but cannot be switched off" };
      return { verdict: "full", text: "the first probe is due on time; off is off" };
    },
  },

  "pool.healthCheckInterval": {
    async measure(lab) {
      const settings = { "pool.healthCheckInterval": "500ms", "pool.idleTimeout": "off" } as const;
      const proxy = await lab.proxy();
      const { pool } = await lab.open({ ...settings, "connection.port": proxy.port });
      await pool.query("PING");
      proxy.deaden();
      if (await until(() => proxy.bytesToDead > 0, 2_000))
        return { verdict: "full", text: "an idle connection that died is found in the background" };
      return { verdict: "none", text: "an idle connection is not looked at until it is used" };
    },
  },

  "retry.maxAttempts": {
    async measure(lab) {
      const proxy = await lab.proxy({ refuse: 20 });
      const settings = { "retry.maxAttempts": 2, "retry.interval": "200ms", "retry.multiplier": 1 } as const;
      const { pool } = await lab.open({ ...settings, "connection.port": proxy.port, "pool.acquireTimeout": "2s" });
      await settle(pool.query("PING"), 3_000);
      if (proxy.attempts.length === 2) return { verdict: "full", text: "given up after 2 attempts of 2" };
      return { verdict: "none", text: "it does not give up: the caller gets an error after acquireTimeout" };
    },
  },
  "retry.interval": retry(),
  "retry.multiplier": retry(),
  "retry.maxInterval": retry(),

  "session.queryTimeout": {
    async measure(lab) {
      const { pool } = await lab.open({ "session.queryTimeout": "500ms" });
      const { how } = await settle(pool.query(wait(2)), 1_500);
      if (how === "failed") return { verdict: "full", text: "the client gives up on time" };
      return { verdict: "none", text: "the client does not give up" };
    },
  },
};

// a server that refuses twice before it answers
function retry(): Behaviour {
  return {
    async measure(lab): Promise<Measured> {
      const proxy = await lab.proxy({ refuse: 3 });
      const { pool } = await lab.open({
        "connection.port": proxy.port,
        "retry.interval": "300ms",
        "retry.multiplier": 2,
        "retry.maxInterval": "500ms",
        "pool.acquireTimeout": "4s",
      });
      const { how } = await settle(pool.query("PING"), 3_500);
      const gaps = proxy.attempts.slice(1).map((at, index) => at - proxy.attempts[index]!);
      if (how === "failed" && gaps.length === 0)
        return { verdict: "none", text: "no second attempt: the caller gets the error" };
      if (how === "done" && gaps.length === 3 && [300, 500, 500].every((ms, index) => near(gaps[index]!, ms)))
        return { verdict: "full", text: "tried again at the right times" };
      return { verdict: "partial", text: "tried again, but at times of its own" };
    },
  };
}

async function idOf(pool: Pool): Promise<unknown> {
  return (await pool.query("CLIENT ID"))[0]?.value;
}

async function probe(lab: Lab, keepAlive: string): Promise<number | "none"> {
  const { pool, connections } = await lab.open({ "pool.keepAlive": keepAlive });
  await pool.query("PING");
  await until(() => connections.open.length > 0, 1_000);
  await sleep(300);
  return nextProbe(connections.open[0]!.port, lab.server.port);
}
