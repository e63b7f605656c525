// a server certificate that is out of date
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-expired",
  reason: "tls",
  codes: ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"],
  phrases: {
    "Node.js": ["certificate {has expired|is not yet valid}"],
    Go: ["x509: certificate has expired or is not yet valid"],
    pgjdbc: ["CertificateExpiredException", "CertificateNotYetValidException", "validity check failed"],
    rustls: ["invalid peer certificate: {Expired|NotValidYet|certificate expired}"],
    libpq: ["sslv3 alert certificate expired", "certificate verify failed: certificate has expired"],
  },
  meaning: "The server's certificate has expired or is not yet valid, or the clock of this machine is wrong.",
  todo: "Renew the certificate at the server. Check the clock of this machine.",
  settings: ["connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: [
    "certificate has expired",
    "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-29T21:00:00Z is after 2026-01-01T00:00:00Z",
  ],
});
