// the addresses of PostgreSQL in a text: connection strings in the spellings of drivers and frameworks, and the hosts in them
import { scanDsn } from "../dsn/parse.ts";
import { HIDDEN } from "./manifests/_read.ts";

/** Connection string of PostgreSQL, anywhere in a text. `ecto` may be another database as well. */
const ADDRESS =
  /(?<![a-z0-9])(?:(?:jdbc|jdbc-secretsmanager|r2dbcs?|vertx-reactive)(?::[a-z0-9-]{1,30}){0,3}:)?(?:postgres(?:ql)?\d?|psql|pgsql|postgis|pgx?5?|ecto|timescale(?:db)?)(?:\+[a-z0-9_]{1,30})?:\/\/[^\s"'`<>,;|)}\]]{0,8192}/gi;

/** A connection string, and what can be read of it. */
export interface Address {
  /** As libpq and the drivers write it: what a framework has in place of `postgresql` is replaced. */
  readonly url: string;
  readonly host?: string;
  readonly port?: string;
  readonly database?: string;
  readonly user?: string;
}

/** Most connection strings of one text. */
const MOST = 20;

/** Finds the connection strings of PostgreSQL in a text. */
export function addressesIn(text: string): Address[] {
  const value = text.trim().replace(/^["']|["']$/g, "");
  const form = keyValueForm(value);
  if (form !== undefined) return [addressOf(form)];
  const found = [...value.slice(0, 200_000).matchAll(ADDRESS)];
  // as the only one of its value it may contain any character
  if (found.length === 1 && found[0]!.index === 0) return [addressOf(value)];
  return found.slice(0, MOST).map(([url]) => addressOf(url));
}

/** Whether a text contains a connection string of PostgreSQL. */
export function holdsAddress(text: string): boolean {
  return text.search(ADDRESS) >= 0;
}

/** A list of settings that only PostgreSQL's clients write so, as libpq has it: `host=db user=app dbname=shop`, `pgsql:host=db;dbname=shop`. */
function keyValueForm(text: string): string | undefined {
  const pdo = /^pgsql:(?=\w{1,30}=)/i.exec(text);
  if (pdo) return text.slice(pdo[0].length).replaceAll(";", " ").trim();
  return /(?:^|\s)host(?:addr)?\s?=/.test(text) && /(?:^|\s)(?:dbname|sslmode)\s?=/.test(text) ? text : undefined;
}

/** Scheme and driver of a connection string in the names that drivers have for it. */
function canonical(text: string): string {
  // parameters of NocoDB, which no driver has
  const url = /^pg:\/\//i.test(text) ? text.replace(/\?.*$/s, "") : text;
  return url
    .replace(/^(jdbc|r2dbc)s?(?:-secretsmanager)?(?::[a-z0-9-]{1,30}){0,3}:(?=[a-z0-9]{2,20}:\/\/)/i, "$1:")
    .replace(/^vertx-reactive:/i, "")
    .replace(
      /^((?:jdbc|r2dbc):)?(?:psql|pgsql|postgis|pgx?5?|ecto|timescale(?:db)?|postgres(?:ql)?\d)(?=[:+])/i,
      "$1postgresql",
    );
}

function addressOf(text: string): Address {
  const url = canonical(text);
  // parameters and the driver tell nothing about where it leads; a port that cannot be read may be any
  const plain = url
    .replace(/^(?:jdbc|r2dbc):/i, "")
    .replace(/^([a-z]{2,20})\+[a-z0-9_]{1,30}(?=:)/i, "$1")
    .replace(/\?[^?]{0,8192}$/, "")
    .replace(new RegExp(`:${HIDDEN}(?=[/,]|$)`, "g"), "");
  const { dsn, faults } = scanDsn(plain);
  if (faults.some(({ severity }) => severity === "error")) return { url };
  const known = (value: string | undefined) =>
    value === undefined || value === "" || value.includes(HIDDEN) ? undefined : value;
  const [first] = dsn.hosts;
  const [host, port, database, user] = [first?.host, first?.port?.toString(), dsn.database, dsn.user].map(known);
  return {
    url,
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
  };
}

/** The host in a list of settings: ADO.NET's `Host=db;…`, a `host=db` of any other tool. */
export function keyedHost(text: string): string | undefined {
  const [, host] =
    /(?:^|[;\s])(?:host|server|data source|addr|address|network address)\s{0,5}=\s{0,5}(?:tcp:)?([\w.-]{1,253})/i.exec(
      text.slice(0, 2_000),
    ) ?? [];
  return host;
}

/** Whether a text is a list of settings in the form of ADO.NET. */
export function isAdoNet(text: string): boolean {
  return /(?:^|;)\s{0,5}(?:host|server|data source)\s{0,5}=/i.test(text) && text.includes(";");
}
