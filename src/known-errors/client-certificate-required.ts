// a server that asks for a client certificate
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "client-certificate-required",
  reason: "tls",
  phrases: {
    PostgreSQL: ["connection requires a valid client certificate", "certificate authentication failed for user <name>"],
    libpq: [
      "tlsv13 alert certificate required",
      "sslv3 alert handshake failure",
      "server did not request an SSL certificate",
      "server accepted connection without a valid SSL certificate",
    ],
    Go: ["remote error: tls: certificate required", "remote error: tls: bad certificate"],
    PgBouncer: [
      "TLS client certificate required",
      "certificate authentication failed",
      "TLS certificate name mismatch",
    ],
    rustls: ["received fatal alert: {CertificateRequired|BadCertificate}"],
  },
  meaning:
    "The server authenticates the client by a certificate (clientcert or cert in pg_hba.conf), and the client sent none, or one that is not accepted for this role.",
  todo: "Set the client's certificate and key (connection.ssl.cert, connection.ssl.key; sslcert, sslkey). With the method cert, the certificate's common name must be the role, or be mapped to it in pg_ident.conf.",
  settings: ["connection.ssl.cert", "connection.ssl.key"],
  source: "https://www.postgresql.org/docs/18/auth-cert.html",
  examples: [
    "FATAL:  connection requires a valid client certificate",
    'FATAL: certificate authentication failed for user "app"',
  ],
});
