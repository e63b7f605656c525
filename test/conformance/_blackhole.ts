// a server that accepts connections and never says a word
import { createServer, type Socket } from "node:net";
import { listen } from "./_listen.ts";

/** Starts a listener on a free port that never answers. */
export async function startBlackhole(): Promise<Blackhole> {
  const sockets = new Set<Socket>();
  const attempts: number[] = [];
  const given: number[] = [];
  const server = createServer((socket) => {
    const start = Date.now();
    attempts.push(start);
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      given.push(Date.now() - start);
    });
    socket.resume();
  });
  const port = await listen(server);
  return {
    port,
    attempts,
    given,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export interface Blackhole {
  readonly port: number;
  /** When each connection was made. */
  readonly attempts: readonly number[];
  /** Milliseconds that each attempt was given, once it was given up. */
  readonly given: readonly number[];
  stop(): void;
}
