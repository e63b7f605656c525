// from a config to what is tried: which servers, as whom, encrypted how
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { AuthenticationLimits } from "../model/authentication.ts";
import type { Config } from "../model/model.ts";
import {
  type Parameters,
  refuseUnsupported,
  SESSION_ATTRIBUTES,
  type SessionAttributes,
  wordOf,
} from "./parameters.ts";
import { defaultPasswordFile, openPasswordFile, type PasswordFile } from "./passfile.ts";

/** What is needed to connect. */
export interface Access {
  /** In the order in which they are tried. */
  readonly servers: readonly Place[];
  /** Which of them is accepted. */
  readonly sessionAttributes: SessionAttributes;
  readonly user: string;
  /** The password for a server, which may come from a password file. */
  passwordFor(place: Place): string | undefined;
  readonly database: string;
  readonly ssl: Config["connection"]["ssl"];
  /** Whether TLS begins with the first byte, as sslnegotiation=direct has it. */
  readonly directTls: boolean;
  /** What `node:tls` needs besides: the versions of TLS, and the password of the client key. */
  readonly tls: Pick<ConnectionOptions, "minVersion" | "maxVersion" | "passphrase">;
  /** How the server may ask for authentication. */
  readonly limits: AuthenticationLimits;
  /** Command-line options for the server, as the parameter `options` has them. */
  readonly startup: string | undefined;
  /** Folder that certificate files are relative to. */
  readonly cwd: string;
  /** Longest that one step may take, in milliseconds. */
  readonly timeout: number;
  /** How the admin console of a pooler is reached, where that is not at the address of the connection and as its role. */
  readonly console?: Access;
  /** What should be known of how these came about, such as a password file that does not count. */
  readonly notes: readonly string[];
}

/** One server: a host or the directory of a Unix socket, and a port. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** The address to connect to, where the host is only its name: hostaddr. */
  readonly address?: string;
}

