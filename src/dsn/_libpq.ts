// every keyword of libpq (PostgreSQL 18), with its environment variable and the canonical setting it carries

import { text } from "../codecs/units.ts";
import { libpqSeconds, methods, word } from "../codecs/url-text.ts";
import { CHANNEL_BINDINGS, GSS_ENCRYPTION_MODES } from "../model/authentication.ts";
import type { Path } from "../model/model.ts";
import type { LIBPQ_KEYWORDS } from "../text/libpq-keywords.ts";
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
  /** The setting that a 0 switches off, whatever else is set. */
  readonly switchesOff?: Path;
}

/** The values of `target_session_attrs`. */
export const SESSION_ATTRIBUTES = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;

function words(...all: string[]): NonNullable<Keyword["accepts"]> {
  return { value: new RegExp(`^(?:${all.join("|")})$`), legal: `${all.slice(0, -1).join(", ")} or ${all.at(-1)}` };
}

const INTEGER = { value: /^\s*[-+]?\d{1,10}\s*$/, legal: "a whole number" };
const PROTOCOL = { value: /^(?:3\.[02]|latest)$/, legal: "3.0, 3.2 or latest" };
const TLS_VERSION = { value: /^TLSv1(?:\.[123])?$/i, legal: "TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3" };

const ADDRESS = "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f.]{0,20}:[0-9a-f:.]{0,40}(?:%[\\w.-]{1,20})?)?";

/** What `hostaddr` takes. */
export const ADDRESSES = {
  value: new RegExp(`^${ADDRESS}(?:,${ADDRESS}){0,100}$`, "i"),
  legal: "an IP address; a name is a host",
};

/**
 * Keywords by name.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS, version 18, 2026-11-21.
 */
export const LIBPQ: ReadonlyMap<string, Keyword> = new Map<(typeof LIBPQ_KEYWORDS)[number], Keyword>([
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
      accepts: ADDRESSES,
    },
  ],
  ["keepalives", { accepts: INTEGER, switchesOff: "pool.keepAlive" }],
  ["keepalives_count", { accepts: INTEGER }],
  ["keepalives_idle", { param: { path: "pool.keepAlive", codec: libpqSeconds() }, unset: "0" }],
  ["keepalives_interval", { accepts: INTEGER }],
  ["krbsrvname", { env: "PGKRBSRVNAME" }],
  ["load_balance_hosts", { env: "PGLOADBALANCEHOSTS", accepts: words("disable", "random") }],
  ["max_protocol_version", { env: "PGMAXPROTOCOLVERSION", accepts: PROTOCOL }],
  ["min_protocol_version", { env: "PGMINPROTOCOLVERSION", accepts: PROTOCOL }],
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
  ["ssl_max_protocol_version", { env: "PGSSLMAXPROTOCOLVERSION", accepts: TLS_VERSION }],
  ["ssl_min_protocol_version", { env: "PGSSLMINPROTOCOLVERSION", accepts: TLS_VERSION }],
  ["sslcert", { env: "PGSSLCERT" }],
  ["sslcertmode", { env: "PGSSLCERTMODE", accepts: words("disable", "allow", "require") }],
  ["sslcompression", { env: "PGSSLCOMPRESSION" }],
  ["sslcrl", { env: "PGSSLCRL" }],
  ["sslcrldir", { env: "PGSSLCRLDIR" }],
  ["sslkey", { env: "PGSSLKEY" }],
  ["sslkeylogfile", {}],
  ["sslmode", { env: "PGSSLMODE" }],
  ["sslnegotiation", { env: "PGSSLNEGOTIATION", accepts: words("postgres", "direct") }],
  ["sslpassword", {}],
  ["sslrootcert", { env: "PGSSLROOTCERT" }],
  ["sslsni", { env: "PGSSLSNI" }],
  [
    "target_session_attrs",
    {
      env: "PGTARGETSESSIONATTRS",
      accepts: words(...SESSION_ATTRIBUTES),
    },
  ],
  ["tcp_user_timeout", { accepts: INTEGER }],
  ["user", { env: "PGUSER" }],
]);
