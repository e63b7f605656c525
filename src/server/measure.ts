// asks a live server everything, and says of what it does not answer why not
import { isAnswer, type Session } from "./_session.ts";
import { attemptOf, unreachable } from "./connect.ts";
import type { Measured } from "./measured.ts";
import type { Question } from "./questions/_define.ts";
import clock from "./questions/clock.ts";
import recovery from "./questions/recovery.ts";
import role from "./questions/role.ts";
import slots from "./questions/slots.ts";
import timeouts from "./questions/timeouts.ts";
import usage from "./questions/usage.ts";
import version from "./questions/version.ts";

const QUESTIONS: { readonly [Q in Exclude<keyof Measured, "pooler">]-?: Question<NonNullable<Measured[Q]>> } = {
  version,
  slots,
  role,
  timeouts,
  usage,
  recovery,
  clock,
};

/** Everything that was asked. */
export interface Answers {
  readonly measured: Measured;
  /** What was not answered, and why, in the words of the server. */
  readonly unanswered: Readonly<Record<string, string>>;
}

/**
 * Asks every question in turn.
 *
 * @throws UnreachableError where the connection is lost, or the server says nothing in time.
 */
export async function measure(session: Session): Promise<Answers> {
  const measured: Record<string, unknown> = {};
  const unanswered: Record<string, string> = {};
  for (const [name, question] of Object.entries(QUESTIONS)) {
    try {
      measured[name] = await question(session);
    } catch (error) {
      const { place, tls } = session.link;
      if (!isAnswer(error)) throw unreachable([attemptOf(error, place, tls !== null)]);
      unanswered[name] = (error as Error).message;
    }
  }
  return { measured: measured as Measured, unanswered };
}
