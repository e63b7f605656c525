// a message of the server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "session-terminated",
  library: "PostgreSQL",
  reason: "dropped",
  codes: ["57P01", "57P02"],
  patterns: [
    /terminating connection due to administrator command/i,
    /terminating connection because of crash of another server process/i,
  ],
  meaning: "The server ended the session: somebody called pg_terminate_backend, or it was restarted.",
  todo: "A pool replaces the connection; run what was interrupted again if that is safe. Listen to the pool's error event, or Node ends the process.",
  settings: ["retry.maxAttempts"],
  source: "https://www.postgresql.org/docs/18/errcodes-appendix.html",
  examples: ["terminating connection due to administrator command"],
});
