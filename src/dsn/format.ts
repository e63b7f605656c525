// writes a connection string
import { MASK } from "../text/secret.ts";
import type { Dsn, DsnHost } from "./parse.ts";

/** How a URL says hosts that are not names, where a tool reads them otherwise than libpq. */
export interface HostStyle {
  readonly socket?: "host" | undefined;
  readonly address?: "encoded" | undefined;
  readonly several?: "query" | undefined;
}

/**
 * Writes a connection URI that libpq reads back as the same parts; everything that has to be is percent-encoded.
 * The directory of a Unix socket, and a port without a host, are written as parameters, because URL parsers refuse them
 * before the path. `socket`: a directory stands as the host all the same, percent-encoded; `address`: so does an address
 * of IPv6, without brackets; `several`: more hosts than one are written as parameters.
 */
export function formatDsn(dsn: Dsn, { socket, address, several }: HostStyle = {}): string {
  const { user, password, database, params } = dsn;
  const scheme = dsn.scheme === undefined || dsn.scheme === "socket" ? "postgresql" : dsn.scheme;
  // the JDBC driver takes no credentials before the host
  const jdbc = scheme.startsWith("jdbc:");
  const query: [string, string][] = [];
  const apart = several === "query" && dsn.hosts.length > 1;
  const servers =
    apart ||
    dsn.hosts.some(({ host, port }) => (isDirectory(host) && socket !== "host") || (!host && port !== undefined))
      ? serverParams(dsn.hosts, query)
      : dsn.hosts.map((server) => formatServer(server, address)).join(",");
  let credentials = "";
  if (jdbc) {
    if (user) query.push(["user", user]);
  } else if (user || password) credentials = `${encode(user ?? "")}${password ? `:${encode(password)}` : ""}@`;
  for (const [name, value] of Object.entries(params)) query.push([name, value]);
  // last, because a name that nobody knows after it may be taken for a piece of it
  if (jdbc && password) query.push(["password", password]);
  // nor a host without a path
  const needsPath = jdbc || query.length > 0 || credentials !== "";
  const path = database ? `/${encode(database)}` : needsPath ? "/" : "";
  const search = query.map(([name, value]) => `${encode(name)}=${encodeValue(value)}`).join("&");
  return `${scheme}://${credentials}${servers}${path}${search === "" ? "" : `?${search}`}`;
}

function serverParams(hosts: readonly DsnHost[], query: [string, string][]): string {
  const names = hosts.map(({ host }) => host ?? "").join(",");
  const ports = hosts.map(({ port }) => port ?? "").join(",");
  if (names !== "") query.push(["host", names]);
  if (/\d/.test(ports)) query.push(["port", ports]);
  return "";
}

function formatServer({ host = "", port }: DsnHost, address: HostStyle["address"]): string {
  const name = host.includes(":") && address !== "encoded" ? `[${encode(host).replaceAll("%3A", ":")}]` : encode(host);
  return port === undefined ? name : `${name}:${port}`;
}

function isDirectory(host: string | undefined): boolean {
  return host !== undefined && /^[/@]/.test(host);
}

/** Keeps what needs no encoding in a value, so that a path or a list stays readable. */
function encodeValue(text: string): string {
  return encode(text).replace(/%(?:2F|2C|3A)/g, (code) => KEPT[code]!);
}

const KEPT: Readonly<Record<string, string>> = { "%2F": "/", "%2C": ",", "%3A": ":" };

// a lone surrogate has no encoding and stays as it is; so does a mask, which is to be seen
function encode(text: string): string {
  if (text === MASK) return text;
  return text.replace(/[^A-Za-z0-9_.~-]/gu, (char) =>
    /[\ud800-\udfff]/.test(char) && char.length === 1 ? char : percent(char),
  );
}

function percent(char: string): string {
  return encodeURIComponent(char).replace(/[!'()*]/g, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`);
}
