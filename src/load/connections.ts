// the connection strings that hold, the services that they or the environment name, and libpq's parameters of them
import type { Document } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin, type SourceKind } from "../diagnostics/origin.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { Boundary } from "../files/boundary.ts";
import type { Files } from "../files/file-system.ts";
import { readDsn, type StatedDsn } from "./dsn.ts";
import type { Entry } from "./entry.ts";
import type { Variables } from "./environment.ts";
import { conninfo, type LibpqValue, type Service, serviceNamed } from "./service.ts";

/** Variables in which libpq's names are looked up. */
export interface LibpqVariables {
  readonly variables: Variables;
  readonly source: SourceKind;
  readonly document?: Document;
  readonly boundary?: Boundary | undefined;
}

/** What connections are read with. */
export interface Reading {
  readonly options: {
    readonly dialect?: string | undefined;
    readonly targets: readonly string[];
    readonly pool?: string | undefined;
  };
  readonly files: Files;
  readonly cwd: string;
  /** The environment of the process. */
  readonly variables: Variables;
  readonly boundaryAt: ((folder: string) => Boundary) | undefined;
  /** Whether the settings are those of another machine, whose service files are not here. */
  readonly elsewhere: boolean;
  /** From low to high precedence. */
  readonly libpq: readonly LibpqVariables[];
}

/** What connection strings and services state. */
export interface Connections {
  readonly dsn: Entry[];
  /** Below a connection string, and above libpq's variables. */
  readonly service: Entry[];
  /** What PGOPTIONS and PGCONNECT_TIMEOUT set, which libpq reads unless a connection string or a service has the parameter. */
  readonly startup: Entry[];
  /** Libpq's parameters of the pool in question, by keyword. */
  readonly parameters: ReadonlyMap<string, LibpqValue>;
}

/** Reads the connection string of the main pool and of each named one, with the services behind them. */
export function readConnections(
  layers: readonly (readonly Entry[])[],
  reading: Reading,
  findings: Finding[],
): Connections {
  const { options } = reading;
  const urls = new Map<string | undefined, Entry>();
  for (const layer of layers)
    for (const entry of layer)
      if (entry.path === "connection.url" && typeof entry.raw === "string" && entry.raw !== "")
        urls.set(entry.pool, entry);
  const dsn: Entry[] = [];
  const service: Entry[] = [];
  const startup: Entry[] = [];
  let parameters: ReadonlyMap<string, LibpqValue> = new Map();
  for (const pool of new Set([undefined, ...urls.keys()])) {
    const url = urls.get(pool);
    const read = url && readDsn(url.raw as string, url.origin, { driver: options.dialect, targets: options.targets });
    const own = read ? parametersOf(read, url.origin, reading) : new Map<string, LibpqValue>();
    const resolved = serviceOf(own, pool === undefined, reading);
    const of = (entry: Entry) => (pool === undefined ? entry : { ...entry, pool });
    dsn.push(...(read?.entries ?? []).map(of));
    service.push(...(resolved?.stated.entries ?? []).map(of));
    findings.push(...(read?.findings ?? []), ...(resolved?.stated.findings ?? []));
    for (const [name, { value, origin }] of pool === undefined ? variablesOf(reading) : []) {
      if (!isReadFromVariable(name) || own.has(name) || resolved?.parameters.has(name)) continue;
      const stated = readDsn(conninfo([{ name, value }]), origin, { driver: "libpq" });
      startup.push(...stated.entries);
      findings.push(...stated.findings);
    }
    if (pool === undefined || pool === options.pool)
      parameters = new Map([...variablesOf(reading), ...(resolved?.parameters ?? []), ...own]);
  }
  return { dsn, service, startup, parameters };
}

// the other variables are settings of their own names, or have no value that libpq refuses
function isReadFromVariable(keyword: string): boolean {
  return keyword === "options" || keyword === "connect_timeout" || LIBPQ.get(keyword)?.accepts !== undefined;
}

function serviceOf(own: ReadonlyMap<string, LibpqValue>, main: boolean, reading: Reading): Service | undefined {
  const variables = variablesOf(reading);
  // another pool's connection string is read on top of the main pool's settings, which have the variable in them
  const name = own.get("service") ?? (main ? variables.get("service") : undefined);
  if (name === undefined || reading.elsewhere) return undefined;
  const { HOME: home, PGSYSCONFDIR: systemFolder } = reading.variables;
  const file = own.get("servicefile") ?? variables.get("servicefile");
  return serviceNamed(name, { files: reading.files, cwd: reading.cwd, file, home, systemFolder });
}

function parametersOf(
  { params, driver }: StatedDsn,
  origin: Origin,
  { files, boundaryAt }: Reading,
): Map<string, LibpqValue> {
  const path = origin.document?.path;
  const boundary = path === undefined ? undefined : boundaryAt?.(files.dirname(path));
  return new Map(
    Object.entries(params).flatMap(([name, value]): [string, LibpqValue][] => {
      const all = driver?.equivalents;
      const other = all && Object.hasOwn(all, name) ? all[name] : undefined;
      if (other) {
        const word = Object.hasOwn(other.reads, value) ? other.reads[value]! : value;
        return [[other.keyword, { value: word, origin, boundary }]];
      }
      return LIBPQ.has(name) && value !== "" ? [[name, { value, origin, boundary }]] : [];
    }),
  );
}

function variablesOf({ libpq }: Reading): Map<string, LibpqValue> {
  const found = new Map<string, LibpqValue>();
  for (const { variables, source, document, boundary } of libpq)
    for (const [keyword, { env }] of LIBPQ) {
      const value = env === undefined ? undefined : variables[env];
      if (env === undefined || value === undefined || value === "") continue;
      found.set(keyword, {
        value,
        origin: new Origin(source, {
          name: env,
          hidden: document?.fromEnvironment?.has(env) === true,
          ...(document && { document, pointer: [env] }),
        }),
        boundary,
      });
    }
  return found;
}
