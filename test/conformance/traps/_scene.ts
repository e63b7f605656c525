// a server for the traps of one library, and what poolcfg renders for it
import { mkdir, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { MODULES } from "../_lab.ts";
import { HOST } from "../_listen.ts";
import { rendered, type Settings } from "../_options.ts";
import { PASSWORD, ROLE, type Server, startServer } from "../_server.ts";

/** Starts a server for the tests of this file. */
export function scene(target: string): Scene {
  let server: Server;
  let made = 0;
  beforeAll(async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("PG")) delete process.env[name];
    server = await startServer();
  });
  afterAll(() => server.stop());
  const settings = (more: Settings): Settings => ({
    ...(more["connection.url"] === undefined && {
      "connection.host": HOST,
      "connection.port": server.port,
      "connection.user": ROLE,
      "connection.password": PASSWORD,
      "connection.database": "postgres",
    }),
    ...more,
  });
  return {
    get server() {
      return server;
    },
    url: (query = "", role = ROLE) => `postgres://${role}:${PASSWORD}@${HOST}:${server.port}/postgres${query}`,
    value: (more) => rendered(target, settings(more)).value as never,
    async module(more, env = {}) {
      const { code } = rendered(target, settings(more));
      Object.assign(process.env, { PGPASSWORD: PASSWORD }, env);
      await mkdir(MODULES, { recursive: true });
      made += 1;
      const file = `${MODULES}trap-${target}-${made}.mjs`;
      await writeFile(file, code);
      return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as never;
    },
  };
}

export interface Scene {
  readonly server: Server;
  /** A URL of the server. */
  url(query?: string, role?: string): string;
  /** The rendered value, on the server unless a URL is set. */
  value<T>(settings: Settings): T;
  /** What the rendered module exports. Its environment stays set. */
  module<T>(settings: Settings, env?: Readonly<Record<string, string>>): Promise<T>;
}
