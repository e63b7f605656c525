// what a connection carries into its session
import type { Path } from "../../../src/model/model.ts";
import { near, settle, sleep } from "../_clock.ts";
import { type Behaviour, type Behaviours, both, type Measured } from "../_measure.ts";
import { CAPPED_ROLE, SCHEMAS } from "../_server.ts";

export const session: Behaviours = {
  "session.statementTimeout": serverSide("session.statementTimeout", "statement_timeout"),
  "session.lockTimeout": serverSide("session.lockTimeout", "lock_timeout"),
  "session.idleInTransactionTimeout": serverSide(
    "session.idleInTransactionTimeout",
    "idle_in_transaction_session_timeout",
  ),
  "session.transactionTimeout": serverSide("session.transactionTimeout", "transaction_timeout"),

  "session.queryTimeout": {
    async measure(lab) {
      const { pool, connections } = await lab.open({ "pool.max": 1, "session.queryTimeout": "1s" });
      await pool.query("SELECT 1 AS one");
      const slow = await settle(pool.query("SELECT pg_sleep(4)::text"), 5_000);
      if (slow.how !== "failed") return { verdict: "none", text: "the client does not give up" };
      if (!near(slow.ms, 1_000)) return { verdict: "partial", text: "the client gives up, but not on time" };
      await sleep(100);
      const goesOn = connections.open.some(({ state }) => state === "active");
      const next = await settle(pool.query("SELECT 1 AS one"), 500);
      const server = goesOn ? "the server goes on" : "the server is told";
      const after = next.how === "done" ? "on a fresh connection" : "behind it on the same connection";
      return { verdict: "full", text: `the client gives up on time, ${server}; the next query runs ${after}` };
    },
    async off(lab) {
      const { pool } = await lab.open({ "session.queryTimeout": "off" });
      const { how } = await settle(pool.query("SELECT pg_sleep(60)::text"), 65_000);
      if (how === "done") return { verdict: "full", text: "off is off" };
      return { verdict: "none", text: "off does not hold: the client gives up" };
    },
  },

  "connection.applicationName": {
    async measure(lab) {
      const name = `${lab.target} näme "q" 'a' \\`;
      const { pool } = await lab.open({ "connection.applicationName": name });
      const shown = await setting(pool, "application_name");
      // the server keeps printable ASCII, and writes every other byte as \x and two digits
      const legal = name.replaceAll("ä", "\\xc3\\xa4");
      if (shown === legal) return { verdict: "full", text: "shown as it was set, quotes and all" };
      return { verdict: "none", text: "not shown by the server" };
    },
  },

  "connection.schema": {
    async measure(lab) {
      const results = await Promise.all(
        (["tenant", "Tenant A"] as const).map(async (schema): Promise<Measured> => {
          const { pool } = await lab.open({ "connection.schema": schema });
          const raw = await settle(pool.query('SELECT id FROM "Probe"'), 2_000);
          const own = pool.probe === undefined ? undefined : await settle(pool.probe(), 2_000);
          const inRaw = raw.how === "done" && raw.value[0]?.id === SCHEMAS[schema];
          const inOwn = own?.how === "done" && own.value === SCHEMAS[schema];
          if (inRaw && own === undefined) return { verdict: "full", text: "" };
          if (inRaw && inOwn) return { verdict: "full", text: "" };
          if (inOwn)
            return { verdict: "partial", text: "model queries are qualified with it, SQL of one's own is not" };
          return { verdict: "none", text: `unqualified names do not resolve to the schema ${JSON.stringify(schema)}` };
        }),
      );
      const [plain, quoted] = results as [Measured, Measured];
      if (plain.verdict === quoted.verdict) {
        return plain.verdict === "full" ? { ...plain, text: "unqualified names resolve to it" } : plain;
      }
      return both(plain, { verdict: "partial", text: `${quoted.text}, a name with a blank` });
    },
  },
};

// a setting of the server: set, off against a default of the role, and not set at all
function serverSide(path: Path, name: string): Behaviour {
  return {
    async measure(lab) {
      const [set, off, unset] = await Promise.all([
        lab.open({ [path]: "1234ms" }).then(({ pool }) => setting(pool, name)),
        lab.open({ [path]: "off", "connection.user": CAPPED_ROLE }).then(({ pool }) => setting(pool, name)),
        lab.open({ "connection.user": CAPPED_ROLE }).then(({ pool }) => setting(pool, name)),
      ]);
      if (set !== "1234ms") return { verdict: "none", text: "does not reach the server" };
      const faults = [
        off !== "0" && "off does not hold against a default of the role",
        unset !== "7s" && "not set, it hides the default of the role",
      ].filter((fault) => fault !== false);
      if (faults.length > 0) return { verdict: "partial", text: `reaches the server, but ${faults.join(", ")}` };
      return { verdict: "full", text: "reaches the server; off holds against a default of the role" };
    },
  };
}

async function setting(pool: { query(sql: string): Promise<Record<string, unknown>[]> }, name: string) {
  const [row] = await pool.query(`SELECT current_setting('${name}') AS value`);
  return row?.value;
}
