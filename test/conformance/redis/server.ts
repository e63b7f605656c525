// a real Redis for one run, and what it shows of its connections
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createClient } from "redis";
import { sleep } from "../_clock.ts";
import { freePort, HOST } from "../_listen.ts";
import { Connections, type Server } from "../_server.ts";

const POLL_MS = 20;

/** Path of a server that can be started; undefined where there is none. */
export const BINARY = ["redis-server", "valkey-server"]
  .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

/** Starts a server with nothing in it, and watches its connections by their names. */
export async function startRedis(): Promise<Server> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "poolcfg-redis-"));
  const options = ["--port", String(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", folder];
  const child = spawn(BINARY!, options, { stdio: "ignore" });
  const admin = createClient({ socket: { host: HOST, port }, name: "admin" });
  admin.on("error", () => {});
  await admin.connect();
  const info = await admin.info("server");
  const version = /(?:valkey|redis)_version:([\d.]+)/.exec(info)?.[1] ?? "";
  const watched = new Map<string, Connections>();
  const starts = new Map<number, number>();
  let watching = true;
  const watcher = (async () => {
    while (watching) {
      const seen = String(await admin.sendCommand(["CLIENT", "LIST"])).split("\n");
      const now = Date.now();
      const rows = seen.filter(Boolean).map((line) => rowOf(line, starts, now));
      for (const [name, connections] of watched)
        connections.update(
          rows.filter(({ app }) => app === name),
          now,
        );
      await sleep(POLL_MS);
    }
  })();
  watcher.catch(() => {});
  return {
    port,
    major: Number.parseInt(version, 10),
    name: `${BINARY!.split("/").at(-1)} ${version}`,
    certificates: new Error("it is started without TLS"),
    watch(name) {
      const known = watched.get(name) ?? new Connections();
      watched.set(name, known);
      return known;
    },
    async terminate(pids) {
      for (const pid of pids) await admin.sendCommand(["CLIENT", "KILL", "ID", String(pid)]);
    },
    async stop() {
      watching = false;
      await watcher.catch(() => {});
      admin.destroy();
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// Redis tells the age in whole seconds; the moment that a connection is first seen is nearer
function rowOf(line: string, starts: Map<number, number>, now: number) {
  const field = (name: string) => new RegExp(`(?:^| )${name}=(\\S*)`).exec(line)?.[1] ?? "";
  const pid = Number(field("id"));
  const start = starts.get(pid) ?? now;
  starts.set(pid, start);
  const port = Number(field("addr").split(":").at(-1));
  return { pid, app: field("name"), port, start, state: field("cmd") };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
}
