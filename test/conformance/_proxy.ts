// a TCP proxy that can refuse connections, or let them die without the client's notice
import { connect, createServer, type Socket } from "node:net";
import { HOST, listen } from "./_listen.ts";

/** Starts a proxy before a port. */
export async function startProxy(target: number, { refuse = 0, tls = true }: ProxyOptions = {}): Promise<TcpProxy> {
  const attempts: number[] = [];
  const pairs = new Set<Pair>();
  const server = createServer((client) => {
    client.on("error", () => {});
    if (refuse === 0) {
      attempts.push(Date.now());
      forward(client);
      return;
    }
    client.once("data", (first) => {
      // pgx cancels whatever a failed connection may have asked for, which is no further attempt
      if (first.subarray(4, 8).equals(CANCEL_REQUEST)) client.destroy();
      else if (attempts.push(Date.now()) <= refuse) client.destroy();
      else {
        forward(client);
        client.emit("data", first);
      }
    });
  });
  const forward = (client: Socket) => {
    const upstream = connect(target, HOST);
    const pair: Pair = { client, upstream, dead: false };
    pairs.add(pair);
    upstream.on("error", () => {});
    client.on("data", (chunk) => {
      if (pair.dead) {
        proxy.bytesToDead += chunk.length;
        client.destroy();
      } else if (!tls && chunk.equals(TLS_REQUEST)) client.write("N");
      else upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (!pair.dead) client.write(chunk);
    });
    upstream.on("close", () => {
      if (!pair.dead) client.destroy();
    });
    client.on("close", () => {
      pairs.delete(pair);
      upstream.destroy();
    });
  };
  const proxy: TcpProxy = {
    port: await listen(server),
    attempts,
    bytesToDead: 0,
    deaden() {
      for (const pair of pairs) {
        pair.dead = true;
        pair.upstream.destroy();
      }
      return pairs.size;
    },
    stop() {
      for (const { client } of pairs) client.destroy();
      server.close();
    },
  };
  return proxy;
}

export interface ProxyOptions {
  /** So many connections are dropped as soon as something is sent over them. */
  readonly refuse?: number;
  /** False: the server seems to have no TLS. */
  readonly tls?: boolean;
}

export interface TcpProxy {
  readonly port: number;
  /** When each connection was made. */
  readonly attempts: readonly number[];
  /** Bytes that the client has sent over connections that are dead. */
  bytesToDead: number;
  /** Ends the server's side of every connection; the client learns of it when it next sends something. Gives their number. */
  deaden(): number;
  stop(): void;
}

// length 8, code 80877103
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
// its code, 80877102
const CANCEL_REQUEST = Buffer.from([4, 210, 22, 46]);

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  dead: boolean;
}
