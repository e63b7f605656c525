// a standby that has lost its primary
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "standby-disconnected",
  reason: "dropped",
  phrases: {
    PostgreSQL: [
      "could not connect to the primary server",
      "could not receive data from WAL stream",
      "replication terminated by primary server",
      "requested WAL segment <name> has already been removed",
    ],
  },
  meaning:
    "A standby cannot stream from its primary: the primary is down, refuses the connection, or no longer has the WAL that the standby needs. Reads on the standby become old.",
  todo: "Check primary_conninfo and the primary's log. If the WAL segment was removed, the standby must be rebuilt (pg_basebackup); a replication slot or wal_keep_size prevents it.",
  settings: ["connection.host"],
  source: "https://www.postgresql.org/docs/18/warm-standby.html#STREAMING-REPLICATION",
  examples: ['FATAL:  could not connect to the primary server: connection to server at "10.0.0.5", port 5432 failed'],
});
