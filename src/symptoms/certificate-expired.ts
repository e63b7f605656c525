// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-expired",
  library: "Node, libpq",
  reason: "tls",
  codes: ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"],
  patterns: [/certificate (?:has expired|is not yet valid)/i],
  meaning: "The server's certificate is out of date, or the clock here is wrong.",
  todo: "Renew the certificate at the server; check the clock of this machine.",
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: ["certificate has expired"],
});
