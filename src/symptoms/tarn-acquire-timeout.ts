// a message of tarn (knex, Objection)
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tarn-acquire-timeout",
  library: "tarn (knex, Objection)",
  reason: "pool-timeout",
  patterns: [
    /operation timed out for an unknown reason/i,
    /ResourceRequest timed out/i,
    /TimeoutError: operation timed out/i,
  ],
  meaning:
    "tarn, the pool under knex, gave up waiting, often because each attempt to connect failed and propagateCreateError hid why.",
  todo: "Connect once without the pool, with poolcfg doctor, to see the true error; leave propagateCreateError at true. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.connectTimeout"],
  source: "https://github.com/knex/knex/issues/3455",
  examples: ["TimeoutError: operation timed out for an unknown reason"],
});
