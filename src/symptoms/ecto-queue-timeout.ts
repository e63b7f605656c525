// a message of Ecto (DBConnection)
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "ecto-queue-timeout",
  library: "Ecto (DBConnection)",
  reason: "pool-timeout",
  patterns: [/connection not available and request was dropped from queue after \d{1,12}ms/i],
  meaning: "All connections of the pool were in use, and the request was dropped from the queue.",
  todo: "Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://hexdocs.pm/db_connection/DBConnection.html#start_link/2",
  examples: ["connection not available and request was dropped from queue after 2733ms"],
});
