import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";
import { placeOfServer } from "../server.ts";

export default defineRule({
  id: "pooler-clients-waiting",
  severity: "warning",
  area: "server",
  since: "0.2.0",
  summary: "Clients wait for a server connection of the pooler",
  why: "All server connections of the pool are in use, or the pooler cannot open any: queries wait, and fail after query_wait_timeout.",
  fix: "Shorten the transactions that use server connections, or raise the pool size if the server has room.",
  source: "https://www.pgbouncer.org/usage.html#show-pools",
  scope: "server",
  reads: ["connection.host"],
  check(_values, { isSet, measured: { pooler } }) {
    return (pooler?.pools ?? [])
      .filter(({ clientsWaiting }) => clientsWaiting > 0)
      .map(({ database, user, clientsWaiting, serversActive, serversIdle, maxWait }) => ({
        at: placeOfServer(isSet),
        // a client that waits for a moment is what a pool is for
        severity: maxWait < 1_000 ? ("info" as const) : ("warning" as const),
        message: `${clientsWaiting} ${clientsWaiting === 1 ? "client waits" : "clients wait"} for a server connection as ${name(user)} to ${name(database)}, the longest for ${formatDuration(maxWait)} (sv_active ${serversActive}, sv_idle ${serversIdle})`,
        help:
          serversActive + serversIdle === 0
            ? "The pooler has no server connection at all: look in its log for why it cannot connect."
            : "Look for transactions that are open for long, or raise pool_size if the server has room.",
      }));
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "db"\n', measured: { pooler: { pools: [waiting(3, 12_000)] } } },
      { toml: '[connection]\nhost = "db"\n', measured: { pooler: { pools: [waiting(1, 20)] } } },
    ],
    valid: [
      { toml: '[connection]\nhost = "db"\n', measured: { pooler: { pools: [waiting(0, 0)] } } },
      { toml: '[connection]\nhost = "db"\n', measured: { pooler: { kind: null } } },
    ],
  },
});

function waiting(clientsWaiting: number, maxWait: number) {
  return {
    database: "shop",
    user: "app",
    clientsActive: 20,
    clientsWaiting,
    serversActive: 20,
    serversIdle: 0,
    maxWait,
  };
}

// names are the server's, and may be anything
function name(text: string): string {
  return JSON.stringify(text.slice(0, 63));
}
