// the pool under knex without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tarn-acquire-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {},
  lesser: {
    tarn: [
      "operation timed out for an unknown reason",
      "ResourceRequest timed out",
      "TimeoutError: operation timed out",
    ],
  },
  meaning:
    "tarn, the pool under knex and Objection, gave up waiting for a connection, often because every attempt to connect failed.",
  todo: `Connect once without the pool (psql, or \`poolcfg doctor\`) to see the error; leave propagateCreateError at true, or it is hidden. ${POOL_IN_USE}`,
  settings: ["pool.acquireTimeout", "pool.connectTimeout"],
  source: "https://github.com/knex/knex/issues/3455",
  examples: ["TimeoutError: operation timed out for an unknown reason"],
});
