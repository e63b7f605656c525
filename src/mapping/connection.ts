// writes the connection where the layout of the target has it
import { Expression, getKey, type Tree, Words } from "../codecs/literal.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { formatDsn } from "../dsn/format.ts";
import { splitSettings } from "../dsn/parameters.ts";
import { type Dsn, type DsnHost, PARTS, scanDsn } from "../dsn/parse.ts";
import { queryNames, splitUri } from "../dsn/split.ts";
import type { Language } from "../languages/_define.ts";
import type { Config } from "../model/model.ts";
import { isSecretParam } from "../text/redact.ts";
import { MASK, type Secret } from "../text/secret.ts";
import type { Mode } from "./define.ts";
import type { Layout, OptionsLayout, UrlLayout } from "./layout.ts";
import { CANONICAL_SETTINGS, readStartup } from "./startup-options.ts";

/** What is known of the server, from the URL or the parts. */
export interface Server {
  readonly dsn: Dsn;
  /** Whether it came as a URL. */
  readonly url: boolean;
  /** Whether that URL is a URI, and says all there is: a program may read it from its environment. */
  readonly whole: boolean;
  /** Names of libpq for parts that stand among the parameters of that URL: `host`, `password`. */
  readonly inQuery: readonly string[];
  /** Parameters of the URL that are settings, and stand in the config. */
  readonly absorbed: readonly string[];
  /** The named pool that has this connection, or only the password, for itself. */
  readonly owner: Readonly<Record<"url" | "password", string | undefined>>;
  /** Where a program finds the URL and the password. */
  readonly secrets: Readonly<Record<"url" | "password", SecretSource | undefined>>;
}

/**
 * The environment variable that a secret of the config comes from: it holds the secret, names the file that does, or holds
 * the connection string that the secret is part of. `elsewhere` if it comes from no variable, such as from a config file.
 */
export type SecretSource = { readonly variable: string; readonly as: "value" | "file" | "url" } | "elsewhere";

/** How the connection is written. */
export interface How {
  readonly mode: Mode;
  readonly redact: boolean;
  /** Absent where the target has no code form. */
  readonly language?: Language | undefined;
  /** Whether the password comes from elsewhere: then it is left out, and so is a URL, whose password would override it. */
  readonly withoutPassword?: boolean;
}

/**
 * Collects the connection of a config: the parts, and the URL where they are silent.
 *
 * @param origins where each value came from; without them, a program reads the secrets from the usual variables.
 */
export function serverOf(config: Config, origins?: Readonly<Record<string, Origin>>): Server {
  const { url } = config.connection;
  const parts = partsOf(config);
  const { ownConnection } = config;
  const owner = { url: ownConnection?.pool, password: ownConnection?.password ? ownConnection.pool : undefined };
  const secrets = {
    url: url && sourceOf(origins?.["connection.url"]),
    password: passwordSource(url, origins),
  };
  if (url === undefined) {
    const dsn: Dsn = { form: "uri", ...parts, params: {} };
    return { dsn, url: false, whole: false, inQuery: [], absorbed: [], owner, secrets };
  }
  const { dsn, inQuery, absorbed } = scanned(url);
  const hosts = config.connection.host === undefined ? dsn.hosts : parts.hosts;
  const own = {
    hosts,
    user: parts.user ?? dsn.user,
    password: parts.password ?? dsn.password,
    database: parts.database ?? dsn.database,
  };
  const postgres = dsn.form === "uri" && /^postgres(?:ql)?$/.test(dsn.scheme ?? "");
  const whole = postgres && address(own) === address(dsn);
  return { dsn: { ...dsn, ...own }, url: true, whole, inQuery, absorbed, owner, secrets };
}

function sourceOf(origin: Origin | undefined): SecretSource | undefined {
  if (!origin || origin.source === "default") return undefined;
  const { source, name } = origin;
  if ((source !== "env" && source !== "dotenv") || name === undefined || !/^[A-Za-z_]\w*$/.test(name))
    return "elsewhere";
  return { variable: name, as: /_FILE$/.test(name) ? "file" : "value" };
}

