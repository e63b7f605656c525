// asks a live server everything, and records why what was not answered was not
import type { Session } from "./_session.ts";
import { attemptOf, unreachable } from "./connect.ts";
import type { Measured } from "./measured.ts";
import type { Question } from "./queries/_define.ts";
import blocking from "./queries/blocking.ts";
import clock from "./queries/clock.ts";
import limits from "./queries/limits.ts";
import process from "./queries/process.ts";
import recovery from "./queries/recovery.ts";
import role from "./queries/role.ts";
import slots from "./queries/slots.ts";
import timeouts from "./queries/timeouts.ts";
import transactions from "./queries/transactions.ts";
import usage from "./queries/usage.ts";
import version from "./queries/version.ts";

// what matters most during an incident comes first, since the connection may be lost on the way
const QUESTIONS: { readonly [Q in keyof Asked]-?: Question<NonNullable<Asked[Q]>> } = {
  version,
  slots,
  role,
  usage,
  blocking,
  transactions,
  limits,
  recovery,
  timeouts,
  process,
  clock,
};

/** What is asked of the server itself. */
type Asked = Omit<Measured, "pooler" | "unanswered">;

/** Questions that read the view of `usage`: if that has no answer in time, they would have none either. */
const LIKE_USAGE: readonly string[] = ["blocking", "transactions", "limits"];

/** Connections that are opened again after the first one is lost. */
const REOPENED = 3;

/**
 * Asks every question in turn. Of a question that is not answered, or on which the connection is lost, `unanswered` has the
 * reason, and the others are asked all the same.
 *
 * @param reopen opens another connection to the same server.
 * @throws UnreachableError if two connections are lost before anything was answered.
 */
export async function measure(first: Session, reopen: () => Promise<Session>): Promise<Measured> {
  const measured: Record<string, unknown> = {};
  const unanswered: Record<string, string> = {};
  let session: Session | undefined = first;
  let [reopened, losses, lost] = [0, 0, ""];
  let slow = false;
  try {
    for (const [name, question] of Object.entries(QUESTIONS)) {
      if (slow && LIKE_USAGE.includes(name)) {
        unanswered[name] = "not asked, since usage, which reads the same view, had no answer in time";
        continue;
      }
      if (session === undefined && reopened < REOPENED) {
        reopened += 1;
        session = await reopen().catch(() => undefined);
        // a server that takes no connection now is not asked for one again
        if (session === undefined) reopened = REOPENED;
      }
      if (session === undefined) {
        unanswered[name] = `not asked, since the connection was lost (${lost})`;
        continue;
      }
      try {
        measured[name] = await question(session);
      } catch (error) {
        const { place, tls } = session.link;
        const failed = attemptOf(error, place, tls !== null);
        unanswered[name] = failed.message;
        slow ||= name === "usage" && isLate(error);
        if (!session.lost) continue;
        losses += 1;
        if (losses > 1 && Object.keys(measured).length === 0) throw unreachable([failed]);
        lost = failed.message;
        await session.end();
        session = undefined;
      }
    }
  } finally {
    if (session !== first) await session?.end();
  }
  return { ...(measured as Measured), unanswered };
}

// the server's own limit, or doctor's
function isLate(error: unknown): boolean {
  return ["57014", "ETIMEDOUT"].includes((error as { code?: string }).code ?? "");
}
