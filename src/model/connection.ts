// connection.*: which server, as whom
import { CHANNEL_BINDINGS, GSS_ENCRYPTION_MODES } from "./authentication.ts";
import { authenticationMethods, choice, port, secret, secrets, text } from "./field.ts";

const LIBPQ = "https://www.postgresql.org/docs/18/libpq-connect.html";

/** The modes of libpq, the weakest first. */
export const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** libpq's word for the authorities that the system trusts, in place of a file; with it the only mode is verify-full. */
export const SYSTEM_CA = "system";

export const ssl = {
  /** How far TLS goes: libpq's six modes. Every target has its own reading of them, which is a fact of the target. */
  mode: choice(SSL_MODES, {
    summary: "TLS mode",
    default: "prefer",
    aliases: ["sslmode", "ssl_mode"],
    env: "PGSSLMODE",
    source: LIBPQ,
  }),
  /** Path of the file with the certificate authorities that are trusted, or `system` for those of the system. */
  ca: text({
    summary: "File with the trusted certificate authorities",
    aliases: ["sslrootcert", "root_cert"],
    env: "PGSSLROOTCERT",
    source: LIBPQ,
  }),
  /** Path of the file with the client certificate. */
  cert: text({ summary: "File with the client certificate", aliases: ["sslcert"], env: "PGSSLCERT", source: LIBPQ }),
  /** Path of the file with the client certificate's key. */
  key: text({
    summary: "File with the key of the client certificate",
    aliases: ["sslkey"],
    env: "PGSSLKEY",
    source: LIBPQ,
  }),
  /** Name that the server certificate must have, if it is not the host. */
  serverName: text({ summary: "Name that the server certificate must have, if it is not the host" }),
};

export const connection = {
  /** Connection string, as in `DATABASE_URL`: a URI or libpq's `key=value` form. The parts below follow from it. */
  url: secret({
    summary: "Connection string, as in DATABASE_URL",
    aliases: ["database_url", "dsn", "connection_string", "uri"],
    source: LIBPQ,
  }),
  /** Host name, address or directory of a Unix socket; several with commas between. */
  host: text({
    summary: "Host, or the directory of a Unix socket; several are separated by commas",
    aliases: ["hostname"],
    env: "PGHOST",
    source: LIBPQ,
  }),
  /** TCP port; several with commas between, one for each host. */
  port: port({ summary: "TCP port", env: "PGPORT", source: LIBPQ }),
  /** Name of the database. */
  database: text({
    summary: "Name of the database",
    aliases: ["dbname", "database_name", "name"],
    env: "PGDATABASE",
    source: LIBPQ,
  }),
  /** Role that connects. */
  user: text({ summary: "Role that connects", aliases: ["username"], env: "PGUSER", source: LIBPQ }),
  /** Password of the role. Never prints. */
  password: secret({ summary: "Password of the role", env: "PGPASSWORD", source: LIBPQ }),
  /** Schema that unqualified names resolve to. */
  schema: text({ summary: "Schema for unqualified names", aliases: ["search_path", "current_schema"] }),
  /** Name that the server shows for the connection, in `pg_stat_activity` and its log. */
  applicationName: text({
    summary: "Name of the connection in pg_stat_activity and the server's log",
    aliases: ["fallback_application_name"],
    env: "PGAPPNAME",
    source: LIBPQ,
  }),
  ssl,
  /** Whether authentication must be bound to the TLS channel, so that nobody in between can pass it on. */
  channelBinding: choice(CHANNEL_BINDINGS, {
    summary: "Whether authentication must be bound to the TLS channel",
    detail: 'If not set, each driver uses its own default; that of libpq is "prefer"',
    env: "PGCHANNELBINDING",
    source: LIBPQ,
  }),
  /** Methods of authentication that the client accepts from the server, as in libpq: `scram-sha-256`, `!password,!md5`. */
  requireAuth: authenticationMethods({
    summary: "Authentication methods that the client accepts from the server",
    env: "PGREQUIREAUTH",
    source: LIBPQ,
  }),
  /** Whether the connection must be encrypted by GSSAPI. */
  gssEncMode: choice(GSS_ENCRYPTION_MODES, {
    summary: "Whether the connection must be encrypted by GSSAPI",
    aliases: ["gssencmode"],
    env: "PGGSSENCMODE",
    source: LIBPQ,
  }),
  /** Connection strings of read-only servers. */
  replicas: secrets({ summary: "Connection strings of read-only servers", default: [] }),
};
