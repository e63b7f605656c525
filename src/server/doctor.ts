// connects, runs the queries and disconnects
import { type Access, isSocket } from "./_access.ts";
import type { Link } from "./_session.ts";
import { connect } from "./connect.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./measured.ts";
import { askConsole, poolerBetween } from "./pooler.ts";

/** What is known of a live server. */
export interface Examined {
  readonly link: Link;
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

/** The server of a connection, as shown to people. */
export function nameOf({ place, address }: Link): string {
  if (isSocket(place)) return `${place.host} (port ${place.port})`;
  const name = `${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`;
  return address === undefined || address === place.host ? name : `${name} (${address})`;
}
