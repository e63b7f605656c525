// what doctor does with each parameter of libpq: it follows it, or refuses to connect; none is ignored without a reason
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { LibpqValue } from "../load/service.ts";

/** Which servers are accepted once they are connected to. */
export const SESSION_ATTRIBUTES = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;
export type SessionAttributes = (typeof SESSION_ATTRIBUTES)[number];

/** The values that doctor has a counterpart for, and why it refuses the others. */
interface Refused {
  readonly accepts?: readonly string[];
  readonly why: string;
}

const TLS_FILES = "doctor does not read certificate revocation lists";
const GSS = "it matters to GSSAPI only, which doctor does not use";
const OAUTH = "it matters to OAuth only, which doctor does not use";
const TCP = "doctor has limits of its own for how long it waits: --timeout";

/**
 * Every parameter of libpq by its keyword: followed, without effect on doctor (and why), or refused.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS, version 18, 2026-11-29.
 */
export const HANDLING: Readonly<Record<string, "followed" | { readonly noEffect: string } | Refused>> = {
  application_name: { noEffect: 'doctor is "poolcfg doctor" to the server' },
  channel_binding: "followed",
  client_encoding: { noEffect: "doctor reads UTF-8, whatever the application reads" },
  connect_timeout: { noEffect: TCP },
  dbname: "followed",
  fallback_application_name: { noEffect: 'doctor is "poolcfg doctor" to the server' },
  gssdelegation: { noEffect: GSS },
  gssencmode: "followed",
  gsslib: { noEffect: GSS },
  host: "followed",
  hostaddr: "followed",
  keepalives: { noEffect: TCP },
  keepalives_count: { noEffect: TCP },
  keepalives_idle: { noEffect: TCP },
  keepalives_interval: { noEffect: TCP },
  krbsrvname: { noEffect: GSS },
  load_balance_hosts: "followed",
  max_protocol_version: { noEffect: "doctor speaks version 3.0 of the protocol, which every server has" },
  min_protocol_version: { accepts: ["3.0"], why: "doctor speaks version 3.0 of the protocol" },
  oauth_client_id: { noEffect: OAUTH },
  oauth_client_secret: { noEffect: OAUTH },
  oauth_issuer: { noEffect: OAUTH },
  oauth_scope: { noEffect: OAUTH },
  options: "followed",
  passfile: "followed",
  password: "followed",
  port: "followed",
  replication: { accepts: ["false", "off", "no", "0"], why: "doctor runs queries, not replication commands" },
  require_auth: "followed",
  requirepeer: { why: "doctor cannot see who owns the process behind a Unix socket" },
  scram_client_key: { why: "doctor authenticates with the password" },
  scram_server_key: { why: "doctor authenticates with the password" },
  service: "followed",
  servicefile: "followed",
  ssl_max_protocol_version: "followed",
  ssl_min_protocol_version: "followed",
  sslcert: "followed",
  sslcertmode: { accepts: ["allow"], why: "doctor sends a certificate if sslcert names one" },
  sslcompression: { accepts: ["0"], why: "doctor has no TLS compression" },
  sslcrl: { why: TLS_FILES },
  sslcrldir: { why: TLS_FILES },
  sslkey: "followed",
  sslkeylogfile: { why: "doctor writes no keys of a connection" },
  sslmode: "followed",
  sslnegotiation: "followed",
  sslpassword: "followed",
  sslrootcert: "followed",
  sslsni: { accepts: ["1"], why: "doctor always sends the name of the server" },
  target_session_attrs: "followed",
  tcp_user_timeout: { noEffect: TCP },
  user: "followed",
};

/** The parameters of a connection, by keyword. */
export type Parameters = ReadonlyMap<string, LibpqValue>;

/**
 * Refuses the parameters that doctor has no counterpart for.
 *
 * @throws PoolcfgError `usage` with the reason.
 */
export function refuseUnsupported(parameters: Parameters): void {
  for (const [name, { value, origin }] of parameters) {
    const handling = HANDLING[name];
    if (handling === undefined || handling === "followed" || "noEffect" in handling) continue;
    if (handling.accepts?.includes(value)) continue;
    const others = handling.accepts ? `, except ${handling.accepts.map((word) => `${name}=${word}`).join(", ")}` : "";
    throw new PoolcfgError(
      "usage",
      `doctor does not support ${name}${others} (from ${origin.label}), so nothing was sent: ${handling.why}. Remove it for this run, or check with psql.`,
    );
  }
}

/**
 * The value of a parameter that is one of a few words.
 *
 * @throws PoolcfgError `usage` for another one, as libpq refuses it.
 */
export function wordOf<W extends string>(parameters: Parameters, name: string, words: readonly W[], otherwise: W): W {
  const given = parameters.get(name);
  if (given === undefined) return otherwise;
  const word = words.find((one) => one === given.value);
  if (word !== undefined) return word;
  throw new PoolcfgError(
    "usage",
    `${name} (from ${given.origin.label}) is not valid; it takes ${words.join(", ")}. Nothing was sent.`,
  );
}
