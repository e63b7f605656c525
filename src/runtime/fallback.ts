// TLS modes that leave the choice to the server, which pg has not: the other way is tried where the first one is refused

import { serverOf } from "../mapping/connection.ts";
import type { Config } from "../model/model.ts";
import { rememberedOrigins, rememberOrigins } from "../model/provenance.ts";
import { hasNoTls } from "./failures.ts";

/** Whether TLS comes first, or second. */
export type TlsOrder = "prefer" | "allow";

/** The order of a config; undefined where its mode leaves nothing to the server. Over a Unix socket there is no TLS. */
export function tlsOrderOf(config: Config): TlsOrder | undefined {
  const { ssl, channelBinding } = config.connection;
  const { mode } = ssl;
  // without TLS there is no channel to bind to
  if (channelBinding === "require") return undefined;
  return (mode === "prefer" || mode === "allow") && !isSocket(config) ? mode : undefined;
}

/** The same config with a mode that pg has: where the server may choose, that of the way with TLS. */
export function firmTls(config: Config): Config {
  const { connection } = config;
  const { mode } = connection.ssl;
  if (mode !== "prefer" && mode !== "allow") return config;
  const ssl = { ...connection.ssl, mode: isSocket(config) ? ("disable" as const) : ("require" as const) };
  const copy = { ...config, connection: { ...connection, ssl } };
  const origins = rememberedOrigins(config);
  if (origins) rememberOrigins(copy, origins);
  return copy;
}

/** The options of the way without TLS. What is read late stays so. */
export function withoutTls(options: Record<string, unknown>): Record<string, unknown> {
  const plain = Object.getOwnPropertyDescriptors(options);
  plain.ssl = { value: false, enumerable: true, configurable: true, writable: true };
  return Object.defineProperties({}, plain) as Record<string, unknown>;
}

/** Which of the errors of both ways tells what is wrong: that with TLS, unless the server has none. */
export function tellingError(first: unknown, second: unknown, order: TlsOrder): unknown {
  const [withTls, plain] = order === "prefer" ? [first, second] : [second, first];
  return hasNoTls(withTls) ? plain : withTls;
}

/** Whether the server of a config is behind a Unix socket. */
export function isSocket(config: Config): boolean {
  return serverOf(config).dsn.hosts[0]?.host?.startsWith("/") === true;
}
