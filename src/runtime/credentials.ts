// Passwords that expire: tokens of cloud providers contain their expiry
import type { Client } from "./client.ts";

/** An authentication that the server refused: `invalid_password`, `invalid_authorization_specification`. */
const REFUSED = /^28/;

/**
 * When a token that is used as a password expires, from the token itself: the signature of an RDS IAM token, or the
 * `exp` claim of a JSON Web Token such as Entra's.
 *
 * @returns milliseconds since 1970; undefined for any other password.
 */
export function expiryOf(password: string): number | undefined {
  if (password.includes("X-Amz-Expires=")) {
    const params = new URLSearchParams(password.slice(password.indexOf("?") + 1));
    const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(params.get("X-Amz-Date") ?? "");
    const seconds = Number(params.get("X-Amz-Expires"));
    if (!date || !Number.isFinite(seconds)) return undefined;
    const [year, month, day, hour, minute, second] = date.slice(1).map(Number) as [number, ...number[]];
    return Date.UTC(year, month! - 1, day, hour, minute, second) + seconds * 1_000;
  }
  const parts = password.split(".");
  if (parts.length !== 3 || !password.startsWith("ey")) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(parts[1]!, "base64url").toString("utf8"));
    return typeof exp === "number" ? exp * 1_000 : undefined;
  } catch {
    return undefined;
  }
}

/** Adds to an authentication error that the token has expired, if it has. */
export function nameExpiredToken(error: unknown, client: Client | undefined, now = Date.now()): void {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const password = client?.password;
  if (typeof password !== "string" || !REFUSED.test(String(code))) return;
  const expiry = expiryOf(password);
  if (expiry === undefined || expiry > now) return;
  const since = new Date(expiry).toISOString();
  (error as Error).message =
    `${message}. The password is a token that expired at ${since}: give client.password a function that gets a new one for each connection.`;
}
