// a project that Supavisor blocks for a while
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "supavisor-blocked",
  reason: "authentication",
  codes: ["ECIRCUITBREAKER", "EBANNED"],
  phrases: {
    Supavisor: [
      "circuit breaker open for operation",
      "too many {failed attempts to connect to the database|authentication failures}, new connections are temporarily blocked",
      "failed to retrieve database credentials after multiple attempts",
      "new connections are temporarily blocked",
      "tenant is banned",
    ],
  },
  meaning:
    "Supabase's pooler blocks new connections of this project for a while, because too many attempts failed before.",
  todo: "Find the failures before it: a wrong password in one of the clients, or a database that is down or full. Correct it, stop the clients that retry without a pause, and wait until the block ends.",
  settings: ["connection.password", "retry.interval"],
  source: "https://github.com/supabase/supavisor/blob/main/lib/supavisor/errors/circuit_breaker_error.ex",
  examples: ["FATAL: (ECIRCUITBREAKER) too many authentication failures, new connections are temporarily blocked"],
});
