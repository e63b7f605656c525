// what a pooler does for the clients that it has, beside the pool that it keeps to the server
import { near, settle, sleep, times } from "../_clock.ts";
import type { Lab } from "../_lab.ts";
import type { Behaviour, Behaviours } from "../_measure.ts";

export const pooler: Behaviours = {
  "session.idleInTransactionTimeout": endsTransaction("session.idleInTransactionTimeout", 2_500),
  "session.transactionTimeout": endsTransaction("session.transactionTimeout", 2_500),

  "pool.connectTimeout": {
    async measure(lab) {
      const { port, given } = await lab.blackhole();
      const { pool } = await lab.open({
        "connection.port": port,
        "pool.acquireTimeout": "3s",
        "pool.connectTimeout": "1s",
      });
      const { ms } = await settle(pool.query("SELECT 1 AS one"), 5_000);
      const [first] = given;
      if (first === undefined || !near(first, 1_000))
        return { verdict: "none", text: "the attempt is not given up on time" };
      if (near(ms, 1_000)) return { verdict: "full", text: "the attempt is given up on time, with an error" };
      return {
        verdict: "partial",
        text: "the attempt is given up on time, but the client is not told, and waits on",
      };
    },
    // a client that waits at its login has a limit of its own, a minute
    async off(lab) {
      const { port, given } = await lab.blackhole();
      const off = { "pool.acquireTimeout": "off", "pool.connectTimeout": "off" } as const;
      const { pool } = await lab.open({ "connection.port": port, ...off });
      pool.query("SELECT 1 AS one").catch(() => {});
      await sleep(30_000);
      if (given.length === 0) return { verdict: "full", text: "off is off" };
      return { verdict: "none", text: "off does not hold: a connection attempt ends" };
    },
  },

  "pooler.mode": {
    async measure(lab) {
      const [transaction, session] = await Promise.all([
        clientsOnOne(lab, "transaction"),
        clientsOnOne(lab, "session"),
      ]);
      if (transaction && !session)
        return {
          verdict: "full",
          text: "a server connection is free after a transaction, or only when the client leaves",
        };
      return { verdict: "none", text: "the mode makes no difference" };
    },
  },

  "pooler.maxClientConn": {
    async measure(lab) {
      const { pool } = await lab.open({ "pooler.maxClientConn": 3, "pool.max": 2, "pool.acquireTimeout": "3s" });
      const asked = await Promise.all(times(5, () => settle(pool.query("SELECT pg_sleep(0.3)::text"), 4_000)));
      const served = asked.filter(({ how }) => how === "done").length;
      if (served === 3) return { verdict: "full", text: "the client beyond the limit is refused" };
      return { verdict: "none", text: `${served} of 5 clients are served where 3 were allowed` };
    },
  },

  "pooler.maxPreparedStatements": {
    async measure(lab) {
      const [on, off] = await Promise.all([preparedHolds(lab, 10), preparedHolds(lab, "off")]);
      if (on && !off) return { verdict: "full", text: "a named statement follows its client; off does not" };
      return { verdict: "none", text: on ? "off does not hold" : "a named statement does not follow its client" };
    },
  },
};

// whether a second client is served by the one server connection while the first is idle
async function clientsOnOne(lab: Lab, mode: string): Promise<boolean> {
  const { pool } = await lab.open({ "pooler.mode": mode, "pool.max": 1, "pool.acquireTimeout": "1s" });
  const held = await pool.acquire();
  await held.query("COMMIT");
  const { how } = await settle(pool.query("SELECT 1 AS one"), 2_500);
  await held.release();
  return how === "done";
}

async function preparedHolds(lab: Lab, most: number | "off"): Promise<boolean> {
  const { pool } = await lab.open({ "pooler.maxPreparedStatements": most, "pool.max": 2 });
  const [one, two] = [await pool.acquire(), await pool.acquire()];
  await one.query("PREPARE probe AS SELECT 1 AS one");
  await two.release();
  await one.release();
  return (await settle(pool.query("EXECUTE probe"), 1_000)).how === "done";
}

// the client is cut off, the server forgets the transaction, and the session itself has no limit
function endsTransaction(
  path: "session.idleInTransactionTimeout" | "session.transactionTimeout",
  within: number,
): Behaviour {
  return {
    async measure(lab) {
      const { pool, connections } = await lab.open({ [path]: "1s", "pool.max": 1 });
      const held = await pool.acquire();
      const start = Date.now();
      // the pooler looks three times a second
      await sleep(1_700);
      const cut = await settle(held.query("SELECT 1 AS one"), within);
      const end = connections.of(held.pid)?.end;
      if (cut.how !== "failed" || end === undefined) return { verdict: "none", text: "the transaction goes on" };
      if (!near(end - start, 1_000)) return { verdict: "none", text: "the transaction ends, but not on time" };
      return {
        verdict: "partial",
        text: "the pooler ends client and transaction on time; nothing is set on the server",
      };
    },
  };
}
