// what a server sends: limited in size, and what is no valid message ends the connection instead of the process
import type { Socket } from "node:net";
import type { Client } from "pg";

/** Maximum size of what a server sends in answer to one query, or while the connection is established. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** The error of a connection that was closed because of what the server sent. */
export class BadAnswerError extends Error {
  static override readonly name: string = "BadAnswerError";
}

/** An error as it is shown: one that pg's own code ran into, since what it got was not what it expects, is none of its words. */
export function badAnswerOr(error: unknown): unknown {
  const own = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return own && (error as { code?: unknown }).code === undefined ? notValid() : error;
}

/** Counts what arrives on a connection. */
export interface Intake {
  /** Starts a new answer: what has arrived before no longer counts. */
  reset(): void;
}

/** Watches what arrives on a client that is not connected yet. */
export function watchIntake(client: Client): Intake {
  const { connection } = client as unknown as { readonly connection: Connection };
  const attach = connection.attachListeners.bind(connection);
  let bytes = 0;
  // pg reads messages in a listener of the socket, where an error would be nobody's to catch
  connection.attachListeners = (stream) => {
    const socket = stream as Socket;
    const messages = new Messages();
    const on = (event: string, listener: (...given: unknown[]) => void) => {
      if (event !== "data") return socket.on(event, listener);
      return socket.on(event, (chunk: Buffer) => {
        bytes += chunk.length;
        try {
          if (bytes > MAX_ANSWER_BYTES) throw tooLarge();
          listener(messages.complete(chunk));
        } catch (error) {
          socket.destroy(error instanceof BadAnswerError || isUnknownRequest(error) ? error : notValid());
        }
      });
    };
    attach({ on } as Pick<Socket, "on">);
  };
  return {
    reset: () => {
      bytes = 0;
    },
  };
}

/** Puts messages together. pg would wait for the rest of one whatever length it claims, and it trusts what is in it. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);

  /**
   * The messages that are complete with this chunk.
   *
   * @throws BadAnswerError if one of them is too large or not valid.
   */
  complete(chunk: Buffer): Buffer {
    const all = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let end = 0;
    while (all.length - end >= HEAD) {
      const length = all.readUInt32BE(end + 1) + 1;
      if (length < HEAD) throw notValid();
      if (length > MAX_ANSWER_BYTES) throw tooLarge();
      if (length > all.length - end) break;
      if (REPORTS.includes(all[end]!) && !hasEnd(all.subarray(end + HEAD, end + length))) throw notValid();
      end += length;
    }
    this.#rest = all.subarray(end);
    return all.subarray(0, end);
  }
}

/** Bytes of a message's type and length. */
const HEAD = 5;

/** The types of errors and notices, whose fields pg reads until it finds their end, even after that of the message. */
const REPORTS: readonly number[] = [..."EN"].map((type) => type.charCodeAt(0));

/** Whether the fields of an error or a notice have an end: each is a byte and a text that ends with 0, the last is 0. */
function hasEnd(body: Buffer): boolean {
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const end = body.indexOf(0, at);
    if (end < 0) return false;
    at = end + 1;
  }
  return at === body.length - 1;
}

/** Whether pg got a request for authentication by a method that it does not have, which is valid. */
function isUnknownRequest(error: unknown): error is Error {
  return error instanceof Error && /^Unknown authenticationOk message type \d/.test(error.message);
}

function tooLarge(): BadAnswerError {
  return new BadAnswerError(`the server sent more than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB in one answer`);
}

function notValid(): BadAnswerError {
  return new BadAnswerError("the server sent what is not valid in PostgreSQL's protocol");
}

/** What of a connection of pg is needed here. */
interface Connection {
  attachListeners(stream: Pick<Socket, "on">): void;
}
