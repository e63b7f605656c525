// opens the one connection: each server in turn, and says of each why not
import type { ConnectionOptions, TLSSocket } from "node:tls";
import type { Client } from "pg";
import { ForbiddenAuthenticationError, guardAuthentication } from "../authentication.ts";
import { UnreachableError } from "../errors.ts";
import type { Reason } from "../symptoms/_define.ts";
import { symptomOf } from "../symptoms/_recognise.ts";
import { pg } from "../vendor.ts";
import { type Access, checkOf, isSocket, type Place, tlsOptions, triesOf } from "./_access.ts";
import { BadAnswerError, badAnswerOr, watchIntake } from "./_intake.ts";
import { Session } from "./_session.ts";
import { helpWhenFull } from "./full.ts";

/** Name that the server shows for the connection. */
const APPLICATION = "poolcfg doctor";

/** One try that failed. */
export interface Attempt {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly reason: Reason | "unknown";
  /** In the words of Node or the server. */
  readonly message: string;
  readonly help: string;
}

/**
 * Connects to the first server that takes the connection. As with libpq, a server that answers no ends the search,
 * unless it is starting.
 *
 * @throws UnreachableError with the reason of the last try. @throws PoolcfgError `input` for an unreadable certificate.
 */
export async function connect(access: Access): Promise<Session> {
  const attempts: Attempt[] = [];
  for (const place of access.servers) {
    for (const tls of triesOf(access, place)) {
      const before = attempts.at(-1);
      if (before && before.host === place.host && before.port === place.port && !mayFallBack(before)) break;
      // a certificate that cannot be read is no answer of the server's
      const ssl = tls && tlsOptions(access, place);
      try {
        return await open(access, place, ssl, attempts);
      } catch (error) {
        attempts.push(attemptOf(error, place, tls));
      }
    }
    if (isFinal(attempts.at(-1)!)) break;
  }
  throw unreachable(attempts);
}

/** What came of a connection that failed. */
export function attemptOf(error: unknown, { host, port }: Place, tls: boolean): Attempt {
  const message = wordsOf(error);
  if (error instanceof ForbiddenAuthenticationError)
    return { host, port, tls, reason: "authentication", message, help: FORBIDDEN };
  if (error instanceof BadAnswerError) return { host, port, tls, reason: "protocol", message, help: NO_SERVER };
  const symptom = symptomOf(error);
  const help = helpWhenFull(message) ?? (symptom ? `${symptom.meaning} ${symptom.todo}` : "");
  return { host, port, tls, reason: symptom?.reason ?? "unknown", message, help };
}

const NO_SERVER =
  "What answers is no PostgreSQL server, or something between changes what it sends. Check the host and the port.";

const FORBIDDEN =
  "The connection's own settings forbid it: either something between is posing as the server, or the server's pg_hba.conf has a weaker method for this role. Check where the port leads before you loosen the setting; scram-sha-256 over TLS meets both.";

/** The error of a run that has no connection, or has lost it. */
export function unreachable(attempts: readonly Attempt[]): UnreachableError {
  const last = attempts.at(-1)!;
  const seen = new Map(attempts.map((one) => [`${nameOf(one)}: ${one.message}`, one]));
  const what = [...seen.keys()].join("; ");
  const help = last.help === "" ? "Nothing more is known of this message." : last.help;
  return new UnreachableError(last.reason, `No connection to the server (${last.reason}): ${what}. ${help}`);
}

async function open(
  access: Access,
  place: Place,
  ssl: ConnectionOptions | false,
  attempts: readonly Attempt[],
): Promise<Session> {
  const { Client } = pg();
  const parameters: Record<string, string> = {};
  const client = new Client({
    host: place.host,
    port: place.port,
    user: access.user,
    // a function, so that pg asks neither PGPASSWORD nor a password file: whether they count is the config's to say
    password: () => access.password as string,
    database: access.database,
    ssl,
    application_name: APPLICATION,
    connectionTimeoutMillis: access.timeout,
    ...(access.limits.channelBinding === "prefer" && { enableChannelBinding: true }),
  });
  guardAuthentication(client, access.limits);
  const intake = watchIntake(client);
  // what happens after the connection is made is told by the query that fails
  client.on("error", () => {});
  const wire = (client as unknown as Wire).connection;
  wire.on("parameterStatus", ({ parameterName, parameterValue }) => {
    if (Object.keys(parameters).length < 100) parameters[parameterName] = parameterValue;
  });
  try {
    await client.connect();
  } catch (error) {
    wire.stream.destroy();
    throw badAnswerOr(error);
  }
  return new Session(client, intake, {
    place,
    address: isSocket(place) ? undefined : wire.stream.remoteAddress,
    tls: ssl ? { protocol: wire.stream.getProtocol() ?? "TLS", check: checkOf(access) } : null,
    key: (client as unknown as Wire).processID ?? undefined,
    parameters,
    attempts: [...attempts],
    timeout: access.timeout,
  });
}

/** What pg has and its types have not. */
interface Wire {
  readonly connection: Client["connection"] & {
    readonly stream: TLSSocket;
    on(event: "parameterStatus", listener: (message: Parameter) => void): void;
  };
  readonly processID: number | null;
}

interface Parameter {
  readonly parameterName: string;
  readonly parameterValue: string;
}

// encryption that fails, or a line of pg_hba.conf that takes the other kind of connection
function mayFallBack({ reason, help: _help, message }: Attempt): boolean {
  return reason === "tls" || /pg_hba\.conf/.test(message);
}

// the answer of a server: another one would not be asked for a role or a database that this one refuses
function isFinal({ reason }: Attempt): boolean {
  return reason === "authentication" || reason === "database" || reason === "full";
}

function nameOf({ host, port, tls }: Attempt): string {
  return `${host}:${port}${tls ? " with TLS" : ""}`;
}

function wordsOf(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: readonly Error[] };
  const text = message || (errors ?? []).map((one) => one.message).join(", ") || String(code ?? "no reason was given");
  const said = text.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 500);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? `${said} (SQLSTATE ${code})` : said;
}
