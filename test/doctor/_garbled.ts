// a way to a real server on which one message of the server is replaced by another
import { createConnection, createServer, type Server } from "node:net";
import { HOST, listen } from "../conformance/_listen.ts";

/** One message of the protocol, with its length. */
export function message(type: string, body: Buffer | string = ""): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

/** What may come instead of a message: bytes, or the end of the connection. */
export type Instead = Buffer | "close" | "silence";

/** Messages of the server that are no message, or not the one that is due. */
export const GARBLED: Readonly<Record<string, Instead>> = {
  "nothing and the end": "close",
  "nothing at all": "silence",
  "an error": message("E", "SERROR\0VERROR\0C42883\0Mfunction does not exist\0\0"),
  "an error without fields": message("E", "\0"),
  "an error without an end": message("E", "SERROR"),
  "an error with a code that is none": message("E", "SERROR\0C?\0M\0\0"),
  "a fatal error": message("E", "SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0"),
  "a description that is cut short": message("T", Buffer.from([0, 3, 97])),
  "a description of too many columns": message("T", Buffer.from([0x7f, 0xff, 97, 0])),
  "a row without a description": message("D", Buffer.from([0, 1, 0, 0, 0, 1, 97])),
  "a row that is cut short": message("D", Buffer.from([0, 2, 0, 0, 0, 9, 97])),
  "a row with a length below zero": message("D", Buffer.from([0, 1, 0x80, 0, 0, 0])),
  "a row of other columns": message("D", Buffer.from([0, 5, ...Array(5).fill([0xff, 0xff, 0xff, 0xff]).flat()])),
  "no rows": message("C", "SELECT 0\0"),
  "the end of a query": message("Z", "I"),
  "a status that is none": message("Z", "?"),
  "an empty message": message("Z"),
  "an empty query": message("I"),
  "a request to copy": message("G", Buffer.from([0, 0, 0])),
  "copied data": message("d", "x"),
  "a parameter without an end": message("S", "server_version"),
  "a key that is cut short": message("K", Buffer.from([0, 1])),
  "another request for a password": message("R", Buffer.from([0, 0, 0, 10, 0])),
  "a kind that is none": message("?", "abc"),
  "a length of zero": Buffer.from([0x54, 0, 0, 0, 0]),
  "a length below zero": Buffer.from([0x54, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]),
  "a message that never ends": Buffer.concat([Buffer.from([0x44, 0x7f, 0xff, 0xff, 0xff]), Buffer.alloc(1_000)]),
  "no protocol": Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"),
};

/** Replaces the message of that number, from 0, of a connection without TLS. */
export async function garble(port: number, at: number, instead: Instead): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => {
    const behind = createConnection(port, HOST);
    for (const one of [socket, behind]) one.on("error", () => {});
    socket.on("close", () => behind.destroy()).on("data", (chunk) => behind.write(chunk));
    let [rest, count] = [Buffer.alloc(0), 0];
    behind.on("close", () => socket.destroy());
    behind.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
        const length = rest.readInt32BE(1) + 1;
        const one = rest.subarray(0, length);
        rest = rest.subarray(length);
        count += 1;
        if (count - 1 !== at) socket.write(one);
        else if (instead === "close") socket.destroy();
        else if (instead !== "silence") socket.write(instead);
      }
    });
  });
  return { port: await listen(server), server };
}
