// the PostgreSQL databases that a container connects to: by its variables, its command line, its mounted files and what it waits for

import type { Origin } from "../diagnostics/origin.ts";
import { OTHER_DATABASES, type OtherDatabase, otherByAddress } from "../dsn/database-systems.ts";
import { isRead } from "../load/environment.ts";
import { type Address, addressesIn, holdsAddress, isAdoNet, keyedHost } from "./addresses.ts";
import { applicationOf } from "./application.ts";
import type { Filled } from "./container.ts";
import { meantBy } from "./conventions.ts";
import type { Hosts, Place, Target } from "./hosts.ts";
import type { Variable } from "./manifests/_define.ts";
import { HIDDEN } from "./manifests/_read.ts";
import {
  isDatabaseFile,
  isPostgresqlKind,
  type Meaning,
  meaningOf,
  otherKind,
  prefixOf,
  saysDatabase,
  saysPostgresql,
} from "./names.ts";
import type { Connection } from "./sizing.ts";

/** A database that a container connects to, and the server that it is on. */
export interface Found extends Connection {
  /** Undefined if nothing says where it is. */
  readonly target?: Target;
  readonly database?: string;
  readonly user?: string;
  /** A clause such as `DB_HOST leads to db`. Never a secret. */
  readonly why: string;
  readonly origin: Origin;
}

/** A reason to think that a container uses PostgreSQL, if nothing says that it does. */
export interface Sign {
  /** The container, if its workload has several. */
  readonly container?: string;
  /** A clause such as `it starts after db`. Never a secret. */
  readonly why: string;
  readonly origin: Origin;
}

/** What a container connects to. */
export interface Connections {
  readonly found: readonly Found[];
  /** Why it may connect to PostgreSQL, if nothing was found. */
  readonly sign?: Sign;
  /** Another database that it is set up for, if no PostgreSQL was found. */
  readonly other?: { readonly database: OtherDatabase; readonly name: string; readonly origin: Origin };
  /** Why there may be more than was found. */
  readonly more?: string;
}

/** Finds the databases of one container. */
export function connectionsOf(container: Filled, place: Place, hosts: Hosts): Connections {
  const application = applicationOf(container);
  const look: Look = { place, hosts, own: new Set(application?.address) };
  const all = clues(container, look);
  const others = all.flatMap((clue) => (clue.other ? [{ ...clue, other: clue.other }] : []));
  const links = linksOf(all, others, look);
  const waits = container.after.filter(({ name }) => hosts.engineOf(name, place) === "postgresql");
  const needed = application?.always ? waits.slice(0, 1).map((wait) => afterServer(wait, look)) : [];
  const implied = links.length > 0 ? links : impliedBy(all, others, waits, look);
  const found = (implied.length > 0 ? implied : needed).map((one) => {
    const target = one.target ?? hosts.only(place);
    return target ? { ...one, target } : one;
  });
  if (found.length > 0) {
    const more = passedOver(all, found, look);
    return { found, ...(more !== undefined && { more }) };
  }
  const [first] = others;
  if (first) return { found, other: { database: first.other, name: first.name, origin: first.origin } };
  const [wait] = waits;
  if (wait) return { found, sign: { why: `it starts after ${wait.name}`, origin: wait.origin } };
  const [set] = container.absent.filter(({ name, always }) => always || hosts.runsPostgresql || saysDatabase(name));
  if (set)
    return {
      found,
      sign: {
        why: set.always
          ? `its variables are in ${set.name}, which are not in the input`
          : `it takes variables from ${set.kind} ${set.name}, which is not in the input`,
        origin: set.origin,
      },
    };
  const [open] = others.length === 0 && !hosts.runsOthersOnly ? detailsOf(all) : [];
  return { found, ...(open && { sign: { why: open.why, origin: open.origin } }) };
}

interface Look {
  readonly place: Place;
  readonly hosts: Hosts;
  /** Variables in which the application of the container has the address of its database. */
  readonly own: ReadonlySet<string>;
}

/** What one entry of an environment, a command line or a mounted file says. */
interface Clue {
  readonly name: string;
  readonly why: string;
  readonly origin: Origin;
  readonly meaning: Meaning;
  /** It says PostgreSQL, whatever else there is. */
  readonly certain?: boolean;
  readonly address?: Address;
  readonly text?: string;
  readonly host?: string;
  /** The host is of an unknown kind. */
  readonly weak?: boolean;
  /** It is PostgreSQL's port. */
  readonly isPort?: boolean;
  /** It says another database. */
  readonly other?: OtherDatabase;
}

