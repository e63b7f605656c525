// whether a container seems to use PostgreSQL, judged by what it connects to, what it is told and what it waits for

import type { Origin } from "../diagnostics/origin.ts";
import { OTHER_DATABASES, type OtherDatabase, otherByAddress } from "../dsn/database-systems.ts";
import type { Filled } from "./container.ts";
import type { Hosts } from "./hosts.ts";
import type { Variable } from "./manifests/_define.ts";
import {
  isDatabaseFile,
  isPostgresqlKind,
  type Meaning,
  meaningOf,
  otherKind,
  saysDatabase,
  saysPostgresql,
} from "./names.ts";

/** A reason to think that a container uses PostgreSQL. */
export interface Sign {
  /** The container, if its workload has several. */
  readonly container?: string;
  /** A clause such as `DB_HOST leads to db`. Never a secret. */
  readonly why: string;
  readonly origin: Origin;
  /** The server of the input that it leads to. */
  readonly host?: string;
}

/** What a container seems to use. */
export interface Evidence {
  /** Undefined if nothing says PostgreSQL. */
  readonly postgresql?: Sign;
  /** Another database that it is set up for. */
  readonly other?: { readonly database: OtherDatabase; readonly name: string; readonly origin: Origin };
}

/** Judges one container. `namespace` is the one that short host names belong to. */
export function evidenceOf(container: Filled, namespace: string, hosts: Hosts): Evidence {
  const found = clues(container, namespace, hosts);
  const others = found.flatMap((clue) => (clue.other ? [{ ...clue, other: clue.other }] : []));
  const certain = found.find(({ certain }) => certain);
  const [first] = others;
  const sign = certain ?? leftOver(found, others, hosts);
  return {
    ...(sign && {
      postgresql: { why: sign.why, origin: sign.origin, ...(sign.host !== undefined && { host: sign.host }) },
    }),
    ...(first && { other: { database: first.other, name: first.name, origin: first.origin } }),
  };
}

/** What one entry of an environment, a command line or a mounted file says. */
interface Clue {
  readonly name: string;
  readonly why: string;
  readonly origin: Origin;
  readonly meaning: Meaning;
  /** It says PostgreSQL, whatever else there is. */
  readonly certain?: boolean;
  readonly host?: string;
  /** It says another database. */
  readonly other?: OtherDatabase;
}

function clues(container: Filled, namespace: string, hosts: Hosts): Clue[] {
  const look: Look = { namespace, hosts };
  const variables = [...container.variables].flatMap(([name, variable]) => ofVariable(name, variable, look) ?? []);
  const files = container.files
    .filter(({ text }) => ADDRESS.test(text))
    .map(({ name, origin }) => certainly(name, `${name}, which is mounted, holds a PostgreSQL address`, origin));
  const waits = container.after
    .filter(({ name }) => hosts.engineOf(name, namespace) === "postgresql")
    .map(({ name, origin }) => certainly(name, `it starts after ${name}`, origin));
  return [...variables, ...absent(container, hosts), ...files, ...ofCommand(container, look), ...waits];
}

interface Look {
  readonly namespace: string;
  readonly hosts: Hosts;
}

/** Addresses of PostgreSQL, in the spellings of drivers and frameworks, anywhere in a text. */
const ADDRESS = /(?<![a-z0-9])(?:postgres(?:ql)?|psql|pgsql|postgis|pgx5?)(?:\+[a-z0-9_]{1,30})?:\/\//i;

const NO_MEANING: Meaning = { about: undefined, group: "" };

function certainly(name: string, why: string, origin: Origin, host?: string): Clue {
  return { name, why, origin, meaning: NO_MEANING, certain: true, ...(host !== undefined && { host }) };
}

function ofVariable(name: string, variable: Variable, look: Look): Clue | undefined {
  const { origin } = variable;
  const text = "text" in variable ? variable.text : variable.partial;
  if (text !== undefined) return ofValue(name, text, origin, look);
  const own = meaningOf(name);
  const hint = "hint" in variable ? variable.hint : undefined;
  // a variable may be called anything, if its secret is called `shop-db` and the key `url`
  const meaning = own.about || own.other || hint === undefined ? own : meaningOf(hint);
  return { name, why: `it has the variable ${name}`, origin, meaning, ...(meaning.other && { other: meaning.other }) };
}

