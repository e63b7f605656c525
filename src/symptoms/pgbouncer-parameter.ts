// a message of PgBouncer
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-parameter",
  library: "PgBouncer",
  reason: "protocol",
  patterns: [/unsupported startup parameter/i],
  meaning: "The client sends a setting when it connects that PgBouncer does not pass on.",
  todo: "Name it in ignore_startup_parameters, or set it on the role: ALTER ROLE … SET. Options such as statement_timeout and search_path are sent that way by most drivers.",
  settings: ["session.statementTimeout", "connection.schema"],
  source: "https://www.pgbouncer.org/config.html#ignore_startup_parameters",
  examples: [
    "unsupported startup parameter: statement_timeout",
    "unsupported startup parameter in options: search_path",
  ],
});
