// PgBouncer as a process of its own, from the file that is rendered; asked by plain clients of pg
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { overlap } from "../../../src/model/version-range.ts";
import { sleep } from "../_clock.ts";
import { freePort, HOST } from "../_listen.ts";
import { CAPPED_ROLE, PASSWORD, ROLE, TLS_ROLE } from "../_server.ts";
import { pooler } from "../behaviours/pooler.ts";
import { type Driver, PID, type Pool, type Unseen } from "./_driver.ts";

const PROGRAM = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"].find((path) =>
  existsSync(path),
);
const VERSION = PROGRAM && /PgBouncer (\S+)/.exec(spawnSync(PROGRAM, ["--version"]).stdout.toString())?.[1];

// it refuses to run as root
const NOBODY = 65_534;

export default {
  packages: ["pg"],
  versions: () => ({ pgbouncer: VERSION ?? "none" }),
  missing: PROGRAM === undefined ? "there is no pgbouncer on this machine" : undefined,
  format: "ini",
  forms: ["options"],
  behaviours: pooler,
  unseen: [
    ...unseenBefore("1.25", "session.transactionTimeout"),
    ...unseenBefore("1.21", "pooler.maxPreparedStatements"),
  ],
  open: async (value) => wrap(await start(String(value))),
  adopt() {
    throw new TypeError("there is no code form");
  },
} satisfies Driver;

function unseenBefore(version: string, prefix: string): Unseen[] {
  if (VERSION === undefined || overlap(VERSION, `>=${version}`) !== false) return [];
  return [{ prefix, why: `it came with ${version}, and the one at hand is ${VERSION}` }];
}

interface Bouncer {
  readonly port: number;
  readonly user: string;
  stop(): Promise<void>;
}

// a port that was free a moment ago may be taken by one that starts beside it
async function start(rendered: string, attempts = 4): Promise<Bouncer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "poolcfg-pgbouncer-"));
  const users = [ROLE, CAPPED_ROLE, TLS_ROLE].map((user) => `"${user}" "${PASSWORD}"\n`).join("");
  // PgBouncer runs as nobody, and libpq takes no key that others may read: what it is given are copies
  const keys: Record<string, string> = {};
  const own = rendered.replace(/^(server_tls_\w+_file = )(.+)$/gm, (_, setting: string, path: string) => {
    keys[basename(path)] = readFileSync(path, "utf8");
    return `${setting}${folder}/${basename(path)}`;
  });
  const files: Readonly<Record<string, string>> = {
    ...keys,
    "users.txt": users,
    // what belongs to the machine, and nothing of the pool; a second [pgbouncer] would put all back to its defaults
    "pgbouncer.ini": `${own}listen_port = ${port}\nauth_file = ${folder}/users.txt\nunix_socket_dir =\n`,
  };
  const root = process.getuid?.() === 0;
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    if (root) await chown(join(folder, name), NOBODY, NOBODY);
  }
  if (root) await chown(folder, NOBODY, NOBODY);
  const child = spawn(PROGRAM!, [`${folder}/pgbouncer.ini`], {
    stdio: ["ignore", "ignore", "pipe"],
    ...(root && { uid: NOBODY, gid: NOBODY }),
  });
  const failure = await listening(child, port);
  if (failure !== undefined) {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    if (attempts > 1 && failure.includes("nowhere to listen")) return await start(rendered, attempts - 1);
    throw new Error(`PgBouncer did not start: ${failure}`);
  }
  const user = / user=(\S+)/.exec(rendered)?.[1] ?? ROLE;
  return {
    port,
    user,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// undefined once it listens; else what it said
async function listening(child: ChildProcess, port: number): Promise<string | undefined> {
  let said = "";
  child.stderr!.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  for (let wait = 0; wait < 200 && child.exitCode === null; wait++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, HOST, () => resolve(true));
      socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
    });
    // another program may have taken the port, and answer there
    if (open && said.includes("process up")) return undefined;
    await sleep(25);
  }
  return said;
}

// a checkout of the pooler is a transaction
function wrap({ port, user, stop }: Bouncer): Pool {
  const clients = new pg.Pool({
    host: HOST,
    port,
    user,
    password: PASSWORD,
    database: "postgres",
    max: 80,
    idleTimeoutMillis: 0,
  });
  clients.on("error", () => {});
  return {
    async acquire() {
      const client = await clients.connect();
      const onError = () => {};
      client.on("error", onError);
      await client.query("BEGIN");
      const { rows } = await client.query(PID);
      return {
        pid: rows[0].pid,
        query: async (sql) => (await client.query(sql)).rows,
        async release() {
          await client.query("COMMIT").catch(() => {});
          client.off("error", onError);
          client.release();
        },
      };
    },
    query: async (sql) => (await clients.query(sql)).rows,
    async end() {
      await stop();
      await clients.end();
    },
  };
}
