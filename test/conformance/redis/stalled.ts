// a port that never completes a connection: its process stands still, and its queue is full
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { sleep } from "../_clock.ts";
import { HOST } from "../_listen.ts";

const LISTENER = `const server = require("node:net").createServer();
server.listen({ port: 0, host: "${HOST}", backlog: 1 }, () => console.log(server.address().port));`;

/** Starts such a port; what connects to it waits for ever. */
export async function startStalled(): Promise<{ readonly port: number; stop(): void }> {
  const child = spawn(process.execPath, ["-e", LISTENER], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(line.toString());
  child.kill("SIGSTOP");
  const fillers: Socket[] = [];
  for (let count = 0; count < 4; count++) fillers.push(connect({ host: HOST, port }).on("error", () => {}));
  await sleep(200);
  return {
    port,
    stop() {
      for (const filler of fillers) filler.destroy();
      child.kill("SIGKILL");
    },
  };
}
