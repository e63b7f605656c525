// a server without disk space
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "server-disk-full",
  reason: "query",
  codes: ["53100"],
  phrases: {
    PostgreSQL: [
      "could not extend file <name>",
      "No space left on device",
      "could not write to file <name>: No space left on device",
    ],
  },
  meaning: "The server's disk is full.",
  todo: "Free or add disk space. Common causes are inactive replication slots (SELECT slot_name, active, restart_lsn FROM pg_replication_slots), archiving that fails, and temporary files of large queries (temp_file_limit).",
  settings: ["server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/disk-full.html",
  examples: ['could not extend file "base/16384/16397": No space left on device'],
});