function passwordSource(
  url: Secret | undefined,
  origins: Readonly<Record<string, Origin>> | undefined,
): SecretSource | undefined {
  const origin = origins?.["connection.password"];
  if (origin?.source !== "dsn") return sourceOf(origin);
  const whole = sourceOf(origins?.["connection.url"]);
  if (url === undefined || whole === undefined || whole === "elsewhere") return whole;
  // a program can take it out of a plain URI with one host
  const [scheme = "", rest = ""] = url.reveal().split("://", 2);
  const plain = /^postgres(?:ql)?$/.test(scheme) && /^[^:@/,]*:[^@/]*@(?:\[[^\]]*\]|[^,/@[\]]*)(?:[/?]|$)/.test(rest);
  return whole.as === "value" && plain ? { variable: whole.variable, as: "url" } : "elsewhere";
}

type Scanned = Pick<Server, "dsn" | "inQuery" | "absorbed">;

const scans = new WeakMap<Secret, Scanned>();

// each rendering asks several times; what was read is forgotten with the secret itself
function scanned(url: Secret): Scanned {
  const text = url.reveal();
  const known = scans.get(url);
  if (known) return known;
  const { dsn, driver } = scanDsn(text);
  const inQuery = queryNames(text, splitUri(text)?.query).filter((name) => PARTS.includes(name));
  const { names, rest } = splitSettings(dsn.params, driver);
  const made = { dsn: { ...dsn, params: rest }, inQuery, absorbed: names };
  scans.set(url, made);
  return made;
}

function address({ hosts, user, password, database }: Pick<Dsn, "hosts" | "user" | "password" | "database">): string {
  return JSON.stringify([
    hosts.filter(({ host, port }) => host || port).map(({ host, port }) => [host || null, port]),
    user || null,
    password || null,
    database || null,
  ]);
}

/** The environment variable that holds the URL for a target; undefined where it takes none. */
export function urlVariable(layout: Layout, config: Config): string | undefined {
  if (layout.layout === "options") return undefined;
  return layout.layout === "none" ? layout.variable : variableOf(layout.variable, serverOf(config).owner.url);
}

// the main pool's variables are the well-known ones, so a pool with a server of its own needs others
function variableOf(name: string, pool: string | undefined): string {
  if (pool === undefined) return name;
  const words = pool.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").replace(/[^A-Za-z0-9]+/g, "_");
  const prefix = words.replace(/^_|_$/g, "").toUpperCase();
  return `${/^[A-Z]/.test(prefix) ? "" : "POOL_"}${prefix === "" ? "" : `${prefix}_`}${name}`;
}

function fromEnvironment(given: Language | undefined, name: string, pool: string | undefined): Expression {
  const language = needed(given);
  const variable = variableOf(name, pool);
  const { code, imports, helpers } = language.variable(variable);
  const note =
    pool === undefined ? [] : [`${language.comment} ${variable} is for the pool ${language.quote(pool)} alone`];
  return new Expression(code, { imports, helpers: [...helpers, ...note] });
}

/** The URL or the password from the variable that it came from, else from the usual one. */
function secretFrom(
  given: Language | undefined,
  { secrets, owner }: Server,
  part: "url" | "password",
  usual: string,
): Expression {
  const language = needed(given);
  const source = secrets[part];
  if (source !== undefined && source !== "elsewhere") {
    const { variable, as } = source;
    if (as === "file") return language.fileVariable(variable);
    const value = language.variable(variable);
    return as === "value" ? value : language.passwordIn(value);
  }
  const found = fromEnvironment(language, usual, owner[part]);
  if (source === undefined || part === "url") return found;
  // nothing sets it yet
  const note = `${language.comment} ${variableOf(usual, owner[part])} must be set to connection.password`;
  return new Expression(found.code, { imports: found.imports, helpers: [note, ...found.helpers] });
}

/** Whether the connection is written as a URL, for data or as the one that a program finds in its environment; else as parts. */
export function writesUrl(layout: OptionsLayout, server: Server, mode: Mode): boolean {
  const { dsn, url, whole, inQuery } = server;
  const held = url && layout.urlHolds(dsn) && (layout.hosts === "several" || dsn.hosts.length < 2);
  const listed = layout.severalInUrl && dsn.hosts.length > 1;
  if (mode !== "code") return (held || listed === true) && layout.url !== undefined;
  return held && whole && inQuery.every((name) => layout.readsInQuery?.includes(name));
}

