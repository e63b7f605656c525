// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-other-host",
  library: "Node, libpq",
  reason: "tls",
  codes: ["ERR_TLS_CERT_ALTNAME_INVALID"],
  patterns: [
    /Hostname\/IP does not match certificate/i,
    /server certificate for "?[^"]{1,200}"? (?:\(and \d{1,4} other names? \) )?does not match host name/i,
  ],
  meaning: "The server's certificate is for another name than the one that was connected to.",
  todo: "Connect by a name that stands in the certificate, or say which one it carries as connection.ssl.serverName.",
  settings: ["connection.host", "connection.ssl.serverName"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: ["Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: "],
});
