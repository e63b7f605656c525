// Sequelize without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "sequelize-acquire-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: { Sequelize: ["SequelizeConnectionAcquireTimeoutError", "ConnectionAcquireTimeoutError"] },
  meaning:
    "Sequelize got no connection from its pool within pool.acquire (60 s): all are in use, or new ones cannot be opened.",
  todo: `A managed transaction that waits for a query outside of it needs two connections: pass { transaction: t } to every query in it. ${POOL_IN_USE} In Sequelize the size is pool.max (default 5).`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://github.com/sequelize/sequelize/issues/10976",
  examples: [
    "SequelizeConnectionAcquireTimeoutError: Operation timeout",
    "ConnectionAcquireTimeoutError [SequelizeConnectionAcquireTimeoutError]: Operation timeout",
  ],
});
