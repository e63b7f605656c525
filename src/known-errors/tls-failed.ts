// a TLS handshake that failed
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "tls-failed",
  reason: "tls",
  generic: true,
  codes: [
    "EPROTO",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
    "P1011",
    "ERR_POSTGRES_TLS_UPGRADE_FAILED",
    "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  ],
  phrases: {
    PostgreSQL: ["could not accept SSL connection"],
    "node-postgres": ["There was an error establishing an SSL connection"],
    OpenSSL: [
      "wrong version number",
      "unsupported protocol",
      "packet length too long",
      "no shared cipher",
      "no protocols available",
      /tlsv1[23]? alert [a-z ]{1,40}/,
      /sslv3 alert [a-z ]{1,40}/,
      /tlsv13 alert [a-z ]{1,40}/,
      "unsafe legacy renegotiation disabled",
      "ee key too small",
      "dh key too small",
    ],
    libpq: [
      "SSL SYSCALL error",
      "SSL error: {tlsv1|sslv3|unsupported protocol|wrong version number}",
      "direct SSL connection was established without ALPN",
    ],
    Go: [
      "tls: {handshake failure|protocol version not supported|server selected unsupported protocol version|first record does not look like a TLS handshake}",
      "remote error: tls: ",
    ],
    pgjdbc: [
      "An error occurred while setting up the SSL connection",
      "SSL error: Remote host terminated the handshake",
    ],
    "R2DBC PostgreSQL": ["Connection closed during SSL negotiation"],
    "Vert.x": ["SSL handshake failed"],
    asyncpg: ["connection closed during TLS handshake"],
    Rust: [
      "error performing TLS handshake",
      "error occurred while attempting to establish a TLS connection",
      "received corrupt message of type InvalidContentType",
      "peer is incompatible",
      "received fatal alert: {HandshakeFailure|ProtocolVersion|InternalError}",
    ],
    Npgsql: ["Exception while performing SSL handshake", "Authentication failed, see inner exception"],
    Prisma: ["Error opening a TLS connection"],
    PgBouncer: ["TLS startup failed", "TLS handshake error"],
    Postgrex: ["tls_alert"],
  },
  names: { pgjdbc: ["SSLHandshakeException"], Prisma: ["DriverAdapterError: TlsConnectionError"] },
  meaning: "The TLS handshake failed: the two sides could not agree on an encrypted connection.",
  todo: "Check that the port belongs to PostgreSQL or a pooler and not to another program; that both sides share a TLS version (ssl_min_protocol_version); and that the client certificate that the server asks for is set (connection.ssl.cert, connection.ssl.key).",
  settings: ["connection.ssl.mode", "connection.ssl.cert", "connection.port"],
  source: "https://www.postgresql.org/docs/18/libpq-ssl.html",
  examples: [
    "There was an error establishing an SSL connection",
    "write EPROTO 40A7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number",
  ],
});
