// a PgBouncer that starts with the file, and is asked what it has read: SHOW CONFIG and SHOW DATABASES
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { sleep } from "../../conformance/_clock.ts";
import { freePort } from "../../conformance/_listen.ts";
import { type Cell, defineReader, nameOf, type Reading, serverOf, type Tls } from "../reader.ts";

// transaction_timeout came with 1.25; a later release is unpacked beside the tests
const UNPACKED = ["sid", "trixie"].map((suite) =>
  fileURLToPath(new URL(`../../.cache/pgbouncer/${suite}/pgbouncer`, import.meta.url)),
);
const PROGRAM = [...UNPACKED, "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((path) => existsSync(path));
const VERSION = PROGRAM && /PgBouncer (\d+\.\d+)/.exec(spawnSync(PROGRAM, ["--version"]).stdout.toString())?.[1];

// it refuses to run as root
const NOBODY = 65_534;

export default defineReader({
  title: "PgBouncer",
  reads: ({ id }) => id === "pgbouncer",
  unavailable: () =>
    VERSION !== undefined && Number(VERSION.split(".")[1]) >= 25
      ? undefined
      : `there is no PgBouncer 1.25 or later: run test/doctor/newer-package.sh sid pgbouncer`,
  async read(cells, folder) {
    const readings = new Map<Cell, Reading>();
    for (const cell of cells) readings.set(cell, await readOne(cell, join(folder, nameOf(cell))));
    return readings;
  },
});

async function readOne(cell: Cell, folder: string): Promise<Reading> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "pgbouncer.ini");
  const port = await freePort();
  // the last of two lines of a name counts; everybody who asks is an administrator
  const own = [
    `listen_port = ${port}`,
    "listen_addr = 127.0.0.1",
    "unix_socket_dir =",
    "auth_type = any",
    "auth_file =",
  ];
  // the keys are those of the tests, which only root can read
  const text = cell.text.replace(
    /^(server_tls_\w+_file = )(.+)$/gm,
    (_, setting, path) => `${setting}${join(cell.folder, path)}`,
  );
  writeFileSync(file, `${text}\n${own.join("\n")}\n`);
  chmodSync(file, 0o644);
  const child = spawn(PROGRAM!, [file], { uid: NOBODY, gid: NOBODY, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (data) => (log += data));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    while (!log.includes("process up") && child.exitCode === null) await Promise.race([sleep(10), ended]);
    const told = log.split("\n").filter((line) => /\b(?:ERROR|FATAL|WARNING)\b/.test(line) && !/auth_file/.test(line));
    if (child.exitCode !== null || told.length > 0) return { problem: told.join("\n") || log };
    const client = new pg.Client({ host: "127.0.0.1", port, user: "asks", database: "pgbouncer" });
    await client.connect();
    const { rows: config } = await client.query("SHOW CONFIG");
    const { rows: databases } = await client.query("SHOW DATABASES");
    await client.end();
    return readingOf(Object.fromEntries(config.map(({ key, value }) => [key, value])), databases);
  } catch (error) {
    return { problem: `${error}\n${log}` };
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

function readingOf(config: Readonly<Record<string, string>>, databases: readonly Record<string, unknown>[]): Reading {
  const [database] = databases.filter(({ name }) => name !== "pgbouncer");
  // ten years stand for no end, and 0 does where there is an off
  const time = (name: string) =>
    Number(config[name]) === 0 || Number(config[name]) >= 315_360_000 ? null : Number(config[name]) * 1_000;
  return {
    seen: {
      ...(database !== undefined && {
        server: serverOf(database.host as string | undefined, database.port as number),
        // an entry * takes the name that the client gives
        ...(database.database !== null && { database: database.database as string }),
        user: (database.force_user as string | null) ?? undefined,
      }),
      tls: config.server_tls_sslmode as Tls,
    },
    settings: {
      "pool.max": Number(database?.pool_size ?? config.default_pool_size),
      "pool.min": Number(config.min_pool_size),
      "pool.acquireTimeout": time("query_wait_timeout"),
      "pool.connectTimeout": time("server_connect_timeout"),
      "pool.idleTimeout": time("server_idle_timeout"),
      "pool.maxLifetime": time("server_lifetime"),
      "pool.keepAlive": config.tcp_keepalive === "0" ? null : time("tcp_keepidle"),
      "session.queryTimeout": time("query_timeout"),
      "session.idleInTransactionTimeout": time("idle_transaction_timeout"),
      "session.transactionTimeout": time("transaction_timeout"),
    },
  };
}
