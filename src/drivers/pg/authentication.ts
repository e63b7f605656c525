// libpq's limits on how a client may authenticate, which node-postgres does not know: enforced before it answers a server
import { PoolcfgError } from "../../diagnostics/errors.ts";
import { type AuthenticationLimits, allowedMethods, type Method, REQUIRE_AUTH } from "../../model/authentication.ts";

/** Thrown where a server asks for what the limits of the connection forbid. The password was not sent. */
export class ForbiddenAuthenticationError extends Error {
  static override readonly name: string = "ForbiddenAuthenticationError";
}

/** What is needed of a client of pg, before it connects. */
interface Guarded {
  readonly connection?: {
    readonly stream?: object & { destroy?(): void };
    emit?(event: string, ...message: unknown[]): boolean;
  };
}

/** Whether a connection has limits that somebody has to enforce. */
export function hasLimits({ channelBinding, requireAuth }: AuthenticationLimits): boolean {
  return channelBinding === "require" || requireAuth !== undefined;
}

/**
 * Keeps a client of pg within the limits: what the server asks for is looked at before pg answers it.
 *
 * @throws PoolcfgError `config` for a client whose messages cannot be seen, and for a `require_auth` that is not valid.
 */
export function guardAuthentication(client: object, limits: AuthenticationLimits): void {
  if (!hasLimits(limits)) return;
  const { connection } = client as Guarded;
  const emit = connection?.emit;
  if (connection === undefined || emit === undefined)
    throw new PoolcfgError(
      "config",
      `${limitIn(limits)} cannot be enforced with this Client, which shows no messages of the server. Use the Client of pg, or remove the setting.`,
    );
  const inspect = inspector(limits, () => connection.stream);
  if (limits.channelBinding === "require") (client as { enableChannelBinding?: boolean }).enableChannelBinding = true;
  let over = false;
  connection.emit = function (event: string, ...message: unknown[]) {
    if (over && ANSWERED.test(event)) return false;
    const refusal = inspect(event, message[0]);
    over ||= refusal !== undefined || event === "error";
    if (refusal === undefined) return emit.call(this, event, ...message);
    const told = emit.call(this, "error", new ForbiddenAuthenticationError(refusal));
    connection.stream?.destroy?.();
    return told;
  };
}

// the messages that make a client send something, or take itself for connected
const ANSWERED = /^(?:authentication|readyForQuery)/;

/** Says of each message in turn why it is forbidden; undefined for one that is not. */
function inspector({ channelBinding, requireAuth }: AuthenticationLimits, stream: () => object | undefined) {
  const allowed = requireAuth === undefined ? undefined : allowedMethods(requireAuth);
  if (requireAuth !== undefined && allowed === undefined)
    throw new PoolcfgError("config", `require_auth is not valid; it takes ${REQUIRE_AUTH}.`);
  const binds = channelBinding === "require";
  let finished = false;
  const excludes = (method: Method) => (allowed && !allowed.has(method) ? `require_auth=${requireAuth}` : undefined);
  const forbids = (method: Method) => (binds ? BINDS : excludes(method));
  return (event: string, message: unknown): string | undefined => {
    switch (event) {
      case "authenticationCleartextPassword":
        return refused("asked for the password in clear text", forbids("password"));
      case "authenticationMD5Password":
        return refused("asked for the password as an MD5 hash", forbids("md5"));
      case "authenticationSASL": {
        const mechanisms = (message as { mechanisms?: readonly string[] } | undefined)?.mechanisms ?? [];
        if (binds && !isEncrypted(stream())) return refused("asked for authentication without TLS", BINDS);
        if (binds && !mechanisms.includes("SCRAM-SHA-256-PLUS"))
          return refused("does not offer SCRAM-SHA-256-PLUS", BINDS, "requires");
        return refused("asked for SCRAM authentication", excludes("scram-sha-256"));
      }
      case "authenticationSASLFinal":
        finished = true;
        return undefined;
      case "authenticationOk":
        return finished ? undefined : refused("let the client in without authentication", forbids("none"));
      default:
        return undefined;
    }
  };
}

const BINDS = "channel_binding=require";

function refused(what: string, by: string | undefined, verb = "forbids"): string | undefined {
  return by === undefined ? undefined : `The server ${what}, which ${by} ${verb}; no password was sent`;
}

function isEncrypted(stream: object | undefined): boolean {
  return typeof (stream as { getPeerCertificate?: unknown } | undefined)?.getPeerCertificate === "function";
}

function limitIn({ channelBinding, requireAuth }: AuthenticationLimits): string {
  return channelBinding === "require" ? BINDS : `require_auth=${requireAuth}`;
}
