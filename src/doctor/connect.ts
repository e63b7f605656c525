// opens the one connection: each server in turn, with the reason for each that failed
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { Client } from "pg";
import { UnreachableError } from "../diagnostics/errors.ts";
import { guardAuthentication } from "../drivers/pg/authentication.ts";
import type { Phase } from "../known-errors/_define.ts";
import { MASK } from "../text/secret.ts";
import { type Access, checkOf, isSocket, type Place, tlsOptions, triesOf } from "./_access.ts";
import { badAnswerOr, watchIntake } from "./_intake.ts";
import { Session } from "./_session.ts";
import { type Explanation, explain, type Seen } from "./failures.ts";
import type { PoolUsage } from "./measured.ts";
import { otherProgramIn } from "./other-programs.ts";
import { type Mismatch, mismatchOf } from "./session-attributes.ts";

/** Name that the server shows for the connection. */
const APPLICATION = "poolcfg doctor";

/** One attempt that failed. */
export interface Attempt extends Explanation {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly phase: Phase;
}

/**
 * Connects to the first server that accepts the connection and that target_session_attrs accepts. As with libpq, a server
 * that refuses the login ends the search, unless it is starting.
 *
 * @throws UnreachableError with the reason of the last attempt. @throws PoolcfgError `input` for an unreadable certificate.
 */
export async function connect(access: Access): Promise<Session> {
  const attempts: Attempt[] = [];
  const passes =
    access.sessionAttributes === "prefer-standby" ? (["standby", "any"] as const) : [access.sessionAttributes];
  for (const wanted of passes) {
    const session = await search(access, attempts, wanted);
    if (session) return session;
    if (attempts.some(isFinal)) break;
  }
  throw unreachable(attempts);
}

async function search(
  access: Access,
  attempts: Attempt[],
  wanted: Access["sessionAttributes"],
): Promise<Session | undefined> {
  for (const place of access.servers) {
    let last: Attempt | undefined;
    const tries = triesOf(access, place);
    for (const [at, tls] of tries.entries()) {
      if (last && !mayFallBack(last)) break;
      // a certificate that cannot be read is no answer of the server's
      const ssl = tls && tlsOptions(access, place);
      const opened = await open(access, place, ssl, attempts);
      if (opened instanceof Session) {
        const mismatch = await mismatchOf(opened, wanted).catch(async (error: unknown) => {
          await opened.end();
          const { parameters, timeout } = opened.link;
          throw unreachable([...attempts, attemptOf(error, place, tls, { parameters, timeout })]);
        });
        if (mismatch === undefined) return opened;
        await opened.end();
        last = unsuitable(place, tls, mismatch);
      } else last = opened;
      // under prefer, a server without TLS is nothing to report: the connection is made without
      if (at === tries.length - 1 || !hasNoTls(last)) attempts.push(last);
    }
    if (last && isFinal(last)) return undefined;
  }
  return undefined;
}

/** An attempt that failed; without more, one whose connection was open. */
export function attemptOf(error: unknown, { host, port }: Place, tls: boolean, seen: Partial<Seen> = {}): Attempt {
  const whole: Seen = { phase: "query", authenticated: true, answered: true, parameters: {}, timeout: 0, ...seen };
  return { host, port, tls, phase: whole.phase, ...explain(error, whole) };
}

function unsuitable({ host, port }: Place, tls: boolean, { message, meaning }: Mismatch): Attempt {
  const action =
    "List a server of that kind among the hosts, check which of them is the primary, or change target_session_attrs.";
  return { host, port, tls, phase: "login", reason: "unsuitable", message, meaning, action };
}

/** The error of a run that has no connection, or has lost it. */
export function unreachable(attempts: readonly Attempt[], pools?: readonly PoolUsage[]): UnreachableError {
  const last = attempts.at(-1)!;
  const { host, port, phase, reason, meaning, action } = last;
  const seen = [...new Map(attempts.map((one) => [`${nameOf(one)}: ${one.message}`, one])).keys()];
  const head =
    phase === "query"
      ? `The server was reached, but it does not answer (${reason})`
      : `No connection to the server (${reason})`;
  const lines = [
    `${head}: ${seen.at(-1)}.`,
    ...seen.slice(0, -1).map((one) => `  Tried before: ${one}.`),
    `  Meaning: ${meaning}`,
    `  Fix: ${action}`,
  ];
  const tried = attempts.map(({ meaning: _, action: __, ...attempt }) => attempt);
  const details = { host, port, phase, reason, meaning, action, attempts: tried, ...(pools && { pools }) };
  return new UnreachableError(details, lines.join("\n"));
}