/** Writes the connection as options beside the settings that are there; `url` where it is an argument of its own. */
export function writeOptions(
  layout: OptionsLayout,
  server: Server,
  tree: Tree,
  { mode, redact, language, withoutPassword = false }: How,
  known: readonly string[],
): { set: Tree; url?: Expression } {
  const { dsn } = server;
  const set: Tree = {};
  const left = leftParams(layout, server, tree);
  const startup = foreignStartup(dsn.params.options);
  if (startup.length > 0 && layout.startupAdds) left.options = startup.join(" ");
  else if (startup.length > 0) set[layout.startup] = new Words(...startup);
  const held = !withoutPassword && writesUrl(layout, server, mode);
  if (held && mode === "code") {
    const gone = Object.keys(dsn.params).filter((name) => !(name in left));
    const { urlOverrides } = layout;
    const taken = urlOverrides === undefined ? [] : [...gone, ...missing(server, left)];
    const url = urlFromEnvironment(language, server, "DATABASE_URL", taken, urlOverrides ?? "");
    return layout.url === undefined ? { set, url } : { set: { ...set, [layout.url]: url } };
  }
  if (held && layout.url !== undefined) {
    set[layout.url] = formatDsn(shown({ ...dsn, scheme: "postgresql", params: left }, redact));
    return { set };
  }
  writeServers(layout, dsn.hosts, set, mode);
  if (dsn.database !== undefined) set[layout.database] = dsn.database;
  if (dsn.user !== undefined) set[layout.user] = dsn.user;
  if (dsn.password !== undefined && !withoutPassword) {
    const secret = redact ? MASK : dsn.password;
    set[layout.password] = mode === "code" ? secretFrom(language, server, "password", "PGPASSWORD") : secret;
  }
  for (const [name, value] of Object.entries(left)) {
    const own = { key: `${layout.prefix}${name}`, value };
    const option = layout.option ? layout.option(name, value, dsn) : known.includes(own.key) ? own : undefined;
    if (!option || option.key === layout.startup) continue;
    set[option.key] = !isSecretParam(name)
      ? option.value
      : mode === "code"
        ? fromEnvironment(language, `PG${name.toUpperCase()}`, server.owner.url)
        : redact
          ? MASK
          : option.value;
  }
  return { set };
}

function writeCredentials(
  credentials: NonNullable<UrlLayout["credentials"]>,
  server: Server,
  { mode, redact, language }: How,
): Tree {
  const { dsn } = server;
  const set: Tree = {};
  const plain = mode === "text" && credentials.escape ? credentials.escape : (text: string) => text;
  if (dsn.user !== undefined) set[credentials.user] = plain(dsn.user);
  if (dsn.password === undefined) return set;
  const secret = redact ? MASK : plain(dsn.password);
  set[credentials.password] = mode === "code" ? secretFrom(language, server, "password", "PGPASSWORD") : secret;
  return set;
}

function writeServers(layout: OptionsLayout, hosts: readonly DsnHost[], set: Tree, mode: Mode): void {
  const special = layout.servers?.(hosts, mode);
  const [first] = hosts;
  if (special) {
    if (special.host !== undefined) set[layout.host] = special.host;
    Object.assign(set, special.set);
    if (special.port !== undefined) set[layout.port] = special.port;
  } else if (hosts.length > 1 && layout.lists) {
    const ports = hosts.flatMap(({ port }) => port ?? []);
    set[layout.lists.host] = hosts.map(({ host }) => host ?? "");
    if (ports.length > 0) set[layout.lists.port] = ports;
  } else if (hosts.length > 1) set[layout.host] = hosts.map(({ host }) => host ?? "").join(",");
  else {
    if (first?.host) set[layout.host] = first.host;
    if (first?.port !== undefined) set[layout.port] = first.port;
  }
}

/**
 * Writes the URL with the settings as its parameters; for code, the URL without them, and them. `set` holds what stands
 * beside it.
 */
