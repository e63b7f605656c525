// why a connection failed, in parts: how far it came, what the other side said, what that means and what to do
import { ForbiddenAuthenticationError } from "../drivers/pg/authentication.ts";
import { BadAnswerError } from "../drivers/pg/backend-messages.ts";
import type { Phase, Reason } from "../known-errors/_define.ts";
import { symptomOf } from "../known-errors/_recognise.ts";
import { formatDuration } from "../model/duration.ts";
import { helpWhenFull } from "./full.ts";
import type { PoolUsage } from "./measured.ts";

/** What was seen of an attempt before it failed. */
export interface Seen {
  readonly phase: Phase;
  /** Whether the password was accepted. */
  readonly authenticated: boolean;
  /** What answers on the port, if that is no PostgreSQL. */
  readonly other?: string | undefined;
  /** Whether anything was received. */
  readonly answered: boolean;
  /** What the server or the pooler reported by itself. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Longest that one step may take, in milliseconds. */
  readonly timeout: number;
}

/** Why an attempt failed. */
export interface Explanation {
  readonly reason: Reason | "unknown";
  /** In the words of Node or the server. */
  readonly message: string;
  /** What it means. */
  readonly meaning: string;
  /** What to do, the first thing first. */
  readonly action: string;
}

/** Explains the error of an attempt by what was seen before it. */
export function explain(error: unknown, seen: Seen): Explanation {
  const message = wordsOf(error);
  if (seen.other !== undefined)
    return {
      reason: "protocol",
      message: `${seen.other} answers on this port`,
      meaning: "The port belongs to another program, not to PostgreSQL or a pooler.",
      action: "Check the host and the port: PostgreSQL listens on 5432 by default, PgBouncer on 6432.",
    };
  if (error instanceof ForbiddenAuthenticationError) return { reason: "authentication", message, ...FORBIDDEN };
  if (/^not allowed\b/.test(message))
    return {
      reason: "authentication",
      message,
      meaning: "The admin console of PgBouncer lets in only the roles in admin_users and stats_users.",
      action: "Connect as one of them, or connect to a database of the application instead of pgbouncer.",
    };
  const unsupported = unsupportedRequest(message);
  if (unsupported) return unsupported;
  if (error instanceof BadAnswerError)
    return {
      reason: "protocol",
      message,
      meaning: "What answers is no PostgreSQL server, or something in between changes what it sends.",
      action: "Check the host and the port.",
    };
  const symptom = symptomOf(error);
  const reason = symptom?.reason ?? "unknown";
  if (reason === "timeout") {
    const said = seen.timeout > 0 ? `no answer within ${seen.timeout} ms` : message;
    return { reason, message: said, ...silence(seen) };
  }
  if (reason === "dropped" && seen.phase !== "query") return { reason, message, ...hangUp(seen) };
  const action = helpWhenFull(message) ?? symptom?.todo;
  if (symptom && action !== undefined) return { reason, message, meaning: symptom.meaning, action };
  return {
    reason,
    message,
    meaning: "Nothing more is known about this message.",
    action: "Look for it in the log of the server or the pooler.",
  };
}

const FORBIDDEN = {
  meaning:
    "The settings of this connection forbid it. Either something in between poses as the server, or pg_hba.conf of the server has a weaker method for this role.",
  action:
    "Check where the host name leads before you relax the setting. A server that offers scram-sha-256 over TLS meets channel_binding and require_auth.",
};

function silence({ phase, authenticated, parameters }: Seen): Pick<Explanation, "meaning" | "action"> {
  if (phase === "connect")
    return {
      meaning: "The port did not answer: the connection was neither accepted nor refused.",
      action:
        "Check that this machine may reach the port. A firewall or a security group that drops packets looks like this, and so does a wrong address.",
    };
  if (phase === "query" || authenticated) return poolerOrLoad(parameters);
  const request = phase === "tls" ? "the request for TLS" : "the startup message";
  return {
    meaning: `The port accepted the connection, but nothing answered ${request}.`,
    action:
      "Check that PostgreSQL or a pooler listens on this port. If it does, its process is stopped or overloaded, or a proxy in front has no server behind it: look at the process and its log.",
  };
}

