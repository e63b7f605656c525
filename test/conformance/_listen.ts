// free ports on the loopback address
import { createServer, type Server } from "node:net";

/** The address that everything here listens on. */
export const HOST = "127.0.0.1";

/** Lets a server listen on a free port, and gives the port. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => resolve((server.address() as { port: number }).port));
  });
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
