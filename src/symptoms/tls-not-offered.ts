// a message of node-postgres, libpq
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-not-offered",
  library: "node-postgres, libpq",
  reason: "tls",
  patterns: [/server does not support SSL/i, /SSL is not enabled on the server/i, /server refused TLS connection/i],
  meaning: "The connection is to be encrypted, and the server offers no TLS.",
  todo: 'Switch TLS on at the server (ssl = on), or, on a trusted network, set connection.ssl.mode to "prefer" or "disable".',
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: ["The server does not support SSL connections", "server does not support SSL, but SSL was required"],
});
