// a real PgBouncer before the test's PostgreSQL
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { freePort, HOST } from "../conformance/_listen.ts";
import { PASSWORD, type TestServer } from "./_pg.ts";

/** One installed PgBouncer. */
export interface Program {
  readonly path: string;
  readonly version: string;
}

const UNPACKED = fileURLToPath(new URL("../.cache/pgbouncer/", import.meta.url));

/** The PgBouncers at hand: the installed one, and those that `newer-package.sh` has unpacked; oldest first. */
export const PROGRAMS: readonly Program[] = [
  ...["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"]
    .filter((path) => existsSync(path))
    .slice(0, 1),
  ...(existsSync(UNPACKED) ? readdirSync(UNPACKED).map((suite) => `${UNPACKED}${suite}/pgbouncer`) : []),
]
  .flatMap((path) => {
    const version = /PgBouncer (\S+)/.exec(spawnSync(path, ["--version"]).stdout?.toString() ?? "")?.[1];
    return version === undefined ? [] : [{ path, version }];
  })
  .sort((one, two) => one.version.localeCompare(two.version, "en", { numeric: true }));

export interface Bouncer {
  readonly port: number;
  url(user: string, database?: string): string;
  stop(): Promise<void>;
}

/** Starts one in that mode; the role `watcher` may look at its console. */
export async function startPgBouncer(program: Program, server: TestServer, mode: string): Promise<Bouncer> {
  const port = await freePort();
  const folder = await mkdtemp(`${tmpdir()}/poolcfg-pgbouncer-`);
  const users = ["app", "other", "watcher"].map((user) => `"${user}" "${PASSWORD}"\n`).join("");
  const lines = [
    "[databases]",
    `shop = host=${HOST} port=${server.port} pool_size=7`,
    "[pgbouncer]",
    `listen_addr = ${HOST}`,
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${folder}/users.txt`,
    "stats_users = watcher",
    `pool_mode = ${mode}`,
    "max_client_conn = 50",
    "",
  ];
  // it refuses to run as root: it becomes who runs the server
  const root = process.getuid?.() === 0;
  const { uid, gid } = await stat(server.folder);
  for (const [name, text] of [
    ["users.txt", users],
    ["pgbouncer.ini", lines.join("\n")],
  ] as const) {
    await writeFile(`${folder}/${name}`, text);
    if (root) await chown(`${folder}/${name}`, uid, gid);
  }
  if (root) await chown(folder, uid, gid);
  const child = spawn(program.path, ["-q", `${folder}/pgbouncer.ini`], {
    stdio: ["ignore", "ignore", "pipe"],
    ...(root && { uid, gid }),
  });
  await listening(child, port);
  return {
    port,
    url: (user, database = "shop") => `postgresql://${user}:${PASSWORD}@${HOST}:${port}/${database}`,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr!.on("data", (chunk) => {
    said += chunk;
  });
  for (let wait = 0; wait < 100; wait++) {
    if (child.exitCode !== null) break;
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, HOST, () => resolve(true));
      socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`PgBouncer did not start: ${said}`);
}
