// connects, asks, and goes
import { type Access, isSocket } from "./_access.ts";
import type { Link } from "./_session.ts";
import { connect } from "./connect.ts";
import { type Answers, measure } from "./measure.ts";
import { askConsole, poolerBetween } from "./pooler.ts";

/** What is known of a live server. */
export interface Examined extends Answers {
  readonly link: Link;
}

/**
 * Asks a live server everything that is known to ask. One connection at a time, which is closed again.
 *
 * @throws UnreachableError where there is no connection, or it is lost.
 */
export async function examine(access: Access): Promise<Examined> {
  const session = await connect(access);
  try {
    const { measured, unanswered } = await measure(session);
    const between = await poolerBetween(session);
    await session.end();
    if (!between) return { measured, unanswered, link: session.link };
    const pooler = await askConsole(between, access, session, access.database);
    return { measured: { ...measured, pooler }, unanswered, link: session.link };
  } finally {
    await session.end();
  }
}

/** The server of a connection, as shown to people. */
export function nameOf({ place, address }: Link): string {
  if (isSocket(place)) return `${place.host} (port ${place.port})`;
  const name = `${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`;
  return address === undefined || address === place.host ? name : `${name} (${address})`;
}
