// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-failed",
  library: "Node, libpq",
  reason: "tls",
  codes: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"],
  patterns: [
    /error establishing an SSL connection/i,
    /wrong version number/i,
    /tlsv1 alert [a-z ]{1,40}/i,
    /sslv3 alert [a-z ]{1,40}/i,
    /SSL SYSCALL error/i,
    /secure TLS connection was established/i,
  ],
  meaning: "The two sides could not agree on an encrypted connection.",
  todo: "Check that the port is PostgreSQL's or a pooler's and no other program's; that both sides share a TLS version; and that the server got the client certificate it asks for (connection.ssl.cert and connection.ssl.key).",
  settings: ["connection.ssl.mode", "connection.ssl.cert", "connection.port"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: [
    "There was an error establishing an SSL connection",
    "Client network socket disconnected before secure TLS connection was established",
  ],
});
