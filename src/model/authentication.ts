// the words of libpq for the limits on how a client may authenticate
/** The words of `channel_binding`. */
export const CHANNEL_BINDINGS = ["disable", "prefer", "require"] as const;

/** The words of `gssencmode`. */
export const GSS_ENCRYPTION_MODES = ["disable", "prefer", "require"] as const;

/** What `require_auth` may name: `none` is a server that asks for nothing. */
export const METHODS = ["password", "md5", "gss", "sspi", "scram-sha-256", "oauth", "none"] as const;
export type Method = (typeof METHODS)[number];

/** What `require_auth` takes, in words. */
export const REQUIRE_AUTH =
  '"password", "md5", "gss", "sspi", "scram-sha-256", "oauth" or "none", several with commas between, all or none of them with "!" before';

/** The limits that a connection has. */
export interface AuthenticationLimits {
  readonly channelBinding?: (typeof CHANNEL_BINDINGS)[number] | undefined;
  /** As `require_auth` of libpq. */
  readonly requireAuth?: string | undefined;
}

/**
 * Reads `require_auth` as libpq does: a list of methods, all of them allowed, or with `!` all of them forbidden.
 *
 * @returns the methods that are allowed; undefined for a text that libpq refuses.
 * - Source: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-REQUIRE-AUTH, version 18, 2026-11-29.
 */
export function allowedMethods(text: string): ReadonlySet<Method> | undefined {
  const words = text.split(",", 50);
  const negated = text.startsWith("!");
  const named = words.map((word) => (negated && word.startsWith("!") ? word.slice(1) : word));
  const sound =
    new Set(named).size === named.length &&
    named.every((name) => (METHODS as readonly string[]).includes(name)) &&
    words.every((word) => word.startsWith("!") === negated);
  if (!sound) return undefined;
  return new Set(METHODS.filter((method) => named.includes(method) !== negated));
}
