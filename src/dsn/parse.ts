// reads a connection string: the parts of the connection, the settings in its parameters, and what is wrong with it

import { distance } from "fastest-levenshtein";
import type { Value } from "../codecs/units.ts";
import { readOptions, readText } from "../diagnostics/arguments.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Dialect } from "../dialects/_define.ts";
import { INSPECT, MASK } from "../model/secret.ts";
import { DSN_LIMIT, type DsnFault, invalid, type Pair, type Piece, type Raw } from "./_raw.ts";
import { readConninfo } from "./conninfo.ts";
import { type OtherDatabase, otherByAddress } from "./database-systems.ts";
import { type DsnSetting, detectDialect, dialectOf, fromEnvironment, interpret, piecesIn } from "./params.ts";
import { isSecretParam } from "./redact.ts";
import { mendFaults } from "./repair.ts";
import { type DsnHost, readServers } from "./servers.ts";
import { readSocketPath, readSocketUri } from "./socket.ts";
import { queryNames, splitUri } from "./split.ts";
import { readFragment, readUri } from "./uri.ts";

export type { DsnFault, DsnHost, DsnSetting };
export { DSN_LIMIT };

/** The parts of a connection string. `password` is plain text. */
export interface Dsn {
  readonly form: "uri" | "conninfo";
  /** `postgresql`, `jdbc:postgresql`, `postgresql+asyncpg`, `socket`. */
  readonly scheme?: string;
  /** At least one; libpq's default server is one with neither host nor port. */
  readonly hosts: readonly DsnHost[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** Every other parameter but the pool parameters of the dialect. Has no prototype. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a connection string says, and what is wrong with it. */
export interface DsnScan {
  readonly dsn: Dsn;
  /** The dialect that was named or detected; without one, parameters are read as libpq does. */
  readonly dialect: Dialect | undefined;
  readonly settings: readonly DsnSetting[];
  readonly faults: readonly DsnFault[];
  /** Names of parameters that are probably the rest of a password; they may not be shown, and are not among `params`. */
  readonly pieces: ReadonlySet<string>;
}

/** How a connection string is read. */
export interface DsnOptions {
  /** Id of the dialect; detected unless said. */
  readonly dialect?: string | undefined;
  /** Environment whose `PG*` variables fill what the string leaves open; none unless said. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A connection string as plain values. `JSON.stringify` and `util.inspect` show `***` for its secrets. */
export interface ParsedDsn {
  readonly hosts: readonly DsnHost[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** Every parameter that was given, but for the five parts and the pool parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** The `pool.*` settings by name: counts, milliseconds, `null` for off. */
  readonly pool: Readonly<Record<string, Value>>;
  readonly findings: readonly Finding[];
  /** Id of the dialect that was named or detected. */
  readonly dialect: string | undefined;
}

/**
 * Reads a PostgreSQL connection string, a URI or libpq's `key=value` form, as libpq 18 defines it.
 *
 * @returns its parts, `undefined` where absent, its pool settings, and a finding for everything that is wrong. Never throws for a text.
 * @throws PoolcfgError (`usage`) for an unknown dialect.
 * @example
 *     parseDsn("postgresql://app@db/shop?connection_limit=20&pool_timeout=20").pool; // { max: 20, acquireTimeout: 20000 }
 */
export function parseDsn(text: string, options: DsnOptions = {}): ParsedDsn {
  const own = readOptions<DsnOptions>("parseDsn", options, { dialect: ["text"], env: ["variables"] });
  const { dsn, settings, faults, dialect } = scanDsn(readText("The connection string", text), own);
  const document: Document = { name: "DSN", text, data: {}, problems: [], locate: () => undefined };
  const findings = faults.map((fault): Finding => {
    const { start, end, mended: _, ...report } = fault;
    const help = adviceOf(fault);
    const origin = new Origin("dsn", { document, range: rangeAt(text, start, end), name: "DSN" });
    return { ...report, ...(help !== "" && { help }), origin };
  });
  const pool: Record<string, Value> = {};
  for (const { path, value } of settings) if (path.startsWith("pool.")) pool[path.slice(5)] = value;
  const { hosts, user, password, database, params } = dsn;
  return veil({ hosts, user, password, database, params, pool, findings, dialect: dialect?.id });
}

/** What to do about a fault, and how the whole string then reads; its password is masked. */
export function adviceOf({ help, mended }: Pick<DsnFault, "help" | "mended">): string {
  return [help, mended && mended.length <= 300 && `It should read: ${mended}`].filter(Boolean).join(" ");
}

/** Reads a connection string, for those who go on with its text: settings and faults have offsets into it. */
export function scanDsn(text: string, { dialect: id, env }: DsnOptions = {}): DsnScan {
  const named = id === undefined ? undefined : dialectOf(id);
  const { raw, dialect, broken } = text.length > DSN_LIMIT ? tooLarge(text, named) : read(text, named);
  const { hosts, faults } = readServers(raw, env);
  const pieces = piecesIn(raw.pairs, dialect);
  const reading = { dialect, certain: raw.certain, pieces };
  const { settings, faults: unread, rest } = interpret(settingsOf(raw, dialect), reading);
  if (env) settings.push(...fromEnvironment(env, settings));
  const value = (name: string, piece: Piece | undefined, variable: string) =>
    (raw.pairs.findLast((pair) => pair.name === name) ?? piece)?.value || env?.[variable] || undefined;
  const dsn: Dsn = {
    form: raw.form,
    ...(raw.scheme !== undefined && { scheme: raw.scheme }),
    hosts,
    user: value("user", raw.user, "PGUSER"),
    password: value("password", raw.password, "PGPASSWORD"),
    database: value("dbname", raw.database, "PGDATABASE"),
    params: rest,
  };
  // one cause, one fault: what an unescaped character or a bad encoding breaks further on is not told as well
  const own = raw.faults.filter((fault) => !touches(fault, broken));
  const later = [...faults, ...unread].filter((fault) => !touches(fault, broken) && !touches(fault, raw.faults));
  return { dsn, dialect, settings, pieces, faults: [...broken, ...own, ...later].sort((a, b) => a.start - b.start) };
}

interface Read {
  readonly raw: Raw;
  readonly dialect: Dialect | undefined;
  /** The classic faults, with what was meant. */
  readonly broken: readonly DsnFault[];
}

function read(text: string, named: Dialect | undefined): Read {
  const split = splitUri(text);
  if (split) {
    const dialect = named ?? detectDialect(text, queryNames(text, split.query));
    return { raw: readUri(text, split, dialect?.form ?? false), dialect, broken: mendFaults(text, split) };
  }
  if (text.startsWith("?")) {
    const dialect = named ?? detectDialect(text, queryNames(text, { start: 1, end: text.length }));
    return { raw: readFragment(text, dialect?.form ?? false), dialect, broken: [] };
  }
  const other = otherByAddress(text);
  if (other) return { raw: otherDatabase(text, other), dialect: named, broken: [] };
  const begun = named ?? detectDialect(text, []);
  if (/^socket:/i.test(text) && begun?.prefixes?.includes("socket:"))
    return { raw: readSocketUri(text), dialect: begun, broken: [] };
  if (text.startsWith("/") && begun?.socketPath) return { raw: readSocketPath(text), dialect: begun, broken: [] };
  const foreign = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(text.slice(0, 40));
  const raw = foreign ? foreignUri(text, foreign[1]!) : readConninfo(text);
  const names = raw.pairs.map((pair) => pair.name);
  return { raw, dialect: named ?? detectDialect(text, names), broken: [] };
}

function touches({ start, end }: DsnFault, others: readonly DsnFault[]): boolean {
  return others.some((other) => start <= other.end && other.start <= end);
}

/** The parameters that are no parts of the connection. */
function settingsOf(raw: Raw, dialect: Dialect | undefined): Pair[] {
  const pairs = raw.pairs.filter((pair) => !PARTS.includes(pair.name));
  if (dialect && !dialect.libpq) return pairs;
  return pairs.map((pair) => {
    // both are older names, which libpq still turns into sslmode
    if (pair.name === "requiressl")
      return { ...pair, name: "sslmode", value: pair.value.startsWith("1") ? "require" : "prefer" };
    return pair.name === "ssl" && pair.value === "true" && raw.form === "uri"
      ? { ...pair, name: "sslmode", value: "require" }
      : pair;
  });
}

const PARTS = ["host", "port", "user", "password", "dbname"];

// the address may be right for what it is: that it should become PostgreSQL is no advice
function otherDatabase(text: string, { title }: OtherDatabase): Raw {
  const fault: DsnFault = {
    rule: "not-postgresql",
    severity: "error",
    message: `This is the address of another database, ${title}; poolcfg covers PostgreSQL and what speaks its protocol`,
    legal: LEGAL,
    help: "Give the connection string of the PostgreSQL database, if there is one.",
    start: 0,
    end: text.indexOf(":"),
  };
  return { form: "uri", pairs: [], faults: [fault], certain: false };
}

function foreignUri(text: string, scheme: string): Raw {
  const near = distance(scheme.toLowerCase(), "postgres") <= 2;
  const message = `This is not a PostgreSQL connection string: its scheme is "${scheme}"`;
  const help = near
    ? "Did you mean postgresql://?"
    : "If it is the address of a PostgreSQL server, begin it with postgresql://.";
  return {
    form: "uri",
    pairs: [],
    faults: [invalid({ start: 0, end: text.indexOf(":") }, message, { help, legal: LEGAL })],
    certain: false,
  };
}

function tooLarge(text: string, dialect: Dialect | undefined): Read {
  const message = `The connection string has ${text.length} characters; at most ${DSN_LIMIT} are read`;
  const fault: DsnFault = {
    rule: "input-too-large",
    severity: "error",
    message,
    legal: `at most ${DSN_LIMIT} characters`,
    start: 0,
    end: text.length,
  };
  return { raw: { form: "uri", pairs: [], faults: [fault], certain: false }, dialect, broken: [] };
}

const LEGAL = "postgresql://user:password@host:5432/database";

/** Hides the secrets of a result where it is printed. */
function veil(result: ParsedDsn): ParsedDsn {
  const shown = () => ({
    ...result,
    ...(result.password !== undefined && { password: MASK }),
    params: Object.fromEntries(
      Object.entries(result.params).map(([name, value]) => [name, isSecretParam(name) ? MASK : value]),
    ),
  });
  Object.defineProperty(result, "toJSON", { value: shown });
  Object.defineProperty(result, INSPECT, { value: shown });
  return result;
}
