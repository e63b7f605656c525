// what a connection string sets: the parts of the connection, and the settings in its parameters

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Edit } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { adviceOf, type Dsn, type DsnFault } from "../dsn/parse.ts";
import { mendsOf } from "../dsn/repair.ts";
import { splitUri } from "../dsn/split.ts";
import { accepts, mappingsOf, sslModeIn, type UrlParameters } from "../mapping/url-parameters.ts";
import { insideValue, offsetOf, toFileValue } from "../mapping/value.ts";
import { FIELDS, type Path } from "../model/model.ts";
import { nothingStated, type Stated } from "./entry.ts";
import { type ReadOptions, readConnectionString } from "./find-driver.ts";

const SSL_PARAMS: Readonly<Record<string, Path>> = {
  sslmode: "connection.ssl.mode",
  sslrootcert: "connection.ssl.ca",
  sslcert: "connection.ssl.cert",
  sslkey: "connection.ssl.key",
};

/** What a connection string states, and its parameters by name, the ones without a setting of their own included. */
export interface StatedDsn extends Stated {
  readonly params: Readonly<Record<string, string>>;
  /** The tables of the driver that was named or detected. */
  readonly driver: UrlParameters | undefined;
}

/** Reads the connection string that stands at `origin`. */
export function readDsn(text: string, origin: Origin, how: ReadOptions): StatedDsn {
  const stated = nothingStated();
  const scan = readConnectionString(text, how);
  const inside = (start: number, end: number) => insideValue(origin, text, start, end);
  // where nothing of a connection is found, the whole may be a password in the wrong variable; a port may be one, too
  const isOpaque = !splitUri(text) && isEmpty(scan.dsn);
  for (const fault of scan.faults) {
    const { start, end, rule, mended: _, ...report } = fault;
    const help = adviceOf(fault);
    stated.findings.push(
      createFinding(rule, {
        ...report,
        ...(help !== "" && { help }),
        ...(isOpaque && { secret: true }),
        origin: inside(start, end),
        edits: () => mendInPlace(text, origin, fault),
      }),
    );
  }
  const state = (path: Path, raw: unknown, at: Origin) => stated.entries.push({ path, raw, origin: at });
  const part = (name: string, start = 0, end = text.length) => {
    const within = inside(start, end);
    const { document, range } = within;
    const label = origin.name === undefined ? undefined : `${origin.name} ${name}`;
    return new Origin("dsn", {
      ...(document && { document }),
      ...(range && { range }),
      ...(label !== undefined && { name: label }),
      hidden: origin.hidden,
    });
  };
  const { hosts, user, password, database, params } = scan.dsn;
  const known = hosts.filter(({ host }) => host !== undefined);
  if (known.length > 0) state("connection.host", hosts.map(({ host }) => host ?? "").join(","), part("host"));
  if (hosts.some(({ port }) => port !== undefined))
    state(
      "connection.port",
      hosts.length === 1 ? hosts[0]!.port : hosts.map(({ port }) => port ?? "").join(","),
      part("port"),
    );
  if (user !== undefined) state("connection.user", user, part("user"));
  if (password !== undefined && password !== "") state("connection.password", password, part("password"));
  if (database !== undefined) state("connection.database", database, part("database"));
  for (const [name, path] of Object.entries(SSL_PARAMS)) {
    if (!hasMeaningOfLibpq(name, scan.parameters, scan.implied)) continue;
    const value = name === "sslmode" ? modeIn(params, scan.parameters) : params[name];
    if (value !== undefined && value !== "" && (scan.implied || accepts(scan.parameters, name, params[name]!)))
      state(path, value, part(`?${name}`));
  }
  for (const { path, value, param, start, end } of scan.settings) {
    const field = FIELDS.get(path);
    if (field) state(path, toFileValue(field, value), part(`?${param}`, start, end));
  }
  return { ...stated, params, driver: scan.parameters };
}

// a word of node-postgres has one meaning wherever it is; libpq's words have the meaning of the tool that is known
function modeIn(params: Readonly<Record<string, string>>, driver: UrlParameters | undefined): string | undefined {
  if (driver?.sslModes) return sslModeIn(params, driver.sslModes, driver.libpqModes) ?? params.sslmode;
  return driver === undefined && params.sslmode === NO_VERIFY ? "require" : params.sslmode;
}

function isEmpty({ hosts, user, password, database, params }: Dsn): boolean {
  const parts = [user, password, database, ...hosts.flatMap(({ host, port }) => [host, port]), ...Object.keys(params)];
  return parts.every((part) => part === undefined || part === "");
}

const NO_VERIFY = "no-verify";

// a tool may take the name for something else, or pass it over
function hasMeaningOfLibpq(name: string, driver: UrlParameters | undefined, implied: boolean): boolean {
  if (!driver) return true;
  if (mappingsOf(driver).some(([, { keys }]) => keys.includes(name))) return false;
  return implied || driver.libpq === true || Object.hasOwn(driver.others, name);
}

// each edit replaces single characters, so that none of them holds a piece of the password
function mendInPlace(text: string, origin: Origin, fault: DsnFault): Edit[] | undefined {
  const file = origin.document?.path;
  const offset = file === undefined ? undefined : offsetOf(text, origin);
  if (file === undefined || offset === undefined) return undefined;
  const edits = mendsOf(text, fault).map((mend) => ({
    file,
    start: offset + mend.start,
    end: offset + mend.end,
    text: mend.text,
  }));
  return edits.length > 0 ? edits : undefined;
}
