// from a config to what is tried: which servers, as whom, encrypted how
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";
import { PoolcfgError } from "../errors.ts";
import type { AuthenticationLimits } from "../schema/_authentication.ts";
import type { Config } from "../schema/model.ts";

/** What is needed to connect. */
export interface Access {
  /** In the order in which they are tried. */
  readonly servers: readonly Place[];
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  readonly ssl: Config["connection"]["ssl"];
  /** How the server may ask for authentication. */
  readonly limits: AuthenticationLimits;
  /** Folder that certificate files are relative to. */
  readonly cwd: string;
  /** Longest that one step may take, in milliseconds. */
  readonly timeout: number;
}

/** One server: a host or the directory of a Unix socket, and a port. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * What a config says of its connection, with libpq's defaults for what it leaves open.
 *
 * @throws PoolcfgError `usage` for what a connection of poolcfg's own cannot do.
 */
export function accessOf({ connection }: Config, cwd: string, timeout: number): Access {
  const user = connection.user ?? userInfo().username;
  const hosts = (connection.host ?? "localhost").split(",").map((host) => (host === "" ? "localhost" : host));
  const ports = String(connection.port ?? "").split(",");
  const servers = hosts.map((host, at) => {
    const port = ports.length === 1 ? ports[0] : ports[at];
    return { host, port: port ? Number(port) : 5432 };
  });
  const password = connection.password?.reveal();
  const { ssl, channelBinding, requireAuth } = connection;
  refuseImpossible(connection, servers);
  const limits = { channelBinding, requireAuth };
  return { servers, user, password, database: connection.database ?? user, ssl, limits, cwd, timeout };
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
export function isSocket({ host }: Place): boolean {
  return /^[/@]/.test(host);
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
export function tlsOptions(access: Access, { host }: Place): ConnectionOptions {
  const { ca, cert, key, serverName } = access.ssl;
  const check = checkOf(access);
  const read = (path: string | undefined, name: string) =>
    path === undefined ? {} : { [name]: readPem(resolve(access.cwd, path), path) };
  return {
    // libpq's word for the authorities that the system trusts
    ...(ca === "system" ? {} : read(ca, "ca")),
    ...read(cert, "cert"),
    ...read(key, "key"),
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
