// a server certificate for another name
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "certificate-other-host",
  reason: "tls",
  codes: ["ERR_TLS_CERT_ALTNAME_INVALID"],
  phrases: {
    "Node.js": ["Hostname/IP does not match certificate"],
    libpq: [/server certificate for "?[^"]{1,200}"? (?:\(and \d{1,4} other names? \) )?does not match host name/],
    Go: [
      "x509: certificate is valid for",
      "x509: certificate is not valid for any names",
      "x509: cannot validate certificate for <name> because it doesn't contain any IP SANs",
      "x509: certificate relies on legacy Common Name field",
    ],
    pgjdbc: ["The hostname <name> could not be verified", "Server name validation failed"],
    Python: ["certificate verify failed: {Hostname mismatch|IP address mismatch}"],
    rustls: [
      "invalid peer certificate: {NotValidForName|certificate not valid for name}",
      "certificate not valid for name",
    ],
    Npgsql: ["RemoteCertificateNameMismatch"],
    Postgrex: ["hostname_check_failed"],
    OpenSSL: ["hostname mismatch"],
  },
  meaning: "The server's certificate is for another name than the one that was connected to.",
  todo: "Connect by a name that the certificate contains, or set the name that it contains (connection.ssl.serverName) if the host is an IP address, a tunnel or an alias. sslmode=verify-ca leaves this check out.",
  settings: ["connection.host", "connection.ssl.serverName", "connection.ssl.mode"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-CERTIFICATES",
  examples: [
    "Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ",
    'server certificate for "db.internal" does not match host name "10.0.0.5"',
    "x509: certificate is valid for db.internal, not db.example",
    "The hostname db.example could not be verified by hostnameverifier PgjdbcHostnameVerifier.",
  ],
});
