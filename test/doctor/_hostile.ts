// a server that asks for the password in the way a test wants, and notes what a client sent
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { listen } from "../conformance/_listen.ts";
import { makeCertificates } from "../conformance/_tls.ts";

/** Authentication requests of the protocol, by what they ask for. */
export const REQUESTS = {
  ok: [0],
  cleartext: [3],
  md5: [5, 1, 2, 3, 4],
  gss: [7],
  scram: [10, ...text("SCRAM-SHA-256"), 0],
  "scram-plus": [10, ...text("SCRAM-SHA-256-PLUS"), ...text("SCRAM-SHA-256"), 0],
} as const;
export type Request = keyof typeof REQUESTS;

export interface HostileServer {
  readonly port: number;
  /** Types of the messages that clients sent after the startup message, in order: `p` is an answer to a request. */
  readonly sent: string[];
  /** All bytes that clients sent, decrypted. */
  heard(): string;
  /** How many connections there were. */
  readonly connections: () => number;
  stop(): void;
}

/** Starts one. `requests` are sent one after the other as soon as a client has introduced itself. */
export async function startHostile(requests: readonly Request[], { tls = false } = {}): Promise<HostileServer> {
  const certificates = tls ? await makeCertificates() : undefined;
  const sent: string[] = [];
  let heard = "";
  let connections = 0;
  const sockets = new Set<Socket>();
  const talk = (socket: Socket) => {
    let introduced = false;
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      // SSLRequest
      if (!introduced && chunk.length === 8) {
        socket.removeAllListeners("data");
        if (!certificates) {
          socket.write("N");
          talk(socket);
          return;
        }
        socket.write("S");
        const read = (name: string) => readFileSync(`${certificates.folder}/${name}`);
        const secureContext = createSecureContext({ cert: read("server.crt"), key: read("server.key") });
        talk(new TLSSocket(socket, { isServer: true, secureContext }));
        return;
      }
      if (introduced) {
        sent.push(String.fromCharCode(chunk[0]!));
        return;
      }
      introduced = true;
      for (const request of requests) socket.write(message(REQUESTS[request]));
      if (requests.at(-1) === "ok") socket.write(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
    });
  };
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    talk(socket);
  });
  return {
    port: await listen(server),
    sent,
    heard: () => heard,
    connections: () => connections,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function message([code, ...rest]: readonly number[]): Buffer {
  const head = Buffer.alloc(9);
  head[0] = 0x52;
  head.writeInt32BE(8 + rest.length, 1);
  head.writeInt32BE(code!, 5);
  return Buffer.concat([head, Buffer.from(rest)]);
}

function text(word: string): number[] {
  return [...Buffer.from(word), 0];
}
