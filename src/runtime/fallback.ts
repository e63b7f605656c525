// TLS modes that let the server choose, which pg lacks: if the first attempt is rejected, the alternative is tried

import { serverOf } from "../mapping/connection.ts";
import type { Config } from "../model/model.ts";
import { hasNoTls } from "./failures.ts";

/** Whether TLS is tried first or second. */
export type TlsOrder = "prefer" | "allow";

/** The order for a config; undefined if its mode does not let the server choose. There is no TLS over a Unix socket. */
export function tlsOrderOf(config: Config): TlsOrder | undefined {
  const { ssl, channelBinding } = config.connection;
  const { mode } = ssl;
  // channel binding needs TLS
  if (channelBinding === "require") return undefined;
  return (mode === "prefer" || mode === "allow") && !isSocket(config) ? mode : undefined;
}

/** The same config with a mode that pg supports: if the server may choose, the mode with TLS. */
export function firmTls(config: Config): Config {
  const { connection } = config;
  const { mode } = connection.ssl;
  if (mode !== "prefer" && mode !== "allow") return config;
  const ssl = { ...connection.ssl, mode: isSocket(config) ? ("disable" as const) : ("require" as const) };
  return { ...config, connection: { ...connection, ssl } };
}

/** The options without TLS. Lazily read values stay lazy. */
export function withoutTls(options: Record<string, unknown>): Record<string, unknown> {
  const plain = Object.getOwnPropertyDescriptors(options);
  plain.ssl = { value: false, enumerable: true, configurable: true, writable: true };
  return Object.defineProperties({}, plain) as Record<string, unknown>;
}

/** The error to report of both attempts: the one with TLS, unless the server does not support TLS. */
export function tellingError(first: unknown, second: unknown, order: TlsOrder): unknown {
  const [withTls, plain] = order === "prefer" ? [first, second] : [second, first];
  return hasNoTls(withTls) ? plain : withTls;
}

/** Whether the server of a config is behind a Unix socket. */
export function isSocket(config: Config): boolean {
  return serverOf(config).dsn.hosts[0]?.host?.startsWith("/") === true;
}
