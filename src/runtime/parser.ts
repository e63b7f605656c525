// Prevents a broken or hostile server from blocking or ending the process
import { MessageChecker, parseFailure, wrapParser } from "../drivers/pg/backend-messages.ts";

/** Maximum length of one message: PostgreSQL allocates no more than 1 GiB for it. */
const MAX_MESSAGE_BYTES = 1024 ** 3;

/**
 * Closes the connection of a client of pg, not connected yet, on a message that is not valid. pg alone would loop
 * without end on a string that has no end, and end the process with an uncaught error on a message that is cut short.
 */
export function guardParser(client: object): void {
  const { connection } = client as { readonly connection?: Emitter };
  const checker = new MessageChecker(MAX_MESSAGE_BYTES);
  /** An error thrown by a listener: it belongs to the program, and stays uncaught as with pg. */
  let thrown: unknown;
  const isWrapped = wrapParser(client, (parse, socket) => (chunk) => {
    thrown = undefined;
    try {
      checker.check(chunk);
      parse(chunk);
    } catch (error) {
      if (thrown === error) throw error;
      socket.destroy(parseFailure(error));
    }
  });
  if (!isWrapped || !connection) return;
  const { emit } = connection;
  connection.emit = function (event, message) {
    try {
      return emit.call(this, event, message);
    } catch (error) {
      if (!isUnexpected(event, client)) thrown = error;
      throw error;
    }
  };
}

/** Messages that pg before 8.18 hands to the running query without a check that there is one. */
const FOR_A_QUERY = /^(?:rowDescription|dataRow|portalSuspended|emptyQuery|copyInResponse|copyData)$/;

function isUnexpected(event: string, client: object): boolean {
  if (!FOR_A_QUERY.test(event)) return false;
  const queries = client as { _activeQuery?: unknown; activeQuery?: unknown };
  return ("_activeQuery" in queries ? queries._activeQuery : queries.activeQuery) == null;
}

interface Emitter {
  emit(event: string, message?: unknown): boolean;
}
