// a statement that took too long
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "statement-timed-out",
  reason: "query",
  sharedCodes: ["57014"],
  phrases: {
    PostgreSQL: ["canceling statement due to statement timeout"],
    slonik: ["Statement has been cancelled due to a statement_timeout"],
  },
  meaning: "A statement ran for longer than statement_timeout, and the server canceled it.",
  todo: "Find the slow statement (EXPLAIN ANALYZE, pg_stat_statements) or the lock that it waited for. If it is meant to take long, give its transaction a limit of its own: SET LOCAL statement_timeout = '5min'. Supabase and others set the limit per role: ALTER ROLE name SET statement_timeout.",
  settings: ["session.statementTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
  examples: [
    "canceling statement due to statement timeout",
    "Statement has been cancelled due to a statement_timeout.",
  ],
});
