// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-dropped",
  library: "Node, libpq",
  reason: "dropped",
  codes: ["ECONNRESET", "EPIPE", "08006"],
  patterns: [
    /Connection terminated unexpectedly/i,
    /read ECONNRESET/i,
    /server closed the connection unexpectedly/i,
    /write EPIPE/i,
    /Connection terminated$/i,
    /connection to server was lost/i,
  ],
  meaning: "The connection was open, and the other side or something between closed it without a word.",
  todo: "Look in the server's log for a crash or a restart. If it happens to connections that idled, a load balancer or NAT drops them: set pool.idleTimeout and pool.maxLifetime below its limit, and pool.keepAlive on.",
  settings: ["pool.idleTimeout", "pool.maxLifetime", "pool.keepAlive"],
  source: "https://github.com/brianc/node-postgres/issues/2718",
  examples: ["Connection terminated unexpectedly", "read ECONNRESET", "server closed the connection unexpectedly"],
});
