// connections that die unnoticed, and servers that are away for a while
import { settle, sleep, until } from "../_clock.ts";
import { nextProbe } from "../_keep-alive.ts";
import type { Lab } from "../_lab.ts";
import type { Behaviour, Behaviours, Measured } from "../_measure.ts";

export const health: Behaviours = {
  "pool.testOnAcquire": {
    async measure(lab) {
      const proxy = await lab.proxy();
      const { pool } = await lab.open({
        "connection.port": proxy.port,
        "pool.max": 1,
        "pool.testOnAcquire": "always",
        "pool.acquireTimeout": "5s",
      });
      await pool.query("SELECT 1 AS one");
      proxy.deaden();
      const { how } = await settle(pool.query("SELECT 1 AS one"), 4_000);
      if (how === "done") return { verdict: "full", text: "a connection that died unnoticed is not handed out" };
      return { verdict: "none", text: "a connection that died unnoticed is handed out, and the query fails" };
    },
  },

  "pool.healthCheckInterval": {
    async measure(lab) {
      const proxy = await lab.proxy();
      const { pool } = await lab.open({ "connection.port": proxy.port, "pool.healthCheckInterval": "500ms" });
      await pool.query("SELECT 1 AS one");
      // what some pools send to clean a connection that is returned
      await sleep(150);
      proxy.deaden();
      const checked = await until(() => proxy.bytesToDead > 0, 2_000);
      if (checked) return { verdict: "full", text: "an idle connection that died is found in the background" };
      const [often, seldom] = await Promise.all([closedAfter(lab, "300ms"), closedAfter(lab, "3s")]);
      if (often < 1_500 && seldom > 2_000)
        return { verdict: "partial", text: "idle connections are closed at that interval, but not looked at" };
      return { verdict: "none", text: "an idle connection is not looked at until it is used" };
    },
  },

  "pool.keepAlive": {
    needs: "proc",
    async measure(lab) {
      const [on, off] = await Promise.all([keepAliveTimer(lab, "20s"), keepAliveTimer(lab, "off")]);
      if (on === "none") return { verdict: "none", text: "no keep-alive" };
      if (off !== "none" && Math.abs(on - off) < 2)
        return { verdict: "none", text: "on, with a time of its own, whatever is set" };
      // the kernel counts from the moment that it was switched on, a few seconds ago at most
      if (on > 20.1) return { verdict: "partial", text: "on, but the first probe comes when the system likes" };
      if (on < 15) return { verdict: "partial", text: "on, but the first probe comes earlier" };
      if (off !== "none") return { verdict: "partial", text: "on time, but cannot be switched off" };
      return { verdict: "full", text: "the first probe is due on time; off is off" };
    },
  },

  "retry.maxAttempts": retry(),
  "retry.interval": retry(),
  "retry.multiplier": retry(),
  "retry.maxInterval": retry(),
};

// milliseconds to the end of an idle connection that is due soon
async function closedAfter(lab: Lab, interval: string): Promise<number> {
  const settings = { "pool.healthCheckInterval": interval, "pool.idleTimeout": "200ms" } as const;
  const { pool, connections } = await lab.open(settings);
  await pool.query("SELECT 1 AS one");
  const start = Date.now();
  await until(() => connections.lives.some(({ end }) => end !== undefined), 4_500);
  return Date.now() - start;
}

// a server that refuses twice before it answers
function retry(): Behaviour {
  return {
    async measure(lab): Promise<Measured> {
      const proxy = await lab.proxy({ refuse: 2 });
      const { pool } = await lab.open({
        "connection.port": proxy.port,
        "retry.maxAttempts": 4,
        "retry.interval": "300ms",
        "retry.multiplier": 2,
        "retry.maxInterval": "500ms",
        "pool.acquireTimeout": "4s",
      });
      const { how } = await settle(pool.query("SELECT 1 AS one"), 3_500);
      const [first = 0, second = 0, third = 0] = proxy.attempts;
      if (how === "failed" && proxy.attempts.length === 1) {
        return { verdict: "none", text: "no second attempt: the caller gets the error" };
      }
      if (how === "done" && third - first < 250)
        return { verdict: "none", text: "tried again at once, whatever is set" };
      const onTime = second - first >= 250 && second - first < 600 && third - second >= 450;
      if (how === "done" && onTime) return { verdict: "full", text: "tried again at the right times" };
      return { verdict: "partial", text: `tried again, but at times of its own` };
    },
  };
}

// seconds to the next keep-alive probe of the client's socket, as the kernel has it
async function keepAliveTimer(lab: Lab, keepAlive: string): Promise<number | "none"> {
  const { pool, connections } = await lab.open({ "pool.keepAlive": keepAlive });
  await pool.query("SELECT 1 AS one");
  await until(() => connections.open.length > 0, 1_000);
  await sleep(300);
  return nextProbe(connections.open[0]!.port, lab.server.port);
}
