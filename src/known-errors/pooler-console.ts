// a pooler's admin console in place of a database
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pooler-console",
  reason: "database",
  phrases: {
    PgBouncer: [
      "admin access needed",
      "extended query protocol not supported by admin console",
      "unsupported packet type for admin console",
      /invalid command '[^']{0,200}', use SHOW HELP/,
      /(?:FATAL|ERROR|error|pooler error|closing because): {0,4}not allowed(?![\w ])/m,
    ],
    Odyssey: ["bad console command", "Unsuitable user role to emit console command"],
  },
  meaning:
    "The connection is to the pooler's admin console (database pgbouncer) and not to a database, or this user may not use the console.",
  todo: "For a database, use its name. For the console, the user must be in admin_users (all commands) or stats_users (SHOW only), and the client must use the simple query protocol, as psql does.",
  settings: ["connection.database", "connection.user"],
  source: "https://www.pgbouncer.org/usage.html#admin-console",
  examples: ["ERROR: admin access needed", "ERROR:  invalid command 'select 1;', use SHOW HELP;"],
});
