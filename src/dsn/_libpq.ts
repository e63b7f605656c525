// every keyword of libpq (PostgreSQL 18), with its environment variable and the canonical setting it carries

import { text } from "../codecs/units.ts";
import { libpqSeconds, methods, word } from "../codecs/url-text.ts";
import { CHANNEL_BINDINGS, GSS_ENCRYPTION_MODES } from "../model/authentication.ts";
import type { Param } from "./_param.ts";

/** One keyword of a libpq connection string. */
export interface Keyword {
  readonly env?: string;
  /** The canonical setting; the parts of a `Dsn` and its TLS parameters are left to whoever reads the `Dsn`. */
  readonly param?: Param;
  /** A value that leaves the setting to the operating system, and so states nothing. */
  readonly unset?: string;
  /** What libpq takes, where it refuses another value and no setting says so. */
  readonly accepts?: { readonly value: RegExp; readonly legal: string };
}

const ADDRESS = "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f.]{0,20}:[0-9a-f:.]{0,40}(?:%[\\w.-]{1,20})?)?";

/**
 * Keywords by name.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS, version 18, 2026-11-21.
 */
export const LIBPQ: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ["application_name", { env: "PGAPPNAME", param: { path: "connection.applicationName", codec: text() } }],
  [
    "channel_binding",
    { env: "PGCHANNELBINDING", param: { path: "connection.channelBinding", codec: word(CHANNEL_BINDINGS) } },
  ],
  ["client_encoding", { env: "PGCLIENTENCODING" }],
  ["connect_timeout", { env: "PGCONNECT_TIMEOUT", param: { path: "pool.connectTimeout", codec: libpqSeconds() } }],
  ["dbname", { env: "PGDATABASE" }],
  ["fallback_application_name", {}],
  ["gssdelegation", { env: "PGGSSDELEGATION" }],
  ["gssencmode", { env: "PGGSSENCMODE", param: { path: "connection.gssEncMode", codec: word(GSS_ENCRYPTION_MODES) } }],
  ["gsslib", { env: "PGGSSLIB" }],
  ["host", { env: "PGHOST" }],
  [
    "hostaddr",
    {
      env: "PGHOSTADDR",
      accepts: {
        value: new RegExp(`^${ADDRESS}(?:,${ADDRESS}){0,100}$`, "i"),
        legal: "an IP address; a name is a host",
      },
    },
  ],
  ["keepalives", {}],
  ["keepalives_count", {}],
  ["keepalives_idle", { param: { path: "pool.keepAlive", codec: libpqSeconds() }, unset: "0" }],
  ["keepalives_interval", {}],
  ["krbsrvname", { env: "PGKRBSRVNAME" }],
  [
    "load_balance_hosts",
    { env: "PGLOADBALANCEHOSTS", accepts: { value: /^(?:disable|random)$/, legal: "disable or random" } },
  ],
  ["max_protocol_version", { env: "PGMAXPROTOCOLVERSION" }],
  ["min_protocol_version", { env: "PGMINPROTOCOLVERSION" }],
  ["oauth_client_id", {}],
  ["oauth_client_secret", {}],
  ["oauth_issuer", {}],
  ["oauth_scope", {}],
  ["options", { env: "PGOPTIONS" }],
  ["passfile", { env: "PGPASSFILE" }],
  ["password", { env: "PGPASSWORD" }],
  ["port", { env: "PGPORT" }],
  ["replication", {}],
  ["require_auth", { env: "PGREQUIREAUTH", param: { path: "connection.requireAuth", codec: methods() } }],
  ["requirepeer", { env: "PGREQUIREPEER" }],
  ["scram_client_key", {}],
  ["scram_server_key", {}],
  ["service", { env: "PGSERVICE" }],
  ["servicefile", { env: "PGSERVICEFILE" }],
  ["ssl_max_protocol_version", { env: "PGSSLMAXPROTOCOLVERSION" }],
  ["ssl_min_protocol_version", { env: "PGSSLMINPROTOCOLVERSION" }],
  ["sslcert", { env: "PGSSLCERT" }],
  ["sslcertmode", { env: "PGSSLCERTMODE" }],
  ["sslcompression", { env: "PGSSLCOMPRESSION" }],
  ["sslcrl", { env: "PGSSLCRL" }],
  ["sslcrldir", { env: "PGSSLCRLDIR" }],
  ["sslkey", { env: "PGSSLKEY" }],
  ["sslkeylogfile", {}],
  ["sslmode", { env: "PGSSLMODE" }],
  ["sslnegotiation", { env: "PGSSLNEGOTIATION" }],
  ["sslpassword", {}],
  ["sslrootcert", { env: "PGSSLROOTCERT" }],
  ["sslsni", { env: "PGSSLSNI" }],
  [
    "target_session_attrs",
    {
      env: "PGTARGETSESSIONATTRS",
      accepts: {
        value: /^(?:any|read-write|read-only|primary|standby|prefer-standby)$/,
        legal: "any, read-write, read-only, primary, standby or prefer-standby",
      },
    },
  ],
  ["tcp_user_timeout", {}],
  ["user", { env: "PGUSER" }],
]);
