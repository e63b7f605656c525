// Bun.SQL itself: it tells its options without connecting
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bunProgram } from "../../conformance/drivers/bun-sql.ts";
import { type Cell, defineReader, nameOf, type Reading, serverOf } from "../reader.ts";
import { output, readingOf } from "./_tool.ts";

const SCRIPT = fileURLToPath(new URL("../bun.js", import.meta.url));

/** What Bun prints for one cell. */
interface Options {
  readonly problem?: string;
  readonly hostname: string;
  readonly port: number;
  readonly path?: string;
  readonly database?: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: false | { readonly rejectUnauthorized?: boolean; readonly namesAnybody: boolean };
  /** 0 disable, 1 prefer, 2 require, 3 verify-ca, 4 verify-full. */
  readonly sslMode: number;
  /** Names and values for the startup message, each with a zero behind it. */
  readonly query: string;
  readonly max: number;
  /** Milliseconds, as all of its times are once it has read them. */
  readonly idleTimeout?: number;
  readonly connectionTimeout?: number;
  readonly maxLifetime?: number;
}

export default defineReader({
  title: "Bun.SQL",
  reads: ({ id }) => id === "bun-sql",
  unavailable: () => (bunProgram === undefined ? "Bun is not installed for this platform" : undefined),
  read(cells, folder) {
    const jobs = cells.map((cell) => {
      const { form, example, text, folder: cwd } = cell;
      if (form === "json") return { text, env: example.programEnv, cwd };
      const file = join(folder, `${nameOf(cell)}.${form === "ts" ? "ts" : "mjs"}`);
      writeFileSync(file, text);
      return { file, env: example.programEnv, cwd };
    });
    const all = JSON.parse(output(bunProgram!, [SCRIPT], { input: JSON.stringify(jobs) })) as Options[];
    return new Map(cells.map((cell, at): [Cell, Reading] => [cell, found(all[at]!)]));
  },
});

function found(options: Options): Reading {
  if (options.problem !== undefined) return { problem: options.problem };
  const { hostname, port, path, database, username, password, query } = options;
  const words = query.split("\0");
  const parameters: Record<string, string> = {};
  for (let at = 0; words[at]; at += 2) parameters[words[at]!] = words[at + 1]!;
  const [, directory, number] = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(path ?? "") ?? [];
  return readingOf({
    seen: {
      server: directory === undefined ? serverOf(hostname, port) : serverOf(directory, number),
      database,
      user: username,
      password,
      tls: tlsOf(options),
      parameters,
    },
    settings: {
      "pool.max": options.max,
      "pool.connectTimeout": options.connectionTimeout || null,
      "pool.idleTimeout": options.idleTimeout || null,
      "pool.maxLifetime": options.maxLifetime || null,
    },
  });
}

function tlsOf({ sslMode, tls }: Options): "off" | "prefer" | "unverified" | "ca" | "full" {
  if (sslMode === 0) return "off";
  if (sslMode === 1) return "prefer";
  if (sslMode === 2 || (tls && tls.rejectUnauthorized === false)) return "unverified";
  return sslMode === 3 || (tls ? tls.namesAnybody : false) ? "ca" : "full";
}
