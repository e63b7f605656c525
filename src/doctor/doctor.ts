// connects, runs the queries and disconnects
import { type Access, isSocket } from "./_access.ts";
import { type ConnectionInfo, isAnswer, type Session } from "./_session.ts";
import { attemptOf, connect, unreachable } from "./connect.ts";
import { withPools } from "./failures.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./measured.ts";
import { askConsole, consoleOf, poolerBetween, poolsBehind } from "./pooler.ts";

/** What is known of a live server. */
export interface Examined {
  readonly link: ConnectionInfo;
  readonly measured: Measured;
}

/**
 * Asks a live server every question, on one connection at a time, which is closed again.
 *
 * @throws UnreachableError if there is no connection, or if it is lost before anything was answered.
 */
export async function examine(access: Access): Promise<Examined> {
  const session = await connect(access);
  try {
    const { link } = session;
    const console = await consoleOf(session, access.database);
    if (console) return { measured: { pooler: console }, link };
    await firstAnswer(session, access);
    const measured = await measure(session, () => connect({ ...access, servers: [link.place] }));
    const between = poolerBetween(link, measured.process);
    await session.end();
    if (!between) return { measured, link };
    const pooler = await askConsole(between, access, link, access.database);
    return { measured: { ...measured, pooler }, link };
  } finally {
    await session.end();
  }
}

// a pooler whose pool is in use takes the login and answers nothing, which every question would wait for
async function firstAnswer(session: Session, access: Access): Promise<void> {
  try {
    await session.ask("SELECT 1");
  } catch (error) {
    if (isAnswer(error)) return;
    const { place, tls, parameters, timeout, attempts } = session.link;
    const failed = attemptOf(error, place, tls !== null, { parameters, timeout });
    const pools = failed.reason === "timeout" ? await poolsBehind(access, session.link) : undefined;
    throw unreachable([...attempts, pools ? withPools(failed, pools) : failed], pools);
  }
}

/** The server of a connection, as shown to people. */
export function nameOf({
  place,
  address,
}: Pick<ConnectionInfo, "place"> & Partial<Pick<ConnectionInfo, "address">>): string {
  if (isSocket(place)) return `${place.host} (port ${place.port})`;
  const name = `${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`;
  return address === undefined || address === place.host ? name : `${name} (${address})`;
}
