// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-refused",
  library: "Node, libpq",
  reason: "refused",
  codes: ["ECONNREFUSED"],
  patterns: [/connect ECONNREFUSED/i, /Connection refused/i],
  meaning: "The machine is there, and nothing listens on that port.",
  todo: "Check the port and that PostgreSQL runs; that listen_addresses covers the address; and, from a container, that localhost is not meant to be the host machine.",
  settings: ["connection.host", "connection.port"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: [
    "connect ECONNREFUSED 127.0.0.1:5432",
    'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
  ],
});
