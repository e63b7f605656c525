// splits a connection string into the parts of the connection and its parameters, and finds what is wrong with its text

import { distance } from "fastest-levenshtein";
import { DSN_LIMIT, type DsnFault, invalid, type Pair, type Piece, type Raw } from "./_raw.ts";
import { readConninfo } from "./conninfo.ts";
import { type OtherDatabase, otherByAddress } from "./database-systems.ts";
import { type DriverFacts, detectDriver, factsOf } from "./drivers.ts";
import { piecesIn } from "./parameters.ts";
import { mendFaults } from "./repair.ts";
import { type DsnHost, partIn, readServers } from "./servers.ts";
import { readSocketPath, readSocketUri } from "./socket.ts";
import { queryNames, splitUri } from "./split.ts";
import { JDBC_DATABASE, readFragment, readJdbcDatabase, readUri, userInfoFaults } from "./uri.ts";

export type { DsnFault, DsnHost };
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
  /** Every other parameter. Has no prototype. */
  readonly params: Readonly<Record<string, string>>;
}

/** The parts of a connection string, and what is wrong with its text. */
export interface DsnScan {
  readonly dsn: Dsn;
  /** The driver that was named or detected; without one, the string is read as libpq does. */
  readonly driver: DriverFacts | undefined;
  readonly faults: readonly DsnFault[];
  /** Names of parameters that are probably the rest of a password; they may not be shown, and are not among `params`. */
  readonly pieces: ReadonlySet<string>;
}

/** The same for whoever reads the parameters as settings. */
export interface ScannedDsn extends DsnScan {
  /** The parameters that are no parts of the connection, in their order, pieces of a password included. */
  readonly pairs: readonly Pair[];
  /** Whether it is certain which part is the password, so that the others may be quoted. */
  readonly certain: boolean;
  /** Adds what is wrong with the parameters; a cause that the text has already is not reported twice. */
  withFaults(faults: readonly DsnFault[]): readonly DsnFault[];
}