export function writeUrl(
  layout: UrlLayout,
  server: Server,
  tree: Tree,
  how: How,
): { url: unknown; parameters: Tree; set: Tree } {
  const { mode, redact, language } = how;
  const { credentials, program, scheme = layout.writes ?? "postgresql" } = layout;
  const set = credentials ? writeCredentials(credentials, server, how) : {};
  const dsn = credentials ? { ...server.dsn, user: undefined, password: undefined } : server.dsn;
  const left = { ...dsn.params };
  for (const name of [...server.absorbed, ...(layout.rejectedParameters ?? [])]) delete left[name];
  const words = foreignStartup(dsn.params[layout.startup]);
  delete left[layout.startup];
  const own = tree[layout.startup];
  if (own instanceof Words) words.push(...own.words);
  const params: Record<string, string> = { ...left };
  for (const [name, value] of Object.entries(tree)) params[name] = String(value instanceof Words ? "" : value);
  if (words.length > 0) params[layout.startup] = words.join(" ");
  // in the order that they had
  const kept = Object.fromEntries(Object.entries(dsn.params).filter(([name]) => Object.hasOwn(params, name)));
  const whole: Dsn = { ...placed(layout, { ...dsn, params: kept }), form: "uri", scheme };
  const place = { socket: layout.socket, address: layout.address, several: layout.several };
  const full = { ...whole, params: { ...whole.params, ...params } };
  if (mode !== "code") return { url: formatDsn(shown(full, redact), place), parameters: {}, set };
  if (program) {
    const parameters: Tree = pick(params, tree, layout.startup);
    // they are arguments of the driver, and keep their kind
    for (const name of Object.keys(parameters)) if (typeof tree[name] === "number") parameters[name] = tree[name];
    return { url: urlInProgram(layout, server, whole, parameters, how), parameters, set };
  }
  const [parameters, inside] = divided(pick(params, tree, layout.startup), tree, layout.inUrl);
  const named = dsn.hosts.some(({ host }) => host) || dsn.database !== undefined || dsn.user !== undefined;
  const encoded = layout.address === "encoded" && dsn.hosts.some(({ host }) => host?.includes(":"));
  const asIs =
    layout.scheme === undefined && server.whole && server.inQuery.length === 0 && whole.hosts === dsn.hosts && !encoded;
  if (!named || asIs) {
    const others = layout.strict ? server.absorbed : [];
    const unfit = (layout.rejectedParameters ?? []).filter((name) => name in dsn.params);
    const gone = [...unfit, ...others].filter((name) => !(name in parameters || name in inside));
    const why = "parameters that the library refuses or misreads";
    const own = urlFromEnvironment(language, server, layout.variable, gone, why);
    const changed = Object.entries(inside).filter(([name, value]) => dsn.params[name] !== value);
    if (changed.length === 0) return { url: own, parameters, set };
    return { url: needed(language?.withParameters)(own, Object.fromEntries(changed)), parameters, set };
  }
  // such a URL is no one else's, so it holds the settings too
  if (layout.scheme !== undefined && full.password === undefined) {
    const text = formatDsn({ ...full, params: withoutSecrets(full.params) }, place);
    return { url: new Expression(needed(language).quote(text)), parameters: {}, set };
  }
  const { password, ...rest } = whole;
  const base = formatDsn(
    { ...rest, password: undefined, params: withoutSecrets({ ...whole.params, ...left, ...inside }) },
    place,
  );
  if (password === undefined) return { url: new Expression(needed(language).quote(base)), parameters, set };
  const secret = secretFrom(language, server, "password", "PGPASSWORD");
  return { url: needed(language?.withPassword)(base, secret), parameters, set };
}

function urlInProgram(layout: UrlLayout, server: Server, whole: Dsn, parameters: Tree, { language }: How): Expression {
  const { adopt, parts } = layout.program!;
  const { dsn, absorbed } = server;
  if (server.whole && server.inQuery.length === 0 && whole.hosts === dsn.hosts && dsn.hosts.length === 1) {
    const url = secretFrom(language, server, "url", layout.variable);
    const gone = absorbed.filter((name) => !Object.hasOwn(parameters, name));
    return adopt(url, [...new Set([...gone, ...(layout.rejectedParameters ?? [])])].sort());
  }
  const params = Object.entries(withoutSecrets(whole.params)).filter(([name]) => !Object.hasOwn(parameters, name));
  const secret = whole.password === undefined ? undefined : secretFrom(language, server, "password", "PGPASSWORD");
  return parts({ ...whole, params: Object.fromEntries(params) }, secret);
}

