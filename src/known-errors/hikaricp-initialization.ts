// a HikariCP pool that could not be created
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "hikaricp-initialization",
  reason: "refused",
  generic: true,
  phrases: {
    HikariCP: [
      "Failed to initialize pool",
      "Exception during pool initialization",
      "Pool is empty, failed to create/setup connection",
      "Failed to create/setup connection",
    ],
    "Spring Boot": [
      "Failed to configure a DataSource: 'url' attribute is not specified",
      "Failed to determine a suitable driver class",
      "Cannot create PoolableConnectionFactory",
    ],
    pgjdbc: ["The connection attempt failed"],
    Flyway: ["Unable to obtain connection from database"],
  },
  names: { HikariCP: ["PoolInitializationException"] },
  meaning:
    "The pool could not open its first connection, so it was not created. The cause follows in the same log, in the last 'Caused by'.",
  todo: "Read the last 'Caused by': it is the driver's or server's message. Check jdbcUrl (spring.datasource.url), user and password; set initializationFailTimeout if the server may start later than the application.",
  settings: ["connection.url", "retry.maxAttempts"],
  source: "https://github.com/brettwooldridge/HikariCP#infrequently-used",
  examples: [
    "HikariPool-1 - Exception during pool initialization.",
    "org.postgresql.util.PSQLException: The connection attempt failed.",
  ],
});
