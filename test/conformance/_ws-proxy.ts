// takes PostgreSQL's protocol out of WebSockets, as Neon's own proxy does
import { createServer } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { connect, type Socket } from "node:net";
import { WebSocketServer } from "ws";
import { listen } from "./_listen.ts";

/**
 * Starts a proxy on a free port, with TLS where a certificate is given. It does not keep the process alive.
 *
 * @param opened is told of each connection to a server, with the URL that it was asked for with.
 */
export async function startWebSocketProxy(
  tls?: ServerOptions,
  opened?: (upstream: Socket, url: string) => void,
): Promise<number> {
  const server = tls ? createSecureServer(tls) : createServer();
  const port = await listen(server);
  server.unref();
  new WebSocketServer({ server }).on("connection", (client, { url = "" }) => {
    const address = new URLSearchParams(url.slice(url.indexOf("?"))).get("address") ?? "";
    const at = address.lastIndexOf(":");
    const upstream = connect(Number(address.slice(at + 1)), address.slice(0, at));
    if (opened) upstream.once("connect", () => opened(upstream, url));
    client.on("message", (data) => upstream.write(data as Buffer));
    client.on("close", () => upstream.destroy());
    client.on("error", () => upstream.destroy());
    upstream.on("data", (data) => client.send(data));
    upstream.on("error", () => {});
    upstream.on("close", () => client.close());
  });
  return port;
}
