// takes PostgreSQL's protocol out of WebSockets, as Neon's own proxy does
import { createServer } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { connect } from "node:net";
import { WebSocketServer } from "ws";
import { listen } from "./_listen.ts";

/** Starts a proxy on a free port, with TLS where a certificate is given. It does not keep the process alive. */
export async function startWebSocketProxy(tls?: ServerOptions): Promise<number> {
  const server = tls ? createSecureServer(tls) : createServer();
  const port = await listen(server);
  server.unref();
  new WebSocketServer({ server }).on("connection", (client, { url = "" }) => {
    const address = new URLSearchParams(url.slice(url.indexOf("?"))).get("address") ?? "";
    const at = address.lastIndexOf(":");
    const upstream = connect(Number(address.slice(at + 1)), address.slice(0, at));
    client.on("message", (data) => upstream.write(data as Buffer));
    client.on("close", () => upstream.destroy());
    client.on("error", () => upstream.destroy());
    upstream.on("data", (data) => client.send(data));
    upstream.on("error", () => {});
    upstream.on("close", () => client.close());
  });
  return port;
}
