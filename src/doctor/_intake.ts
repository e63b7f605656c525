// what a server sends: limited in size, and what is no valid message ends the connection instead of the process
import type { Client } from "pg";
import {
  answerTooLarge,
  invalidMessage,
  MessageChecker,
  parseFailure,
  wrapParser,
} from "../drivers/pg/backend-messages.ts";

/** Maximum size of what a server sends in answer to one query, or while the connection is established. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** An error as it is shown: one that pg's own code ran into, since what it got was not what it expects, is none of its words. */
export function badAnswerOr(error: unknown): unknown {
  const own = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return own && (error as { code?: unknown }).code === undefined ? invalidMessage() : error;
}

/** Counts what arrives on a connection. */
export interface Intake {
  /** Starts a new answer: what has arrived before no longer counts. */
  reset(): void;
}

/** Watches what arrives on a client that is not connected yet. */
export function watchIntake(client: Client): Intake {
  const checker = new MessageChecker(MAX_ANSWER_BYTES);
  let bytes = 0;
  // pg parses in a listener of the socket, where nobody catches an error
  wrapParser(client, (parse, socket) => (chunk) => {
    bytes += chunk.length;
    try {
      if (bytes > MAX_ANSWER_BYTES) throw answerTooLarge(MAX_ANSWER_BYTES);
      checker.check(chunk);
      parse(chunk);
    } catch (error) {
      socket.destroy(parseFailure(error));
    }
  });
  return {
    reset: () => {
      bytes = 0;
    },
  };
}