/** What a value says, read at least in part. */
function ofValue(name: string, text: string, origin: Origin, look: Look): Clue | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  const meaning = meaningOf(name);
  const { about, part } = meaning;
  const clue: Clue = { name, why: `it has the variable ${name}`, origin, meaning };
  const elsewhere = otherByAddress(value) ?? (about && isDatabaseFile(value) ? SQLITE : undefined);
  if (elsewhere) return elsewhere.auxiliary ? undefined : { ...clue, other: elsewhere };
  if (ADDRESS.test(value)) return certainly(name, `${name} holds a PostgreSQL address`, origin);
  if (meaning.other) return { ...clue, other: meaning.other };
  // an address of anything else, a web page for one
  if (/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(value)) return undefined;
  const host = hostIn(value, meaning);
  const engine = host === undefined ? undefined : look.hosts.engineOf(host, look.namespace);
  if (engine === "postgresql") return certainly(name, `${name} leads to ${host}`, origin, host);
  if (engine) return engine.auxiliary ? undefined : { ...clue, other: engine };
  if (host !== undefined && about) {
    if (saysPostgresql(host)) return certainly(name, `${name} leads to a host whose name says PostgreSQL`, origin);
    const named = otherKind(host);
    if (named) return { ...clue, other: named };
  }
  if (part === "kind") return ofKind(clue, value);
  if (part === "port") {
    const database = about && OTHER_DATABASES.find(({ port }) => String(port) === value);
    return database ? { ...clue, other: database } : undefined;
  }
  return clue;
}

// for many applications the kind is the only sign: DB_TYPE=postgres
function ofKind(clue: Clue, value: string): Clue | undefined {
  const { name, origin, meaning } = clue;
  if (isPostgresqlKind(value) && (meaning.about || value.length > 3))
    return certainly(name, `${name} is ${JSON.stringify(value.slice(0, 40))}`, origin);
  const other = meaning.about && otherKind(value);
  return other ? { ...clue, other } : undefined;
}

/** The host that a value names, if its variable may hold one: alone, with a port, or in a list of settings. */
function hostIn(text: string, { part }: Meaning): string | undefined {
  const keyed = /(?:^|[;\s])(?:host|server|data source|addr)\s{0,5}=\s{0,5}(?:tcp:)?([\w.-]{1,253})/i.exec(
    text.slice(0, 2_000),
  );
  if (keyed) return keyed[1];
  const [, host, port] = /^([\w.-]{1,253})(?::(\d{2,5}))?(?:,|$)/.exec(text) ?? [];
  // `database` may be the name of a driver, and is no host then
  return port === "5432" || part === "address" ? host : undefined;
}

/** Sets of variables that are not in the input: a clue if their name is one, or if the input runs a PostgreSQL. */
function absent(container: Filled, hosts: Hosts): Clue[] {
  return container.absent
    .filter(({ name }) => hosts.runsPostgresql || saysDatabase(name))
    .map(({ kind, name, origin }) => ({
      name,
      why: `it takes variables from ${kind} ${name}, which is not in the input`,
      origin,
      meaning: { about: saysPostgresql(name) ? "postgresql" : "database", part: "address", group: name },
    }));
}

const MOST_TEXT = 20_000;

/** Flags and assignments of a command line, and the servers that it waits for: `wait-for-it db:5432`. */
function ofCommand({ words }: Filled, look: Look): Clue[] {
  const all = words.flatMap(({ text, origin }) =>
    text
      .slice(0, MOST_TEXT)
      .split(/\s+/)
      .map((word) => ({ word: word.replace(/^["']|["']$/g, ""), origin })),
  );
  return all.flatMap(({ word, origin }, at) => {
    if (ADDRESS.test(word)) return certainly(word, "its command holds a PostgreSQL address", origin);
    const [, host] = /^([\w.-]{1,100}):5432$/.exec(word) ?? [];
    if (host !== undefined && look.hosts.engineOf(host, look.namespace) === "postgresql")
      return certainly(host, `its command leads to ${host}`, origin);
    const [, dash, name, own] = /^(-{0,2})([A-Za-z][\w.-]{1,80})(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined || (dash === "" && own === undefined)) return [];
    const value = own ?? all[at + 1]?.word ?? "";
    if (value.startsWith("-")) return [];
    const clue = ofValue(name.replace(/^D(?=[a-z])/, ""), value, origin, look);
    return clue ? { ...clue, why: clue.why.replace("the variable", "the argument") } : [];
  });
}

/** What of the names that say no more than "database" is left for PostgreSQL. */
function leftOver(found: readonly Clue[], others: readonly Clue[], hosts: Hosts): Clue | undefined {
  const open = found.filter(({ other, meaning }) => other === undefined && meaning.about !== undefined);
  const details = new Map<string, number>();
  for (const { meaning } of open)
    if (meaning.part === "detail") details.set(meaning.group, (details.get(meaning.group) ?? 0) + 1);
  const taken = new Set(others.map(({ meaning }) => meaning.group));
  return open.find(({ meaning: { about, part, group } }) => {
    if (about === "postgresql") return part === "address" || part === "detail";
    // DB_HOST is the other database's, if DB_TYPE says MySQL, or if that is all that the input runs
    if (taken.has(group) || hosts.runsOthersOnly) return false;
    // a password alone may be of anything
    return part === "address" || (part === "detail" && others.length === 0 && details.get(group)! > 1);
  });
}

const SQLITE = OTHER_DATABASES.find(({ schemes }) => schemes.includes("sqlite"))!;
