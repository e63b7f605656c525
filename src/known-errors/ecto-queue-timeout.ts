// DBConnection without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "ecto-queue-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    DBConnection: [
      /connection not available and request was dropped from queue after \d{1,12}ms/,
      "connection not available because deadline reached while in queue",
      "connection not available and queuing is disabled",
    ],
  },
  meaning:
    "All connections of the Ecto pool were in use for so long that the request was dropped from its queue (queue_target, queue_interval). If the log also has failed connects, the pool is empty.",
  todo: `${POOL_IN_USE} In Ecto the size is pool_size (default 10) for each pool and node. In tests, use the sandbox with async ownership.`,
  settings: ["pool.max", "pool.acquireTimeout"],
  source: "https://hexdocs.pm/db_connection/DBConnection.html#start_link/2",
  examples: ["connection not available and request was dropped from queue after 2733ms"],
});
