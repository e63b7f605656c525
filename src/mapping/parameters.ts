// what becomes of the parameters of the connection string that no field of a config has: libpq's, and other drivers' own

import { LIBPQ } from "../dsn/_libpq.ts";
import { serverTakes } from "../dsn/_server.ts";
import { detectDriver } from "../dsn/drivers.ts";
import { PARTS } from "../dsn/parse.ts";
import { type Server, SSL_PARAMS, writesUrl } from "./connection.ts";
import type { Mode, Remark, Target } from "./define.ts";
import { readsOwn, type UrlParameters } from "./url-parameters.ts";

/** The server with the parameters that the target reads, under its names, and a remark for those that it does not read. */
export interface Fitted {
  readonly server: Server;
  readonly remarks: readonly Remark[];
}

/**
 * Fits the parameters of the connection string to the target. One that the tool has under another name is renamed; one
 * that it does not read is left out and reported, since a driver either ignores it or refuses the connection.
 */
export function fitParameters(target: Target, given: Server, mode: Mode): Fitted {
  const { connection: layout } = target;
  if (!given.url || layout.layout === "none") return { server: given, remarks: [] };
  const { scheme = "" } = given.dsn;
  const isOwn = layout.layout === "url" && scheme.toLowerCase() === layout.scheme;
  const foreign = scheme.includes(":") && !isOwn;
  const { params, unread } = foreign ? asLibpq(given, scheme) : { params: given.dsn.params, unread: [] };
  const server = { ...given, dsn: { ...given.dsn, params } };
  const kept: [name: string, value: string][] = [];
  const gone: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    const isRead = !isExtra(name) || server.absorbed.includes(name) || reads(target, server, mode, name);
    const own = isRead ? ([name, value] as const) : equivalent(target.urlParameters, name, value);
    if (own) kept.push([...own]);
    else gone.push(name);
  }
  const refuses = target.urlParameters !== undefined && target.urlParameters.unknown !== "ignored";
  const harmless = target.urlParameters?.withoutEffect ?? [];
  const absorbed = refuses ? [...server.absorbed, ...gone.filter((name) => !harmless.includes(name))] : server.absorbed;
  const remarks = [...foreignRemarks(unread), ...lostRemarks(target, gone, params)];
  return { server: { ...server, dsn: { ...server.dsn, params: Object.fromEntries(kept) }, absorbed }, remarks };
}

/** Whether a parameter has no field in a config, and is no part of the address. */
export function isExtra(name: string): boolean {
  return LIBPQ.get(name)?.param === undefined && !FIELDED.has(name);
}

const FIELDED: ReadonlySet<string> = new Set([...PARTS, ...SSL_PARAMS, "options"]);

// what another driver alone has is left out, unless libpq has it by another name
function asLibpq({ dsn, absorbed }: Server, scheme: string) {
  const driver = detectDriver(`${scheme}:`, []);
  const params: [name: string, value: string][] = [];
  const unread: string[] = [];
  for (const [name, value] of Object.entries(dsn.params)) {
    const all = driver?.equivalents;
    const other = all && Object.hasOwn(all, name) ? all[name] : undefined;
    const word = other && (Object.hasOwn(other.reads, value) ? other.reads[value] : value);
    if (LIBPQ.has(name)) params.push([name, value]);
    else if (other && word !== undefined && isLegal(other.keyword, word)) params.push([other.keyword, word]);
    else if (!absorbed.includes(name)) unread.push(name);
  }
  return { params: Object.fromEntries(params), unread };
}

function isLegal(keyword: string, word: string): boolean {
  return LIBPQ.get(keyword)?.accepts?.value.test(word) ?? true;
}

function reads(target: Target, server: Server, mode: Mode, name: string): boolean {
  const { connection: layout, urlParameters: driver, ignoredKeys } = target;
  if (layout.layout === "none" || driver?.withoutEffect?.includes(name)) return false;
  if (driver && !accepts(driver, name, server.dsn.params[name]!)) return false;
  const inString =
    driver !== undefined &&
    ((driver.libpq === true && LIBPQ.has(name)) ||
      readsOwn(driver, name) ||
      (driver.unknown === "sent to the server" && serverTakes(name)));
  if (layout.layout === "url") return inString;
  const key = `${layout.prefix}${name}`;
  const option = layout.option ? layout.option(name, server.dsn.params[name]!, server.dsn) : ignoredKeys.includes(key);
  if (option) return true;
  // null: the tool refuses or ignores it in the URL, too
  if (option === null) return false;
  return inString && writesUrl(layout, server, mode);
}

/** Whether the driver takes the value of a parameter that it has; of any other, it is not known. */
function accepts({ others }: UrlParameters, name: string, value: string): boolean {
  const codec = Object.hasOwn(others, name) ? others[name] : null;
  return !codec || !("error" in codec.decode(value));
}

function equivalent(
  driver: UrlParameters | undefined,
  name: string,
  value: string,
): readonly [string, string] | undefined {
  const found = Object.entries(driver?.equivalents ?? {}).find(([, { keyword }]) => keyword === name);
  if (!found) return undefined;
  const [own, { writes }] = found;
  return Object.hasOwn(writes, value) ? [own, writes[value]!] : undefined;
}

function foreignRemarks(names: readonly string[]): Remark[] {
  if (names.length === 0) return [];
  const message = `has parameters that only its own driver reads, and they are left out: ${names.join(", ")}`;
  return [{ kind: "unsupported", message }];
}

const SESSION_ATTRIBUTES = "target_session_attrs";

/** Parameters whose absence changes who is trusted, or where a session may go. */
const HARMFUL: ReadonlySet<string> = new Set([
  "hostaddr",
  ...["requirepeer", "ssl_max_protocol_version", "ssl_min_protocol_version", "sslcertmode", "sslcrl", "sslcrldir"],
]);

/** Values that are the default, of libpq or of every driver, so nothing is lost with them. */
const DEFAULTS: Readonly<Record<string, RegExp>> = {
  [SESSION_ATTRIBUTES]: /^(?:any)?$/,
  load_balance_hosts: /^(?:disable)?$/,
  client_encoding: /^(?:utf-?8|auto)?$/i,
};

/** A service is resolved when the config is loaded. */
const RESOLVED: ReadonlySet<string> = new Set(["service", "servicefile"]);

function lostRemarks({ title }: Target, gone: readonly string[], params: Readonly<Record<string, string>>): Remark[] {
  const stated = gone.filter((name) => !RESOLVED.has(name) && !(DEFAULTS[name] ?? /^$/).test(params[name]!));
  // what looks like no name may be a piece of a password
  const names = stated.map((name) => (/^[\w.-]{1,63}$/.test(name) ? name : "one whose name is not shown"));
  const wanted = params[SESSION_ATTRIBUTES]!;
  const others = names.filter((name) => name !== SESSION_ATTRIBUTES);
  const remarks: Remark[] = [];
  if (others.length < names.length)
    remarks.push({
      kind: "unsupported",
      message: `sets ${SESSION_ATTRIBUTES}${isLegal(SESSION_ATTRIBUTES, wanted) ? ` to ${wanted}` : ""}, which ${title} does not support: it uses any server that accepts the connection`,
      workaround: "set connection.host to an address that always leads to such a server",
      severity: "warning",
    });
  if (others.length > 0)
    remarks.push({
      kind: "unsupported",
      message: `sets parameters that ${title} does not support, and they are left out: ${others.join(", ")}`,
      ...(others.some((name) => HARMFUL.has(name)) && { severity: "warning" as const }),
    });
  return remarks;
}
