// Agroal without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "agroal-acquisition-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    Agroal: [
      "Sorry, acquisition timeout!",
      "Acquisition timeout while waiting for new connection",
      "Acquisition timeout on health check",
      "Interrupted while acquiring",
    ],
  },
  meaning:
    "Agroal, the pool of Quarkus, had no connection free within acquisition-timeout (5 s), or could not open a new one in time.",
  todo: `Close connections in try-with-resources and keep transactions short; quarkus.datasource.jdbc.leak-detection-interval finds the ones that are held. ${POOL_IN_USE} In Quarkus the size is quarkus.datasource.jdbc.max-size (default 50).`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://quarkus.io/guides/datasource#quarkus-agroal_quarkus-datasource-jdbc-acquisition-timeout",
  examples: [
    "Sorry, acquisition timeout!",
    "java.sql.SQLException: Acquisition timeout while waiting for new connection",
  ],
});
