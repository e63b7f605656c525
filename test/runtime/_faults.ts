// a TCP proxy that does to connections what networks and servers do
import { connect, createServer, type Socket } from "node:net";
import { HOST } from "../conformance/_listen.ts";

/** What becomes of a new connection: passed on, closed at once, or accepted and never answered. */
export type Manner = "pass" | "refuse" | "swallow";

export interface FaultyProxy {
  readonly port: number;
  /** When each connection came. */
  readonly attempts: number[];
  /** Connections that are open to clients. */
  readonly open: number;
  /** Connections on which a client has sent something that nobody will answer. */
  readonly unanswered: number;
  manner: Manner;
  /** Milliseconds by which each answer is late. */
  delay: number;
  /** Nothing gets through any more on what is open now, in either direction, and nobody is told. */
  silence(): void;
  /** Resets what is open now. */
  reset(): void;
  /** Listens no more, and resets what is open. */
  stop(): Promise<void>;
}

/** Starts a proxy before a port, on an address of the loopback. */
export async function startFaultyProxy(target: number, { host = HOST, port = 0 } = {}): Promise<FaultyProxy> {
  const pairs = new Set<{ client: Socket; upstream: Socket; silent: boolean }>();
  const attempts: number[] = [];
  const unanswered = new Set<Socket>();
  const server = createServer((client) => {
    attempts.push(performance.now());
    client.on("error", () => {});
    if (proxy.manner === "refuse") {
      client.destroy();
      return;
    }
    const swallow = proxy.manner === "swallow";
    const upstream = connect(target, HOST);
    const pair = { client, upstream, silent: swallow };
    pairs.add(pair);
    upstream.on("error", () => {});
    client.on("data", (chunk) => {
      if (pair.silent) unanswered.add(client);
      else upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (pair.silent) return;
      if (proxy.delay > 0) setTimeout(() => pair.silent || client.destroyed || client.write(chunk), proxy.delay);
      else client.write(chunk);
    });
    upstream.on("close", () => pair.silent || client.destroy());
    client.on("close", () => {
      pairs.delete(pair);
      upstream.destroy();
    });
  });
  const proxy = {
    port: 0,
    attempts,
    get open() {
      return pairs.size;
    },
    get unanswered() {
      return unanswered.size;
    },
    manner: "pass" as Manner,
    delay: 0,
    silence() {
      for (const pair of pairs) pair.silent = true;
    },
    reset() {
      for (const { client } of pairs) client.resetAndDestroy();
    },
    stop() {
      proxy.reset();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  proxy.port = (server.address() as { port: number }).port;
  return proxy;
}