/** How a connection string is read. */
export interface ScanOptions {
  /** Id of the driver. Default: detected. */
  readonly driver?: string | undefined;
  /** Environment whose `PG*` variables fill what the string leaves open. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What to do about a fault, and how the whole string then reads; its password is masked. */
export function adviceOf({ help, mended }: Pick<DsnFault, "help" | "mended">): string {
  return [help, mended && mended.length <= 300 && `It should read: ${mended}`].filter(Boolean).join(" ");
}

/** Splits a connection string. Offsets count its UTF-16 units. Never throws. */
export function scanDsn(text: string, { driver: id, env }: ScanOptions = {}): ScannedDsn {
  const named = id === undefined ? undefined : factsOf(id);
  const { raw: given, driver, broken } = text.length > DSN_LIMIT ? tooLarge(text, named) : read(text, named);
  const raw = driver ? ofDriver(given, driver) : given;
  const { hosts, faults } = readServers(raw, env, driver);
  const pieces = piecesIn(raw.pairs, driver);
  const value = (name: string, piece: Piece | undefined, variable: string) =>
    (partIn(raw, name, piece, driver)?.value ?? "") || env?.[variable] || undefined;
  const pairs = settingsOf(raw, driver);
  const params: Record<string, string> = Object.create(null);
  for (const pair of driver?.firstCounts ? pairs.toReversed() : pairs)
    if (!pieces.has(pair.name)) params[pair.name] = pair.value;
  const dsn: Dsn = {
    form: raw.form,
    ...(raw.scheme !== undefined && { scheme: raw.scheme }),
    hosts,
    user: value("user", raw.user, "PGUSER"),
    password: value("password", raw.password, "PGPASSWORD"),
    database: value("dbname", raw.database, "PGDATABASE"),
    params,
  };
  // one cause, one fault: what an unescaped character or a bad encoding breaks further on is not reported as well
  const own = raw.faults.filter((fault) => !touches(fault, broken));
  const withFaults = (others: readonly DsnFault[]) => {
    const later = [...faults, ...others].filter((fault) => !touches(fault, broken) && !touches(fault, raw.faults));
    return [...broken, ...own, ...later].sort((a, b) => a.start - b.start);
  };
  return { dsn, driver, pieces, pairs, certain: raw.certain, faults: withFaults([]), withFaults };
}

// what only some drivers read otherwise than libpq
function ofDriver(raw: Raw, { partNames, strictUserInfo }: DriverFacts): Raw {
  const pairs = raw.pairs.map((pair) =>
    Object.hasOwn(partNames, pair.name) ? { ...pair, name: partNames[pair.name]! } : pair,
  );
  const refused = strictUserInfo && raw.form === "uri" ? userInfoFaults(raw) : [];
  return { ...raw, pairs, faults: [...raw.faults, ...refused] };
}

interface Read {
  readonly raw: Raw;
  readonly driver: DriverFacts | undefined;
  /** The classic faults, with what was meant. */
  readonly broken: readonly DsnFault[];
}

function read(text: string, named: DriverFacts | undefined): Read {
  const split = splitUri(text);
  if (split) {
    const driver = named ?? detectDriver(text, queryNames(text, split.query));
    return { raw: readUri(text, split, driver?.form ?? false), driver, broken: mendFaults(text, split) };
  }
  if (JDBC_DATABASE.test(text.slice(0, 40))) {
    const driver = named ?? detectDriver(text, []);
    return { raw: readJdbcDatabase(text), driver, broken: [] };
  }
  if (text.startsWith("?")) {
    const driver = named ?? detectDriver(text, queryNames(text, { start: 1, end: text.length }));
    return { raw: readFragment(text, driver?.form ?? false), driver, broken: [] };
  }
  const other = otherByAddress(text);
  if (other) return { raw: otherDatabase(text, other), driver: named, broken: [] };
  const begun = named ?? detectDriver(text, []);
  if (/^socket:/i.test(text) && begun?.prefixes.includes("socket:"))
    return { raw: readSocketUri(text), driver: begun, broken: [] };
  if (text.startsWith("/") && begun?.socketPath) return { raw: readSocketPath(text), driver: begun, broken: [] };
  const foreign = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(text.slice(0, 40));
  const raw = foreign ? foreignUri(text, foreign[1]!) : readConninfo(text);
  const names = raw.pairs.map((pair) => pair.name);
  return { raw, driver: named ?? detectDriver(text, names), broken: [] };
}

function touches({ start, end }: DsnFault, others: readonly DsnFault[]): boolean {
  return others.some((other) => start <= other.end && other.start <= end);
}

/** The parameters that are no parts of the connection. */
function settingsOf(raw: Raw, driver: DriverFacts | undefined): Pair[] {
  const pairs = raw.pairs.filter((pair) => !PARTS.includes(pair.name));
  if (driver && !driver.libpq) return pairs;
  return pairs.map((pair) => {
    // both are older names, which libpq still turns into sslmode
    if (pair.name === "requiressl")
      return { ...pair, name: "sslmode", value: pair.value.startsWith("1") ? "require" : "prefer" };
    return pair.name === "ssl" && pair.value === "true" && raw.form === "uri"
      ? { ...pair, name: "sslmode", value: "require" }
      : pair;
  });
}

/** Parts of the address, as libpq names them among the parameters of a URL. */
export const PARTS: readonly string[] = ["host", "port", "user", "password", "dbname"];

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

function tooLarge(text: string, driver: DriverFacts | undefined): Read {
  const message = `The connection string has ${text.length} characters; at most ${DSN_LIMIT} are read`;
  const fault: DsnFault = {
    rule: "input-too-large",
    severity: "error",
    message,
    legal: `at most ${DSN_LIMIT} characters`,
    start: 0,
    end: text.length,
  };
  return { raw: { form: "uri", pairs: [], faults: [fault], certain: false }, driver, broken: [] };
}

const LEGAL = "postgresql://user:password@host:5432/database";
