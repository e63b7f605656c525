// How connections are created from a config: the options for pg, and the settings sent to the server before first use

import { PoolcfgError } from "../diagnostics/errors.ts";
import { guardAuthentication, hasLimits } from "../drivers/pg/authentication.ts";
import type { Target } from "../mapping/define.ts";
import { settingsFor } from "../mapping/encode.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { readStartup } from "../mapping/startup-options.ts";
import type { Config } from "../model/model.ts";
import nodePostgres from "../targets/node-postgres.ts";
import type { Client, ClientFactory } from "./client.ts";
import { firmTls, isSocket, type TlsOrder, withoutTls } from "./fallback.ts";
import { guardParser } from "./parser.ts";
import { POOL_OPTION_NAMES } from "./pg-options.ts";
import type { PoolFactory } from "./pool.ts";
import { localSettings, type ServerSetting, setForSession } from "./session.ts";

/** Creates a pg client. */
export type ClientClass = new (options: Record<string, unknown>) => Client;

/** The pg option for each server setting that is sent as a startup parameter. */
const STARTUP = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];

/** The options passed to pg for each client. They contain the password. */
export type ClientOptions = Record<string, unknown>;

/**
 * Libraries copy the options of a pool to make a client of their own, such as one that cancels a query. A connection
 * string is hidden from such a copy, because it contains the password; host, port, user and database are not.
 */
const IN_PARTS: Target = {
  ...nodePostgres,
  connection: { ...(nodePostgres.connection as OptionsLayout), urlHolds: () => false },
};

/**
 * The pg options for each client of a config. If the server may choose whether to use TLS, these are the options with
 * TLS.
 *
 * @throws PoolcfgError `config` if pg cannot reach the server that the config names.
 */
export function clientOptions(config: Config): ClientOptions {
  refuseImpossible(config);
  const { value, deviations } = settingsFor(IN_PARTS, firmTls(config), "live");
  const refused = deviations.filter(({ severity, path }) => severity === "error" && !path.startsWith("pool."));
  if (refused.length > 0) throw new PoolcfgError("config", refused.map(({ message }) => message).join("; "));
  // lazily read values, such as a certificate, stay lazy
  const options = Object.defineProperties({}, Object.getOwnPropertyDescriptors(value as object)) as ClientOptions;
  for (const name of POOL_OPTION_NAMES) delete options[name];
  return options;
}

// requirements that pg can never meet are reported before a connection is opened
function refuseImpossible(config: Config): void {
  const { channelBinding, gssEncMode, ssl } = config.connection;
  if (gssEncMode === "require")
    throw new PoolcfgError(
      "config",
      "gssencmode=require cannot be met: pg has no GSSAPI encryption. Use TLS with connection.ssl.mode verify-full, and gssencmode=prefer.",
    );
  if (channelBinding !== "require") return;
  const why = isSocket(config) ? "the server is behind a Unix socket" : "connection.ssl.mode is disable";
  if (isSocket(config) || ssl.mode === "disable")
    throw new PoolcfgError(
      "config",
      `channel_binding=require needs TLS, and ${why}. Set connection.ssl.mode to require or stronger, or remove channel_binding.`,
    );
}

/**
 * How connections with these options are created. Behind a pooler that rejects or does not keep session settings, the
 * settings are removed from the options and sent in another way.
 *
 * @param order which of TLS and no TLS is tried first; set if the server may choose.
 */
export function factoryOf(
  options: ClientOptions,
  { pooler, connection }: Pick<Config, "pooler" | "connection">,
  Base: ClientClass,
  order: TlsOrder | undefined,
  onConnect?: (client: Client) => unknown,
): Omit<PoolFactory, "Client"> {
  const taken = pooler.kind === null ? [] : takeSettings(options);
  // a session of our own needs the settings once; a shared one may serve someone else at the next statement
  const local = taken.length > 0 && pooler.mode !== "session";
  const Made = local ? localSettings(Base, taken) : Base;
  const guarded = (client: Client) => {
    guardAuthentication(client, connection);
    guardParser(client);
    return client;
  };
  const make: ClientFactory = () => guarded(new Made(options));
  // a Client without support for timeouts is rejected now, and not at the first connect
  if (hasLimits(connection)) make();
  const plain = order && withoutTls(options);
  const makePlain: ClientFactory = () => guarded(new Made(plain!));
  let latest = order === "allow" ? makePlain : make;
  return {
    make: latest,
    established(way) {
      latest = way;
    },
    get ssl() {
      return latest === makePlain ? false : options.ssl;
    },
    ...(order && { other: { make: order === "allow" ? make : makePlain, order } }),
    async prepare(client) {
      if (taken.length > 0 && !local) await client.query(setForSession(taken));
      await onConnect?.(client);
    },
  };
}

function takeSettings(options: ClientOptions): ServerSetting[] {
  const settings: ServerSetting[] = [];
  for (const name of STARTUP) {
    if (options[name] !== undefined) settings.push({ name, value: String(options[name]) });
    delete options[name];
  }
  const startup = readStartup(String(options.options ?? ""));
  const words = startup.filter(({ setting }) => setting === undefined).flatMap((part) => part.words);
  for (const { setting, value } of startup) if (setting !== undefined) settings.push({ name: setting, value });
  if (words.length > 0) options.options = words.join(" ");
  else delete options.options;
  return settings;
}