/** What a connection is made of besides the config. */
export interface Surroundings {
  readonly parameters: Parameters;
  /** The environment, which says where the home folder is. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const NOTHING: Surroundings = { parameters: new Map(), variables: {} };

/**
 * What a config says of its connection, with libpq's defaults for what it leaves open.
 *
 * @throws PoolcfgError `usage` for what a connection of poolcfg's own cannot do, `input` for a file that it must not read.
 */
export function accessOf(
  { connection }: Config,
  cwd: string,
  timeout: number,
  { parameters, variables }: Surroundings = NOTHING,
): Access {
  refuseUnsupported(parameters);
  const user = connection.user ?? userInfo().username;
  const database = connection.database ?? user;
  const { ssl, channelBinding, requireAuth } = connection;
  const servers = serversOf(connection, parameters);
  refuseImpossible(connection, servers);
  const directTls = wordOf(parameters, "sslnegotiation", ["postgres", "direct"], "postgres") === "direct";
  if (directTls && !["require", "verify-ca", "verify-full"].includes(ssl.mode ?? ""))
    throw new PoolcfgError("usage", "sslnegotiation=direct needs sslmode require or stronger. Nothing was sent.");
  const given = connection.password?.reveal();
  const file = given === undefined ? passwordFile(parameters, cwd, variables) : undefined;
  const random = wordOf(parameters, "load_balance_hosts", ["disable", "random"], "disable") === "random";
  return {
    servers: random ? shuffled(servers) : servers,
    sessionAttributes: wordOf(parameters, "target_session_attrs", SESSION_ATTRIBUTES, "any"),
    user,
    passwordFor: ({ host, port }) => {
      const name = SOCKET_FOLDERS.includes(host) ? "localhost" : host;
      return given ?? file?.passwordFor({ host: name, port, database, user });
    },
    database,
    ssl,
    directTls,
    tls: tlsExtras(parameters),
    limits: { channelBinding, requireAuth },
    startup: parameters.get("options")?.value,
    cwd,
    timeout,
    notes: file?.ignored === undefined ? [] : [file.ignored],
  };
}

// libpq looks a Unix socket in its default folder up as localhost; which one that is depends on how it was built
const SOCKET_FOLDERS = ["/tmp", "/run/postgresql", "/var/run/postgresql"];

function serversOf({ host, port }: Config["connection"], parameters: Parameters): Place[] {
  const given = parameters.get("hostaddr");
  const addresses = given === undefined ? [] : given.value.split(",");
  const names = host === undefined ? addresses.map(() => "") : host.split(",");
  const hosts = names.length === 0 ? [""] : names;
  if (given !== undefined && addresses.length !== hosts.length)
    throw new PoolcfgError(
      "usage",
      `There are ${hosts.length} hosts and ${addresses.length} values of hostaddr (from ${given.origin.label}); as many of one as of the other are needed. Nothing was sent.`,
    );
  for (const address of addresses)
    if (address !== "" && isIP(address) === 0)
      throw new PoolcfgError(
        "usage",
        `hostaddr (from ${given!.origin.label}) is not an IP address. Write a name as host. Nothing was sent.`,
      );
  const ports = String(port ?? "").split(",");
  return hosts.map((name, at) => {
    const own = ports.length === 1 ? ports[0] : ports[at];
    const address = addresses[at] || undefined;
    return {
      host: name || (address ?? "localhost"),
      port: own ? Number(own) : 5432,
      ...(address !== undefined && { address }),
    };
  });
}

function passwordFile(parameters: Parameters, cwd: string, variables: Surroundings["variables"]): PasswordFile {
  const named = parameters.get("passfile");
  if (named === undefined) return openPasswordFile(defaultPasswordFile(variables));
  const path = resolve(cwd, named.value);
  if (named.boundary && !named.boundary.has(path))
    throw new PoolcfgError(
      "input",
      `passfile (from ${named.origin.label}) names a file outside of the project folder, so it was not read. Allow the folder of that file with --root FOLDER, or set PGPASSFILE.`,
    );
  return openPasswordFile(path);
}

const TLS_VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

function tlsExtras(parameters: Parameters): Access["tls"] {
  const version = (name: string) =>
    parameters.has(name) ? wordOf(parameters, name, TLS_VERSIONS, "TLSv1.2") : undefined;
  const [minVersion, maxVersion] = [version("ssl_min_protocol_version"), version("ssl_max_protocol_version")];
  const passphrase = parameters.get("sslpassword")?.value;
  return {
    ...(minVersion && { minVersion }),
    ...(maxVersion && { maxVersion }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}

function refuseImpossible({ ssl, channelBinding, gssEncMode }: Config["connection"], servers: readonly Place[]): void {
  if (gssEncMode === "require")
    throw new PoolcfgError(
      "usage",
      "gssencmode=require cannot be met: doctor has no GSSAPI encryption, so nothing was sent. Use psql, or check with TLS and gssencmode=prefer.",
    );
  if (channelBinding !== "require") return;
  const socket = servers.find(isSocket);
  const why = ssl.mode === "disable" ? "sslmode is disable" : socket && `${socket.host} is a Unix socket`;
  if (why === undefined) return;
  throw new PoolcfgError(
    "usage",
    `channel_binding=require needs TLS, and ${why}, so nothing was sent. Set sslmode to require or stronger, or remove channel_binding.`,
  );
}

/** Whether a host is the directory of a Unix socket. */
export function isSocket({ host, address }: Place): boolean {
  return address === undefined && /^[/@]/.test(host);
}

/**
 * Whether TLS is tried, in the order of libpq: `allow` and `prefer` have a second try.
 *
 * @returns one entry for each try; a Unix socket has no TLS, whatever the mode is.
 */
export function triesOf({ ssl, limits }: Access, place: Place): readonly boolean[] {
  if (isSocket(place)) return [false];
  // without TLS there is no channel to bind to
  if (limits.channelBinding === "require") return [true];
  return TRIES[ssl.mode ?? "prefer"];
}

const TRIES: Readonly<Record<NonNullable<Config["connection"]["ssl"]["mode"]>, readonly boolean[]>> = {
  disable: [false],
  allow: [false, true],
  prefer: [true, false],
  require: [true],
  "verify-ca": [true],
  "verify-full": [true],
};

/** How far the server's certificate is checked: as libpq does, whose every mode checks the chain once it has an authority. */
export function checkOf({ ssl }: Access): "none" | "chain" | "full" {
  if (ssl.mode === "verify-full") return "full";
  return ssl.mode === "verify-ca" || ssl.ca !== undefined ? "chain" : "none";
}

/**
 * The options of `node:tls`.
 *
 * @throws PoolcfgError `input` for a certificate file that cannot be read.
 */
export function tlsOptions(access: Access, { host, address }: Place): ConnectionOptions {
  const { ca, cert, key, serverName } = access.ssl;
  const check = checkOf(access);
  const read = (path: string | undefined, name: string) =>
    path === undefined ? {} : { [name]: readPem(resolve(access.cwd, path), path) };
  return {
    // libpq's word for the authorities that the system trusts
    ...(ca === "system" ? {} : read(ca, "ca")),
    ...read(cert, "cert"),
    ...read(key, "key"),
    ...access.tls,
    // pg names the host that it connects to, and here that is an address
    ...(address !== undefined && isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: check !== "none",
    // an address has no server name, and node:tls would check for "localhost"
    checkServerIdentity: (_, certificate) =>
      check === "full" ? checkServerIdentity(serverName ?? host, certificate) : undefined,
  };
}

function readPem(path: string, shown: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PoolcfgError("input", `The certificate file ${shown} cannot be read (${code}).`, { cause: error });
  }
}
