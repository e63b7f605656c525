// what the tests of traps share: a server, and the same connection for the bare library and for what poolcfg renders
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { sleep } from "../_clock.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../_server.ts";

/** Starts a server for the tests of a file, and ends what they keep. */
export function trapServer(): Traps {
  let server: Server;
  const kept: (() => unknown)[] = [];
  beforeAll(async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("PG")) delete process.env[name];
    server = await startServer();
  });
  afterAll(async () => {
    await Promise.allSettled(kept.map(async (end) => end()));
    // a server that stops tells whoever is still there, and some clients throw it
    await untilAlone(server.port);
    await server.stop();
  });
  return {
    get port() {
      return server.port;
    },
    get certificates() {
      if (server.certificates instanceof Error) throw server.certificates;
      return server.certificates;
    },
    bare: () => ({ host: HOST, port: server.port, user: ROLE, password: PASSWORD, database: "postgres" }),
    url: (query = "") => `postgresql://${ROLE}:${PASSWORD}@${HOST}:${server.port}/postgres${query}`,
    ours: (target, settings = {}) => {
      const place = {
        "connection.host": HOST,
        "connection.port": server.port,
        "connection.user": ROLE,
        "connection.password": PASSWORD,
        "connection.database": "postgres",
        "connection.ssl.mode": "disable",
      } as const;
      return rendered(target, { ...place, ...settings }).value as never;
    },
    keep(thing, end = (one) => (one as { end(): unknown }).end()) {
      kept.push(() => end(thing));
      return thing;
    },
  };
}

export interface Traps {
  readonly port: number;
  readonly certificates: Exclude<Server["certificates"], Error>;
  /** The options of the server as pg has them. */
  bare(): { host: string; port: number; user: string; password: string; database: string };
  url(query?: string): string;
  /** What poolcfg renders for a target on the same server. */
  ours(target: string, settings?: Settings): never;
  /** Ends a pool after the tests of the file. */
  keep<T>(thing: T, end?: (thing: T) => unknown): T;
}

const OTHERS = `SELECT 1 FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND application_name <> 'admin' AND pid <> pg_backend_pid()`;

async function untilAlone(port: number): Promise<void> {
  const client = new pg.Client({ host: HOST, port, user: "postgres", password: PASSWORD, database: "postgres" });
  await client.connect();
  for (let look = 0; look < 60 && (await client.query(OTHERS)).rowCount !== 0; look++) await sleep(50);
  await client.end();
}