function urlFromEnvironment(
  language: Language | undefined,
  server: Server,
  name: string,
  gone: readonly string[],
  why: string,
): Expression {
  const url = secretFrom(language, server, "url", name);
  return gone.length === 0 ? url : needed(language?.withoutParameters)(url, [...new Set(gone)].sort(), why);
}

function needed<T>(helper: T | undefined): T {
  if (helper === undefined)
    throw new TypeError("a target with a code form has a language, with the helpers that a URL needs");
  return helper;
}

// a pool parameter is no longer among the params, but still in the URL that the environment holds
function missing(server: Server, left: Record<string, string>): string[] {
  return server.absorbed.filter((name) => !(name in left));
}

/** They stand in connection.ssl, and the tool reads them in its own way. */
export const SSL_PARAMS = ["sslmode", "sslrootcert", "sslcert", "sslkey"];

function leftParams(layout: OptionsLayout, { dsn, absorbed }: Server, tree: Tree): Record<string, string> {
  const gone = new Set([...absorbed, ...SSL_PARAMS, "options"]);
  for (const [key, names] of Object.entries(layout.overridden))
    if (getKey(tree, key) !== undefined) for (const name of names) gone.add(name);
  const own = layout.prefix === "" ? tree : getKey(tree, layout.prefix.slice(0, -1));
  for (const name of Object.keys((own ?? {}) as Tree)) gone.add(name);
  const taken = ([name, value]: [string, string]) => !gone.has(name) && layout.option?.(name, value, dsn) !== null;
  return Object.fromEntries(Object.entries(dsn.params).filter(taken));
}

// server settings in the URL's `options` that no field says stay
function foreignStartup(text: string | undefined): string[] {
  if (text === undefined) return [];
  const parts = readStartup(text).filter(
    ({ setting }) => setting === undefined || !CANONICAL_SETTINGS.includes(setting),
  );
  return parts.flatMap(({ words }) => [...words]);
}

function partsOf({ connection }: Config): Pick<Dsn, "hosts" | "user" | "password" | "database"> {
  const { host, port, user, password, database } = connection;
  const ports = typeof port === "string" ? port.split(",") : [port];
  const hosts = (host?.split(",") ?? [undefined]).map((name, at) => {
    const own = ports.length === 1 ? ports[0] : ports[at];
    return { host: name, port: own === undefined || own === "" ? undefined : Number(own) };
  });
  return { hosts, user, password: password?.reveal(), database };
}

// the same hosts where a URL says them as libpq does
function placed(layout: UrlLayout, dsn: Dsn): Dsn {
  const [first] = dsn.hosts;
  if (dsn.hosts.length !== 1) return dsn;
  if (layout.socketHost !== undefined && first?.host?.startsWith("/"))
    return { ...dsn, hosts: [{ host: layout.socketHost, port: first.port }], params: { host: first.host } };
  if (layout.defaultHost !== undefined && isUserAlone(dsn))
    return { ...dsn, hosts: [{ host: layout.defaultHost, port: first?.port }] };
  return dsn;
}

// no URL parser takes user@/database
export function isUserAlone({ hosts, user, password }: Dsn): boolean {
  return Boolean(user || password) && hosts.every(({ host }) => !host);
}

function pick(params: Record<string, string>, tree: Tree, startup: string): Record<string, string> {
  const names = Object.keys(tree);
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name) || name === startup));
}

/** Those that a program sets by itself, as expressions where they are such, and those for the URL. */
function divided(
  parameters: Readonly<Record<string, string>>,
  tree: Tree,
  inUrl: readonly string[] = [],
): [rest: Tree, inside: Record<string, string>] {
  const rest: Tree = {};
  const inside: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const own = tree[name];
    if (inUrl.includes(name)) inside[name] = value;
    else rest[name] = own instanceof Expression ? own : value;
  }
  return [rest, inside];
}

function withoutSecrets(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !isSecretParam(name)));
}

function shown(dsn: Dsn, redact: boolean): Dsn {
  if (!redact) return dsn;
  const params = Object.fromEntries(
    Object.entries(dsn.params).map(([name, value]) => [name, isSecretParam(name) ? MASK : value]),
  );
  return { ...dsn, password: dsn.password === undefined ? undefined : MASK, params };
}