function clues(container: Filled, look: Look): Clue[] {
  const variables = [...container.variables].flatMap(([name, variable]) =>
    ofVariable(name, inShell(variable, container.variables), look),
  );
  return [...variables, ...ofCommand(container, look), ...ofFiles(container, look)];
}

// --- one clue ---

/**
 * A command that prints an address, as far as a shell would fill it in:
 * `echo "postgresql://$(eval $USER_CMD)@${DATABASE_HOST}/app"` leads where DATABASE_HOST does.
 */
function inShell(variable: Variable, variables: Filled["variables"]): Variable {
  if (!("text" in variable) || !/\$[({A-Za-z_]/.test(variable.text) || !holdsAddress(variable.text)) return variable;
  const text = variable.text
    .slice(0, MOST_TEXT)
    .replace(/\$\([^()]{0,500}\)/g, HIDDEN)
    .replace(/\$\{([A-Za-z_]\w{0,100})\}/g, (_, name: string) => {
      const other = variables.get(name);
      return other && "text" in other && other.text.length <= 1_000 ? other.text.trim() : HIDDEN;
    });
  return { ...variable, text };
}

function ofVariable(name: string, variable: Variable, look: Look): Clue[] {
  const { origin } = variable;
  const text = "text" in variable ? variable.text : variable.partial;
  const own = meaningIn(name.replace(/_FILE$/, ""), look);
  const clue: Clue = { name, why: `it has the variable ${name}`, origin, meaning: own };
  // a file that is mounted, whose text is not at hand
  const isPath = /_FILE$/.test(name) && text?.startsWith("/") === true;
  if (text !== undefined && !isPath) return ofValue(clue, text, look);
  if ("text" in variable && !isPath) return [];
  const { hint, from } = variable as { hint?: string; from?: { name: string; key: string } };
  const host = from && look.hosts.hostInSecret(from.name, from.key, look.place.scope);
  if (from && host !== undefined && !/^(?:password|username|user|dbname|port)$/i.test(from.key))
    return [{ ...clue, certain: true, host, why: `${name} is taken from the Secret ${from.name} of ${host}` }];
  // a variable may be called anything, if its secret is called `shop-db` and the key `url`
  const hinted = hint === undefined ? undefined : meaningOf(hint);
  const isVague = !own.other && (!own.about || (own.part !== "address" && hinted?.part === "address"));
  const meaning = isVague ? (hinted ?? own) : own;
  return [{ ...clue, meaning, ...(meaning.other && { other: meaning.other }) }];
}

function meaningIn(name: string, { own }: Look): Meaning {
  const meaning = meaningOf(name);
  return own.has(name)
    ? { ...meaning, about: "postgresql", part: "address", group: meaning.group || prefixOf(name) }
    : meaning;
}

/** What a value says, read at least in part. */
function ofValue(clue: Clue, text: string, look: Look): Clue[] {
  const value = text.trim();
  if (value === "") return [];
  const { name, meaning } = clue;
  const { about, part } = meaning;
  const elsewhere = otherByAddress(value) ?? otherIn(value) ?? (about && isDatabaseFile(value) ? SQLITE : undefined);
  if (elsewhere) return elsewhere.auxiliary ? [] : [{ ...clue, other: elsewhere }];
  const addresses = addressesIn(value);
  if (addresses.length > 0)
    return addresses.flatMap((address): Clue[] => {
      const engine = address.host === undefined ? undefined : look.hosts.engineOf(address.host, look.place);
      // `ecto://` may be either
      if (engine !== undefined && engine !== "postgresql") return engine.auxiliary ? [] : [{ ...clue, other: engine }];
      return [ofAddress({ ...clue, why: `${name} contains a PostgreSQL address` }, address)];
    });
  if (meaning.other) return [{ ...clue, other: meaning.other }];
  // an address of anything else, a web page for one
  if (/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(value)) return [];
  const host = hostIn(value, meaning);
  const engine = host === undefined ? undefined : look.hosts.engineOf(host, look.place);
  const whole = isAdoNet(value) ? { text: value } : {};
  if (engine === "postgresql")
    return [{ ...clue, why: `${name} leads to ${host}`, certain: true, host: host!, ...whole }];
  if (engine) return engine.auxiliary ? [] : [{ ...clue, other: engine }];
  if (host !== undefined) {
    if (about || isAdoNet(value)) {
      if (saysPostgresql(host))
        return [{ ...clue, why: `${name} leads to a host whose name says PostgreSQL`, certain: true, host, ...whole }];
      const named = otherKind(host);
      if (named) return [{ ...clue, other: named }];
      return [{ ...clue, host, ...whole }];
    }
    // SHOP_HOST may be of anything; its port, or its name and the rest of its group, tells
    return [{ ...clue, host, weak: true }];
  }
  if (part === "kind") return value.includes(HIDDEN) ? [clue] : ofKind(clue, value);
  if (part === "port") {
    if (value === "5432") return [{ ...clue, isPort: true }];
    const database = about && OTHER_DATABASES.find(({ port }) => String(port) === value);
    return database ? [{ ...clue, other: database }] : [];
  }
  return [clue];
}

function ofAddress(clue: Clue, address: Address): Clue {
  const { url, host } = address;
  return { ...clue, certain: true, address, text: url, ...(host !== undefined && { host }) };
}

/** Another database in a list of settings: SQL Server and MySQL share the form of ADO.NET with Npgsql. */
function otherIn(value: string): OtherDatabase | undefined {
  if (/@tcp\(|@unix\(/.test(value)) return MYSQL;
  if (!isAdoNet(value)) return undefined;
  if (/(?:^|;)\s{0,5}data source\s{0,5}=\s{0,5}[^;]{0,300}\.(?:db3?|sqlite3?)\s{0,5}(?:;|$)/i.test(value))
    return SQLITE;
  if (/(?:^|;)\s{0,5}port\s{0,5}=\s{0,5}5432\b/i.test(value) || /(?:^|;)\s{0,5}host\s{0,5}=/i.test(value))
    return undefined;
  if (/initial catalog|trustservercertificate|integrated security|multipleactiveresultsets|tcp:|,1433/i.test(value))
    return SQL_SERVER;
  return /(?:^|;)\s{0,5}(?:port\s{0,5}=\s{0,5}3306|allowpublickeyretrieval|sslmode\s{0,5}=\s{0,5}preferred)/i.test(
    value,
  )
    ? MYSQL
    : undefined;
}

// for many applications the kind is the only sign: DB_TYPE=postgres
function ofKind(clue: Clue, value: string): Clue[] {
  const { name, meaning } = clue;
  if (isPostgresqlKind(value) && (meaning.about || value.length > 3))
    return [{ ...clue, certain: true, why: `${name} is ${JSON.stringify(value.slice(0, 40))}` }];
  const other = meaning.about && otherKind(value);
  return other ? [{ ...clue, other }] : [];
}

/** The host that a value names, if its variable may hold one: alone, with a port, or in a list of settings. */
function hostIn(text: string, { part }: Meaning): string | undefined {
  const keyed = keyedHost(text);
  if (keyed !== undefined) return keyed;
  const [, host, port] = /^([\w.-]{1,253})(?::(\d{2,5}))?(?:,|$)/.exec(text) ?? [];
  if (host?.includes(HIDDEN)) return undefined;
  // `database` may be the name of a driver, and is no host then
  return port === "5432" || part === "address" ? host : undefined;
}

const MOST_TEXT = 20_000;

/** Flags and assignments of a command line, and the servers that it waits for: `wait-for-it db:5432`. */
function ofCommand({ words }: Filled, look: Look): Clue[] {
  const all = words.flatMap(({ text, origin }) =>
    text
      .slice(0, MOST_TEXT)
      .split(/\s+/)
      .map((word) => ({ word: word.replace(/^["']|["';]{1,3}$/g, ""), origin })),
  );
  return all.flatMap(({ word, origin }, at) => {
    const own = (why: string, name = "its command"): Clue => ({ name, why, origin, meaning: NO_MEANING });
    const [, host] = /^([\w.-]{1,100}):5432$/.exec(word) ?? [];
    if (host !== undefined && look.hosts.engineOf(host, look.place) === "postgresql")
      return [{ ...own(`its command leads to ${host}`), certain: true, host }];
    const [, dash, name, given] = /^(-{0,2})([A-Za-z][\w.-]{0,80})(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined || (dash === "" && given === undefined))
      return holdsAddress(word) ? ofValue(own("its command contains a PostgreSQL address"), word, look) : [];
    const value = given ?? all[at + 1]?.word ?? "";
    if (value.startsWith("-")) return [];
    // a flag and its value are one clue, the value's own
    if (given === undefined && holdsAddress(value)) return [];
    // of pg_isready -h db
    if (name === "h" && look.hosts.engineOf(value, look.place) === "postgresql")
      return [{ ...own(`its command leads to ${value}`), certain: true, host: value }];
    const plain = name.replace(/^D(?=[a-z])/, "");
    return ofValue({ ...own(`it has the argument ${name}`, name), meaning: meaningIn(plain, look) }, value, look);
  });
}

const MOST_LINES = 5_000;

/** Whether lines of a configuration name PostgreSQL as the kind of a database, or its port. */
function saysKind(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /^\s{0,200}["']?(?:port["']?\s{0,20}[:=]\s{0,20}["']?5432\b|(?:engine|driver|dialect|adapter|plugin_?name)["']?\s{0,20}[:=]\s{0,20}["']?[\w.]{0,60}(?:postgres|pgsql|psycopg|pgx))/i.test(
      line.slice(0, 500),
    ),
  );
}

/** Addresses in mounted files, and the hosts that their settings name: `HOST: db`, `host=db`, `'HOST': 'db'`. */
function ofFiles({ files }: Filled, look: Look): Clue[] {
  return files.flatMap(({ name, text, origin }) => {
    const clue: Clue = {
      name,
      why: `${name}, which is mounted, contains a PostgreSQL address`,
      origin,
      meaning: NO_MEANING,
    };
    const addresses = addressesIn(text).map((address) => ofAddress(clue, address));
    const lines = text.slice(0, 200_000).split("\n").slice(0, MOST_LINES);
    const named = lines.flatMap((line, at) => {
      const [, host, port] =
        /(?:host|hostname|server|addr|address|seeds?)["']?\s{0,20}[:=]\s{0,20}["']?([\w.-]{1,253})(?::(\d{1,5}))?["']?/i.exec(
          line.slice(0, 500),
        ) ?? [];
      if (host === undefined) return [];
      const engine = look.hosts.engineOf(host, look.place);
      // a server that is not in the input is PostgreSQL's by its port, or by what the lines around it say
      const isMeant =
        engine === "postgresql" ||
        (engine === undefined &&
          host.length > 1 &&
          (port === "5432" || saysKind(lines.slice(Math.max(0, at - 8), at + 9))));
      return isMeant ? [{ ...clue, why: `${name}, which is mounted, leads to ${host}`, certain: true, host }] : [];
    });
    return [...addresses, ...named];
  });
}

// --- clues to connections ---

/** Names of addresses for migrations and tools, which an application has beside that of its pool. */
const AUXILIARY = /DIRECT|SHADOW|UNPOOLED|NON_?POOLING|MIGRAT|TEST|BACKUP/i;

/** The databases that clues name: each address, each further server, and each address that cannot be read. */
function linksOf(all: readonly Clue[], others: readonly Clue[], look: Look): Found[] {
  const found: Found[] = [];
  const add = (clue: Clue) => {
    const target = clue.host === undefined ? undefined : look.hosts.targetOf(clue.host, look.place);
    const { name, why, origin, text, host, address } = clue;
    if (found.some((one) => isSame(one, target, address))) return;
    const { database, user } = address ?? {};
    found.push({
      name,
      why,
      origin,
      group: clue.meaning.group || prefixOf(name),
      ...(text !== undefined && { text }),
      ...(address && { url: address.url }),
      ...(host !== undefined && { host }),
      ...(target && { target }),
      ...(database !== undefined && { database }),
      ...(user !== undefined && { user }),
    });
  };
  const inForce = (clues: readonly Clue[]) => {
    const main = clues.filter(({ name }) => !AUXILIARY.test(name));
    return main.length > 0 ? main : clues.slice(0, 1);
  };
  // DATABASE_URL is the one that applications read first
  const urls = inForce(all.filter(({ address }) => address)).sort(
    (a, b) => Number(b.name === "DATABASE_URL") - Number(a.name === "DATABASE_URL"),
  );
  for (const clue of urls) add(clue);
  const taken = new Set(others.map(({ meaning }) => meaning.group));
  const isOpen = ({ other, meaning: { about, part, group } }: Clue) =>
    other === undefined &&
    (about === "postgresql" || (about === "database" && !taken.has(group) && !look.hosts.runsOthersOnly)) &&
    part === "address";
  for (const clue of inForce(all.filter((clue) => !clue.address && clue.host !== undefined))) {
    const isMeant = clue.weak ? isOfPostgresql(clue, all) : clue.certain || isOpen(clue);
    if (isMeant && !isBeside(clue, found)) add(clue);
  }
  const hosted = new Set(found.filter(({ url }) => url === undefined).map(({ group }) => group));
  const addressed = new Set(found.filter(({ url }) => url !== undefined).map(({ group }) => group));
  const unread = inForce(all.filter((clue) => !clue.address && clue.host === undefined && isOpen(clue)));
  for (const clue of unread) {
    const { group } = clue.meaning;
    // a host and a name of the same database are one connection, and so are two parts that cannot be read
    if (hosted.size > 0 || addressed.has(group)) continue;
    addressed.add(group);
    if (found.some(({ url }) => url !== undefined) && !isWhole(clue.name)) continue;
    found.push({ name: clue.name, why: clue.why, origin: clue.origin, group });
  }
  if (found.length === 0) {
    const kind = all.find(({ certain }) => certain);
    if (kind) found.push({ name: kind.name, why: kind.why, origin: kind.origin, group: kind.meaning.group });
  }
  return found;
}

/** Whether a variable contains a whole connection string, and not only a part of an address. */
function isWhole(name: string): boolean {
  return /(?:URL|URI|DSN|STRING|CONN|CONNECTION)(?:_FILE)?$/i.test(name) || /connection_?strings?_/i.test(name);
}

/** libpq's own variables only fill what a connection string leaves open. */
function isBeside({ name }: Clue, found: readonly Found[]): boolean {
  return /^PG(?:HOST|HOSTADDR|SERVICE)$/.test(name) && found.some(({ url }) => url !== undefined);
}

function isSame(one: Found, target: Target | undefined, address: Address | undefined): boolean {
  if (one.target?.id !== target?.id) return false;
  if (one.url !== undefined && address && target === undefined) return one.url === address.url;
  // a host alone, beside an address of the same server
  if (!address || one.url === undefined) return true;
  const agree = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  return (
    agree(one.database, address.database) && agree(one.user, address.user) && one.target?.pooler === target?.pooler
  );
}

/** Whether a host of an unknown kind is PostgreSQL's: by its port, or by its name beside other parts of an address. */
function isOfPostgresql({ name, host }: Clue, all: readonly Clue[]): boolean {
  const group = all.filter((clue) => clue.name !== name && prefixOf(clue.name) === prefixOf(name));
  return group.some(({ isPort }) => isPort) || (group.length > 0 && saysPostgresql(host!));
}

/** A database whose address is nowhere: by the sizes of a pool, or by parts of an address beside a server of the input. */
function impliedBy(
  all: readonly Clue[],
  others: readonly Clue[],
  waits: Filled["after"],
  { hosts, place }: Look,
): Found[] {
  if (others.length > 0) return [];
  const [wait] = waits;
  const pool = all.find(
    ({ name }) => (isRead(name) && /^(?:PG|POOL_)/.test(name)) || meantBy(name.replace(/_FILE$/, "")) === "size",
  );
  const open = hosts.runsOthersOnly
    ? []
    : wait
      ? all.filter(({ meaning }) => meaning.about !== undefined && meaning.part !== undefined)
      : detailsOf(all);
  const [part] = hosts.runsPostgresql ? open : [];
  const clue = pool ?? part;
  if (!clue) return [];
  const target = wait ? hosts.targetOf(wait.name, place) : undefined;
  const { name, why, origin, meaning } = clue;
  return [{ name, why, origin, group: meaning.group, ...(target && { target }) }];
}

/** The server that an application starts after, which it cannot run without. */
function afterServer({ name, origin }: Filled["after"][number], { hosts, place }: Look): Found {
  return {
    name: `depends_on ${name}`,
    why: `it starts after ${name}`,
    origin,
    group: "",
    target: hosts.targetOf(name, place),
  };
}

/** Parts of an address, if there are at least two of one database: a password alone may be of anything. */
function detailsOf(all: readonly Clue[]): Clue[] {
  const count = new Map<string, number>();
  const details = all.filter(
    ({ other, meaning: { about, part } }) => other === undefined && about !== undefined && part === "detail",
  );
  for (const { meaning } of details) count.set(meaning.group, (count.get(meaning.group) ?? 0) + 1);
  return details.filter(({ meaning: { about, group } }) => about === "postgresql" || count.get(group)! > 1);
}

/** A server that libpq's variables name and no connection string does: the application decides which of both it reads. */
function passedOver(all: readonly Clue[], found: readonly Found[], { hosts, place }: Look): string | undefined {
  const clue = all.find((one) => one.host !== undefined && !one.address && isBeside(one, found));
  if (!clue) return undefined;
  const { id } = hosts.targetOf(clue.host!, place);
  return found.some(({ target }) => target?.id === id)
    ? undefined
    : `${clue.name} leads to another server than ${found[0]!.name}`;
}

const NO_MEANING: Meaning = { about: undefined, group: "" };
const databaseOf = (scheme: string) => OTHER_DATABASES.find(({ schemes }) => schemes.includes(scheme))!;
const SQLITE = databaseOf("sqlite");
const MYSQL = databaseOf("mysql");
const SQL_SERVER = databaseOf("sqlserver");