/** Opens a connection, or says why it failed. */
async function open(
  access: Access,
  place: Place,
  ssl: ConnectionOptions | false,
  attempts: readonly Attempt[],
): Promise<Session | Attempt> {
  const parameters: Record<string, string> = {};
  const seen: { -readonly [K in keyof Seen]: Seen[K] } = {
    phase: "connect",
    authenticated: false,
    answered: false,
    parameters,
    timeout: access.timeout,
  };
  let sent: string | undefined;
  const client = new Client({
    host: place.address ?? place.host,
    port: place.port,
    user: access.user,
    // a function, so that pg reads neither PGPASSWORD nor a password file: whether they count is the config's to say
    password: () => {
      sent = access.passwordFor(place);
      return sent as string;
    },
    database: access.database,
    ssl,
    application_name: APPLICATION,
    connectionTimeoutMillis: access.timeout,
    ...(access.startup !== undefined && { options: access.startup }),
    ...(access.directTls && ssl && { sslnegotiation: "direct" }),
    ...(access.limits.channelBinding === "prefer" && { enableChannelBinding: true }),
  });
  guardAuthentication(client, access.limits);
  const intake = watchIntake(client);
  // what happens after the connection is made is told by the query that fails
  client.on("error", () => {});
  const wire = (client as unknown as Wire).connection;
  follow(wire, seen, ssl && (access.directTls ? "direct" : "asked"));
  wire.on("parameterStatus", ({ parameterName, parameterValue }) => {
    if (Object.keys(parameters).length < 100) parameters[parameterName] = parameterValue;
  });
  try {
    await client.connect();
  } catch (error) {
    wire.stream.destroy();
    const attempt = attemptOf(badAnswerOr(error), place, ssl !== false, seen);
    // some poolers and authentication services repeat what they were sent
    return sent && sent.length > 3 ? { ...attempt, message: attempt.message.replaceAll(sent, MASK) } : attempt;
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

// notes how far the attempt comes; another program is known by what it says first, and then nothing more is waited for
function follow(
  connection: Wire["connection"],
  seen: { -readonly [K in keyof Seen]: Seen[K] },
  tls: "direct" | "asked" | false,
): void {
  const { stream } = connection;
  connection.on("connect", () => {
    seen.phase = tls ? "tls" : "login";
  });
  connection.on("sslconnect", () => {
    connection.stream.once("secureConnect", () => {
      seen.phase = "login";
    });
  });
  connection.on("authenticationOk", () => {
    seen.authenticated = true;
  });
  // what comes first is then the handshake
  if (tls === "direct") return;
  stream.prependOnceListener("data", (chunk: Buffer) => {
    seen.answered = true;
    seen.other = otherProgramIn(chunk);
    if (seen.other !== undefined) connection.emit("error", new Error(seen.other));
  });
}

/** What pg has and its types have not. */
interface Wire {
  readonly connection: Client["connection"] & {
    readonly stream: TLSSocket;
    emit(event: "error", error: unknown): boolean;
    on(event: "parameterStatus", listener: (message: Parameter) => void): void;
    on(event: "connect" | "sslconnect" | "authenticationOk", listener: () => void): void;
  };
  readonly processID: number | null;
}

interface Parameter {
  readonly parameterName: string;
  readonly parameterValue: string;
}

// encryption that fails, or a line of pg_hba.conf that takes the other kind of connection
function mayFallBack({ reason, message }: Attempt): boolean {
  return reason === "tls" || /pg_hba\.conf/.test(message);
}

function hasNoTls({ tls, message }: Attempt): boolean {
  return tls && /does not support SSL/i.test(message);
}

// the answer of a server: another one would not be asked for a role or a database that this one refuses
function isFinal({ reason }: Attempt): boolean {
  return reason === "authentication" || reason === "database" || reason === "full";
}

/** The server of an attempt, as shown to people: an address of IPv6 is in brackets. */
function nameOf({ host, port, tls }: Attempt): string {
  const name = host.includes(":") && !/^[/@]/.test(host) ? `[${host}]` : host;
  return `${name}:${port}${tls ? " with TLS" : ""}`;
}
