// whether a pooler stands between, which, and what it is set to
import type { Access } from "./_access.ts";
import type { Link } from "./_session.ts";
import { connect } from "./connect.ts";
import { markOf } from "./marks.ts";
import type { By, Pooler } from "./measured.ts";
import type { Row } from "./questions/_define.ts";
import type { Process } from "./questions/process.ts";

type Known = Omit<Pooler, "by" | "kind"> & { readonly kind?: Pooler["kind"] };

/** What the connection itself shows of a pooler; undefined where it leads to the server. */
export function poolerBetween({ parameters, place }: Link, process: Process | undefined): Pooler | undefined {
  const by: By[] = [];
  let known: Known = {};
  const mark = markOf(place);
  if (mark) {
    by.push("host");
    known = mark;
  }
  // a pooler cancels for the client, under a number that is no process of the server
  if (process?.key !== undefined && (process.first !== process.key || process.second !== process.key)) {
    by.push("process");
    // a session keeps its server connection
    if (process.first !== process.second) known = { ...known, mode: "transaction" };
  }
  if (parameters["pgbouncer.version"] !== undefined) {
    by.push("parameters");
    known = { ...known, ...reported(parameters) };
  }
  return by.length === 0 ? undefined : { kind: null, ...known, by };
}

/**
 * Asks the console of PgBouncer, on a connection of its own.
 *
 * @returns what was known before, where there is no console or this role may not look.
 */
export async function askConsole(pooler: Pooler, access: Access, { place }: Link, database: string): Promise<Pooler> {
  if (pooler.estimate) return pooler;
  try {
    const console = await connect({ ...access, servers: [place], database: "pgbouncer" });
    try {
      const [version] = await console.show("VERSION");
      const found = /^PgBouncer (\S{1,40})/.exec(String(version?.version ?? ""))?.[1];
      if (found === undefined) return pooler;
      const config = await console.show("CONFIG");
      const databases = await console.show("DATABASES");
      return {
        ...pooler,
        ...configured(config, databases, database),
        kind: "pgbouncer",
        version: found,
        by: [...pooler.by, "console"],
      };
    } finally {
      await console.end();
    }
  } catch {
    // no console, or none for this role; what the connection showed stands
    return pooler;
  }
}

function reported(parameters: Readonly<Record<string, string>>): Known {
  return {
    kind: "pgbouncer",
    version: parameters["pgbouncer.version"]!,
    ...modeOf(parameters["pgbouncer.pool_mode"]),
    ...count("maxPreparedStatements", parameters["pgbouncer.max_prepared_statements"]),
  };
}

function configured(config: readonly Row[], databases: readonly Row[], database: string): Known {
  const values = new Map(config.map(({ key, value }) => [String(key), value]));
  const own = databases.find(({ name }) => name === database);
  return {
    ...modeOf(own?.pool_mode ?? values.get("pool_mode")),
    ...count("maxClientConn", values.get("max_client_conn")),
    ...count("poolSize", own?.pool_size ?? values.get("default_pool_size")),
    // before 1.21 it tracks none
    ...count("maxPreparedStatements", values.get("max_prepared_statements") ?? 0),
  };
}

function modeOf(text: unknown): Pick<Pooler, "mode"> {
  return text === "session" || text === "transaction" || text === "statement" ? { mode: text } : {};
}

function count(name: "maxClientConn" | "poolSize" | "maxPreparedStatements", text: unknown): Known {
  const number = Number(text);
  return text !== null && text !== undefined && Number.isSafeInteger(number) && number >= 0 ? { [name]: number } : {};
}
