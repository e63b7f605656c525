// checks what a server sends before pg parses it: pg trusts the lengths and the ends of strings, and a wrong one can keep it in an endless loop
import type { Socket } from "node:net";

/** The error of a connection that was closed because of what the server sent. */
export class BadAnswerError extends Error {
  static override readonly name: string = "BadAnswerError";
}

/** The error for bytes that are not a valid message. */
export function invalidMessage(): BadAnswerError {
  return new BadAnswerError("the server sent what is not valid in PostgreSQL's protocol");
}

/** The error for more bytes than are accepted. */
export function answerTooLarge(maxBytes: number): BadAnswerError {
  return new BadAnswerError(`the server sent more than ${maxBytes / 1024 / 1024} MiB in one answer`);
}

/** What the socket is closed with if parsing failed: the error itself if it says why, else that the message is not valid. */
export function parseFailure(error: unknown): Error {
  // a request for authentication by a method that pg does not have, which is valid
  const isUnknownRequest = error instanceof Error && /^Unknown authenticationOk message type \d/.test(error.message);
  return error instanceof BadAnswerError || isUnknownRequest ? error : invalidMessage();
}

/** A listener of the `data` event of a socket. */
export type DataListener = (chunk: Buffer) => void;

/**
 * Wraps the listener by which a client of pg, not connected yet, parses what arrives. A client that parses in another way, such
 * as `pg.native`, is left as it is.
 *
 * @returns whether the client has such a listener.
 */
export function wrapParser(client: object, wrap: (parse: DataListener, socket: Socket) => DataListener): boolean {
  const { connection } = client as { readonly connection?: { attachListeners?(stream: object): void } };
  const attach = connection?.attachListeners?.bind(connection);
  if (!connection || !attach) return false;
  connection.attachListeners = (stream) => {
    const socket = stream as Socket;
    const on = (event: string, listener: (...given: unknown[]) => void) =>
      socket.on(event, event === "data" ? wrap(listener as DataListener, socket) : listener);
    attach({ on });
  };
  return true;
}

/** Bytes of a message's type and length. */
const HEAD = 5;

/** Follows the messages of one connection through the chunks that they arrive in. */
export class MessageChecker {
  readonly #maxBytes: number;
  readonly #head = Buffer.alloc(HEAD);
  #headBytes = 0;
  /** Bytes of the present message that have not arrived. */
  #missing = 0;
  /** The check of the present message, and what has arrived of its body; undefined if it needs none. */
  #check: BodyCheck | undefined;
  #body: Buffer[] = [];

  /** @param maxBytes maximum length of one message, its type included. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Checks the next chunk. pg parses a message once it is complete, so the chunk that completes an invalid one must not reach it.
   *
   * @throws BadAnswerError if a message is too large or not valid.
   */
  check(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#headBytes === 0) at = this.#skipWhole(chunk, at);
      while (at < chunk.length && this.#headBytes < HEAD) {
        this.#head[this.#headBytes++] = chunk[at++]!;
        if (this.#headBytes === HEAD) this.#begin();
      }
      const end = Math.min(chunk.length, at + this.#missing);
      if (this.#check && end > at) this.#body.push(chunk.subarray(at, end));
      this.#missing -= end - at;
      at = end;
      if (this.#headBytes === HEAD && this.#missing === 0) this.#complete();
    }
  }

  /** The fast way for most messages: those that are whole in the chunk and need no check, such as rows. Gives where it ends. */
  #skipWhole(chunk: Buffer, from: number): number {
    let at = from;
    for (let end = at; at + HEAD <= chunk.length && CHECKS[chunk[at]!] === undefined; at = end) {
      const length = lengthAt(chunk, at);
      end = at + length;
      if (length < HEAD || length > this.#maxBytes || end > chunk.length) break;
    }
    return at;
  }

  #begin(): void {
    const length = lengthAt(this.#head, 0);
    if (length < HEAD) throw invalidMessage();
    if (length > this.#maxBytes) throw answerTooLarge(this.#maxBytes);
    this.#missing = length - HEAD;
    this.#check = CHECKS[this.#head[0]!];
  }

  #complete(): void {
    const body = this.#body.length === 1 ? this.#body[0]! : Buffer.concat(this.#body);
    if (this.#check && !this.#check(body)) throw invalidMessage();
    this.#headBytes = 0;
    this.#body = [];
  }
}

/** Whether every string in the body of a message ends inside of it. */
type BodyCheck = (body: Buffer) => boolean;

/** The check by the type of the message, as a byte. */
const CHECKS: (BodyCheck | undefined)[] = [];

for (const [type, check] of Object.entries<BodyCheck>({
  E: (body) => hasList(body, 0, 1),
  N: (body) => hasList(body, 0, 1),
  C: (body) => afterText(body, 0) > 0,
  S: (body) => afterText(body, afterText(body, 0)) > 0,
  A: (body) => afterText(body, afterText(body, 4)) > 0,
  R: (body) => body.length >= 4 && (body.readInt32BE(0) !== SASL || hasList(body, 4, 0)),
  T: hasColumns,
}))
  CHECKS[type.charCodeAt(0)] = check;

/** Length of the message that begins at `at`, its type included. */
function lengthAt(bytes: Buffer, at: number): number {
  return (((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) >>> 0) + 1;
}

/** Offset after the string that begins at `from`; -1 if it has no end, or if `from` is negative. */
function afterText(body: Buffer, from: number): number {
  return from < 0 ? -1 : body.indexOf(0, from) + 1 || -1;
}

/** Whether a list that begins at `from` ends with a zero; each item is a string after `skip` other bytes. */
function hasList(body: Buffer, from: number, skip: number): boolean {
  let at = from;
  while (at >= 0 && at < body.length && body[at] !== 0) at = afterText(body, at + skip);
  return at >= 0 && at < body.length;
}

/** Authentication by SASL, whose body is a list of mechanisms. */
const SASL = 10;

/** Bytes of a column's description after its name. */
const COLUMN = 18;

function hasColumns(body: Buffer): boolean {
  if (body.length < 2) return false;
  let at = 2;
  for (let left = body.readInt16BE(0); left > 0; left--) {
    const named = afterText(body, at);
    if (named < 0 || named + COLUMN > body.length) return false;
    at = named + COLUMN;
  }
  return true;
}
