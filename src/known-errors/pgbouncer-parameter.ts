// a startup parameter that a pooler does not pass on
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-parameter",
  reason: "protocol",
  phrases: {
    PgBouncer: ["unsupported startup parameter", "unsupported options startup parameter"],
    "RDS Proxy": [
      "RDS Proxy currently doesn't support command-line options",
      "RDS Proxy currently doesn't support the option",
    ],
    Odyssey: ["unsupported startup parameter"],
  },
  meaning: "The client sends a setting when it connects that the pooler does not pass on.",
  todo: "Set it on the role instead: ALTER ROLE name SET statement_timeout = '30s'. Or name it in ignore_startup_parameters of PgBouncer, which drops it. Drivers send options, statement_timeout, search_path and extra_float_digits that way (asyncpg server_settings, pgx RuntimeParams, pg's statement_timeout, pgjdbc options).",
  settings: ["session.statementTimeout", "connection.schema"],
  source: "https://www.pgbouncer.org/config.html#ignore_startup_parameters",
  examples: [
    "unsupported startup parameter: statement_timeout",
    "unsupported startup parameter in options: search_path",
  ],
});
