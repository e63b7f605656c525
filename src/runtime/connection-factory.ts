// how the connections of a config are made: the options of pg, and what is said to the server before anyone has them

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
import type { PoolRecipe } from "./pool.ts";
import { localSettings, type ServerSetting, setForSession } from "./session.ts";

/** Makes a client of pg. */
export type ClientClass = new (options: Record<string, unknown>) => Client;

/** Options of pg by the server setting that they send as the connection starts. */
const STARTUP = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];

/** What pg is given for each client. It holds the password. */
export type ClientOptions = Record<string, unknown>;

/**
 * Libraries copy the options of a pool to make a client of their own, such as one that cancels a query. A connection string
 * is hidden from such a copy, because it holds the password; host, port, user and database are not.
 */
const IN_PARTS: Target = {
  ...nodePostgres,
  connection: { ...(nodePostgres.connection as OptionsLayout), urlHolds: () => false },
};

/**
 * The options of pg for each client of a config; where the server may choose, those of the way with TLS.
 *
 * @throws PoolcfgError `config` where pg cannot reach the server that the config names.
 */
export function clientOptions(config: Config): ClientOptions {
  refuseImpossible(config);
  const { value, deviations } = settingsFor(IN_PARTS, firmTls(config), "live");
  const refused = deviations.filter(({ severity, path }) => severity === "error" && !path.startsWith("pool."));
  if (refused.length > 0) throw new PoolcfgError("config", refused.map(({ message }) => message).join("; "));
  // what is read late, such as a certificate, stays so
  const options = Object.defineProperties({}, Object.getOwnPropertyDescriptors(value as object)) as ClientOptions;
  for (const name of POOL_OPTION_NAMES) delete options[name];
  return options;
}

// what no connection of pg could meet is said before one is opened
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
 * How connections with these options are made. Before a pooler that refuses or forgets what a session sets, the settings are
 * taken out of the options and said in another way.
 *
 * @param order where the server may choose whether there is TLS.
 */
export function recipeOf(
  options: ClientOptions,
  { pooler, connection }: Pick<Config, "pooler" | "connection">,
  Base: ClientClass,
  order: TlsOrder | undefined,
  onConnect?: (client: Client) => unknown,
): Omit<PoolRecipe, "Client"> {
  const taken = pooler.kind === null ? [] : takeSettings(options);
  // a session that ends with the connection may be told once; another may be anyone's at the next statement
  const local = taken.length > 0 && pooler.mode !== "session";
  const Made = local ? localSettings(Base, taken) : Base;
  const guarded = (client: Client) => {
    guardAuthentication(client, connection);
    guardParser(client);
    return client;
  };
  const make: ClientFactory = () => guarded(new Made(options));
  // a Client that cannot be limited is refused now, and not at the first connect
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
