// connects, asks, and goes
import { type Access, isSocket } from "./_access.ts";
import type { Link } from "./_session.ts";
import { connect } from "./connect.ts";
import { type Answers, measure } from "./measure.ts";

/** What is known of a live server. */
export interface Examined extends Answers {
  readonly link: Link;
}

/**
 * Asks a live server everything that is known to ask. One connection, which is closed again.
 *
 * @throws UnreachableError where there is no connection, or it is lost.
 */
export async function examine(access: Access): Promise<Examined> {
  const session = await connect(access);
  try {
    return { ...(await measure(session)), link: session.link };
  } finally {
    await session.end();
  }
}

/** The server of a connection, as shown to people. */
export function nameOf({ place, address }: Link): string {
  if (isSocket(place)) return `${place.host} (port ${place.port})`;
  const name = `${place.host}:${place.port}`;
  return address === undefined || address === place.host ? name : `${name} (${address})`;
}
