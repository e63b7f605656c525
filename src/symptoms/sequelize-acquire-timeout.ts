// a message of Sequelize
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sequelize-acquire-timeout",
  library: "Sequelize",
  reason: "pool-timeout",
  patterns: [/SequelizeConnectionAcquireTimeoutError/i, /ConnectionAcquireTimeoutError/i],
  meaning: "Sequelize got no connection within pool.acquire (60 s).",
  todo: "A managed transaction that waits for a query outside of it needs two connections: with as many at once as the pool has, all wait for ever. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://github.com/sequelize/sequelize/issues/10976",
  examples: ["SequelizeConnectionAcquireTimeoutError: Operation timeout"],
});