// by far the most usual cause is a pooler whose server connections are all in use
function poolerOrLoad(parameters: Seen["parameters"]): Pick<Explanation, "meaning" | "action"> {
  const version = parameters["pgbouncer.version"];
  if (version !== undefined)
    return {
      meaning: `PgBouncer ${version} accepted the login, but provided no server connection: all connections of the pool for this user and database are in use, or PgBouncer cannot reach its server.`,
      action: SHOW_POOLS,
    };
  return {
    meaning:
      "The login succeeded, but a first query was not answered. A pooler looks like this when all server connections of its pool are in use, or when it cannot reach its server; a server without a pooler is overloaded.",
    action: `With PgBouncer: ${SHOW_POOLS[0]!.toLowerCase()}${SHOW_POOLS.slice(1)} Without a pooler: look at the load of the server.`,
  };
}

/** The same explanation with what the console shows: who waits, for how long, and how much is in use. */
export function withPools<E extends Explanation>(explanation: E, pools: readonly PoolUsage[]): E {
  const rows = pools.map(
    ({ database, user, clientsWaiting, serversActive, serversIdle, maxWait }) =>
      `${user}@${database}: sv_active ${serversActive}, sv_idle ${serversIdle}, cl_waiting ${clientsWaiting}, maxwait ${formatDuration(maxWait)}`,
  );
  const shown = rows.slice(0, 10).join("; ");
  const more = rows.length > 10 ? `; and ${rows.length - 10} more` : "";
  return {
    ...explanation,
    meaning: `PgBouncer accepted the login, but provided no server connection: all connections of the pool for this user and database are in use, or PgBouncer cannot reach its server. SHOW POOLS: ${shown}${more}.`,
    action:
      "End the transactions that hold the server connections (sv_active), or raise pool_size if the server has room. If sv_active is 0, look in PgBouncer's log for why it cannot connect.",
  };
}

const SHOW_POOLS =
  "Run SHOW POOLS on its admin console (database pgbouncer, or doctor with --console URL): cl_waiting and maxwait show who waits, sv_active how many server connections are in use. Then end the transactions that hold them, or raise pool_size.";

function hangUp({ answered }: Seen): Pick<Explanation, "meaning" | "action"> {
  if (answered)
    return {
      meaning: "The other side, or something in between, closed the connection during the login.",
      action: "Look in the log of the server or the pooler for the reason.",
    };
  return {
    meaning: "The port accepted the connection and closed it without an answer.",
    action:
      "Check that PostgreSQL listens on this port: another program may, or a proxy or load balancer that has no server behind it. Otherwise the log of the server or the pooler says why.",
  };
}

// methods of authentication that pg does not know, by the number in its message
function unsupportedRequest(message: string): Explanation | undefined {
  const number = /Unknown authenticationOk message type (\d{1,9})/.exec(message)?.[1];
  if (number === undefined) return undefined;
  const method = { 2: "Kerberos V5", 7: "GSSAPI", 8: "GSSAPI", 9: "SSPI" }[number] ?? `method ${number}`;
  return {
    reason: "authentication",
    message: `The server asked for authentication by ${method}`,
    meaning: "doctor has passwords and client certificates only.",
    action: "Give doctor a role that pg_hba.conf lets in with scram-sha-256 or a client certificate.",
  };
}

function wordsOf(error: unknown): string {
  const { message, code, errors } = (error ?? {}) as { message?: string; code?: string; errors?: readonly Error[] };
  const text = message || (errors ?? []).map((one) => one.message).join(", ") || String(code ?? "no reason was given");
  const said = text.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 500);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? `${said} (SQLSTATE ${code})` : said;
}
