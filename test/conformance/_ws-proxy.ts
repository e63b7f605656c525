// takes PostgreSQL's protocol out of WebSockets, as Neon's own proxy does
import { connect } from "node:net";
import { WebSocketServer } from "ws";
import { HOST } from "./_listen.ts";

/** Starts a proxy on a free port. It lasts as long as the process, and does not keep that alive. */
export async function startWebSocketProxy(): Promise<number> {
  const server = new WebSocketServer({ host: HOST, port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  server.on("connection", (client, { url = "" }) => {
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
  const { port } = server.address() as { port: number };
  (server as unknown as { _server: { unref(): void } })._server.unref();
  return port;
}
