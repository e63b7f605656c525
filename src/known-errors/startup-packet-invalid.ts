// something at the server's port that does not speak its protocol
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "startup-packet-invalid",
  reason: "protocol",
  generic: true,
  phrases: {
    PostgreSQL: [
      "incomplete startup packet",
      "invalid length of startup packet",
      /unsupported frontend protocol (?!1234|0\.0)\d{1,5}\.\d{1,5}/,
    ],
  },
  meaning:
    "Something connected to the server that does not speak the PostgreSQL protocol: usually a health check that opens the port, a port scan or an HTTP client.",
  todo: "Harmless if it comes from a health check: use pg_isready there instead. If clients fail at the same time, a proxy in between changes what they send, such as one that expects HTTP or TLS.",
  settings: ["connection.port"],
  source: "https://www.postgresql.org/docs/18/app-pg-isready.html",
  examples: ["LOG:  invalid length of startup packet", "LOG:  incomplete startup packet"],
});
