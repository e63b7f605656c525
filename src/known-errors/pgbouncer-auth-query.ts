// a PgBouncer whose auth_query fails
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "pgbouncer-auth-query",
  reason: "authentication",
  phrases: {
    PgBouncer: [
      "error response from auth_query",
      "unable to send auth_query",
      "unexpected response from auth_query",
      "auth_query response contained null user name",
      "expected 2 columns from auth_query",
      "bouncer config error",
      "no authentication method is found",
      "authentication database <name> is not configured",
    ],
    PgCat: ["Auth passthrough (auth_query) failed", "Auth passthrough query failed"],
    Supavisor: [
      "unsupported or invalid secret format",
      "(EAUTHQUERY)",
      "no auth_query configured for this tenant",
      "authentication query failed",
      "auth_query connection failed",
      "auth_query secret check timed out",
      "user not found in the database",
      "(EAUTHSECRETS)",
      "failed to retrieve authentication secrets",
    ],
    Odyssey: ["failed to make auth query"],
  },
  meaning:
    "The pooler looks up passwords in the server (auth_query), and that query failed or returned nothing for this user.",
  todo: "Run the auth_query as auth_user by hand. It needs a function with SECURITY DEFINER (or a superuser) in every database, or auth_dbname; auth_user itself must be in auth_file.",
  settings: ["connection.user", "connection.password"],
  source: "https://www.pgbouncer.org/config.html#auth_query",
  examples: ["FATAL: bouncer config error", "LOG error response from auth_query"],
});
