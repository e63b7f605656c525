// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "statement-timed-out",
  library: "PostgreSQL, slonik",
  reason: "query",
  patterns: [
    /Statement has been cancelled due to a statement_timeout/i,
    /canceling statement due to statement timeout/i,
  ],
  meaning: "A statement ran for longer than statement_timeout, and the server ended it.",
  todo: "Find the slow statement. Where it is meant to take long, give its transaction a limit of its own: SET LOCAL statement_timeout.",
  settings: ["session.statementTimeout"],
  source: "https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
  examples: [
    "canceling statement due to statement timeout",
    "Statement has been cancelled due to a statement_timeout.",
  ],
});
