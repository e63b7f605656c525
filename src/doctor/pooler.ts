// whether a pooler stands between, which, and what it is set to

import { hasConsole, markOf } from "../poolers/hosts.ts";
import type { Access, Place } from "./_access.ts";
import { type ConnectionInfo, isAnswer, type Session } from "./_session.ts";
import { connect } from "./connect.ts";
import type { By, Pooler, PoolUsage } from "./measured.ts";
import type { Row } from "./queries/_define.ts";
import type { Process } from "./queries/process.ts";

type Known = Omit<Pooler, "by" | "kind"> & { readonly kind?: Pooler["kind"] };

/** What the connection itself shows of a pooler; undefined where it leads to the server. */
export function poolerBetween({ parameters, place }: ConnectionInfo, process: Process | undefined): Pooler | undefined {
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
export async function askConsole(
  pooler: Pooler,
  access: Access,
  { place }: ConnectionInfo,
  database: string,
): Promise<Pooler> {
  if (pooler.estimate && !hasConsole(place)) return pooler;
  try {
    const console = await connect(consoleAccess(access, place));
    try {
      const found = await versionOf(console);
      if (found === undefined) return pooler;
      const config = await console.show("CONFIG");
      const databases = await console.show("DATABASES");
      return {
        ...pooler,
        ...configured(config, databases, database),
        kind: "pgbouncer",
        version: found,
        pools: poolsIn(await console.show("POOLS")),
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

/** Where the admin console is: at the given address, or at the pooler itself, as the role of the connection. */
function consoleAccess(access: Access, place: Place): Access {
  if (access.console) return { ...access.console, timeout: access.timeout };
  const { startup: _, ...rest } = access;
  return { ...rest, startup: undefined, servers: [place], database: CONSOLE, sessionAttributes: "any" };
}

const CONSOLE = "pgbouncer";

/** What a connection to the admin console of PgBouncer shows; undefined for a connection to a server. */
export async function consoleOf(session: Session, database: string): Promise<Pooler | undefined> {
  if (database !== CONSOLE) return undefined;
  try {
    const version = await versionOf(session);
    if (version === undefined) return undefined;
    const config = await session.show("CONFIG");
    const pools = poolsIn(await session.show("POOLS"));
    // the size of a pool belongs to a database, and this is none
    const { poolSize: _, ...known } = configured(config, [], database);
    return { ...known, kind: "pgbouncer", version, pools, isConsole: true, by: ["console"] };
  } catch (error) {
    // a database of that name on a server has no such command
    if (isAnswer(error)) return undefined;
    throw error;
  }
}

/** The pools of a PgBouncer that gives a client no server connection, if its console lets this role in. */
export async function poolsBehind(
  access: Access,
  { place }: Session["link"],
): Promise<readonly PoolUsage[] | undefined> {
  try {
    const console = await connect(consoleAccess(access, place));
    try {
      return (await versionOf(console)) === undefined ? undefined : poolsIn(await console.show("POOLS"));
    } finally {
      await console.end();
    }
  } catch {
    // what is known without it is reported
    return undefined;
  }
}

async function versionOf(console: Session): Promise<string | undefined> {
  const [row] = await console.show("VERSION");
  return /^PgBouncer (\S{1,40})/.exec(String(row?.version ?? ""))?.[1];
}

function poolsIn(rows: readonly Row[]): PoolUsage[] {
  const number = (value: unknown) => Math.max(0, Math.trunc(Number(value ?? 0)) || 0);
  return rows
    .filter(({ database }) => database !== CONSOLE)
    .slice(0, MOST_POOLS)
    .map((row) => ({
      database: String(row.database ?? ""),
      user: String(row.user ?? ""),
      clientsActive: number(row.cl_active),
      clientsWaiting: number(row.cl_waiting),
      serversActive: number(row.sv_active),
      serversIdle: number(row.sv_idle),
      maxWait: number(row.maxwait) * 1_000 + Math.trunc(number(row.maxwait_us) / 1_000),
    }));
}

const MOST_POOLS = 1_000;

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
