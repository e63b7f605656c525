// RDS Proxy without a free server connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rds-proxy-borrow-timeout",
  reason: "pool-timeout",
  phrases: { "RDS Proxy": [/Timed-out waiting to acquire (?:a )?database connection/] },
  meaning:
    "RDS Proxy had no connection to the database free within ConnectionBorrowTimeout (120 s): its pool is used up, or it cannot reach or log in to the database.",
  todo: "Compare the metrics DatabaseConnections and MaxDatabaseConnectionsAllowed: raise MaxConnectionsPercent or the instance's max_connections, and look for pinned sessions (DatabaseConnectionsCurrentlySessionPinned), which cannot be shared. If it never connects, check the secret of the role and the target's health (DescribeDBProxyTargets).",
  settings: ["pool.max", "pooler.poolSize"],
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.troubleshooting.html",
  examples: ["Timed-out waiting to acquire database connection"],
});
