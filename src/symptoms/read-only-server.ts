// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "read-only-server",
  library: "PostgreSQL",
  reason: "query",
  codes: ["25006"],
  patterns: [/cannot execute [A-Z ]{1,60} in a read-only transaction/i],
  meaning: "The transaction may only read: this is a standby, or default_transaction_read_only is on.",
  todo: "Point the pool that writes at the primary. After a failover, connections to the old primary stay until they are closed: pool.maxLifetime bounds that.",
  settings: ["connection.host", "pool.maxLifetime"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ["cannot execute INSERT in a read-only transaction"],
});
