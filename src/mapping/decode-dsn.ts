// a connection string as settings, by the tables of the driver that reads it

import { invalid } from "../dsn/_raw.ts";
import { type DsnFault, type DsnScan, type ScanOptions, scanDsn } from "../dsn/parse.ts";
import { type DsnSetting, decodeParameters, fromEnvironment } from "./decode-parameters.ts";
import type { UrlParameters } from "./url-parameters.ts";

export type { DsnSetting };

/** What a connection string sets, and everything that is wrong with it. */
export interface DecodedDsn extends DsnScan {
  readonly settings: readonly DsnSetting[];
}

/** How it is read. */
export interface DecodeOptions {
  /** Environment whose `PG*` variables fill what the string leaves open. Default: none. */
  readonly env?: ScanOptions["env"];
  /**
   * Whether the driver is only the one that gets the string, so that a parameter that it does not read is still a setting,
   * for whoever renders it. Default: false.
   */
  readonly implied?: boolean;
}

/**
 * Reads a connection string by the tables of one driver; without one as libpq does. In the result, `params` has no
 * setting of a pool: these are among `settings`.
 */
export function decodeDsn(
  text: string,
  parameters: UrlParameters | undefined,
  { env, implied = false }: DecodeOptions = {},
): DecodedDsn {
  const scan = scanDsn(text, { driver: parameters?.id, env });
  // the caller decides how it is read, and nothing that the text looks like
  const driver = parameters === undefined ? undefined : scan.driver;
  const { dsn, pieces, pairs, certain } = scan;
  const { settings, faults, rest } = decodeParameters(pairs, { driver, parameters, implied, certain, pieces });
  if (env) settings.push(...fromEnvironment(env, settings));
  const scheme = schemeFault(dsn.scheme, parameters);
  if (scheme) faults.push(scheme);
  return { dsn: { ...dsn, params: rest }, driver, settings, pieces, faults: scan.withFaults(faults) };
}

// those of libraries that have further names for PostgreSQL
const OTHER_SCHEMES = /^(?:psql|pgsql|postgis)$/i;

function schemeFault(scheme: string | undefined, parameters: UrlParameters | undefined): DsnFault | undefined {
  if (scheme === undefined || !parameters || parameters.anyScheme || !OTHER_SCHEMES.test(scheme)) return undefined;
  if (parameters.prefixes?.includes(`${scheme.toLowerCase()}:`)) return undefined;
  const message = `${parameters.title} does not accept the scheme ${scheme}://`;
  return invalid({ start: 0, end: scheme.length }, message, { help: "Begin it with postgresql://." });
}

export type { DsnFault };
