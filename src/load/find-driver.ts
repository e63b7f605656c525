// the tables of the driver that reads a connection string: the one that was named, or else detected

import { PoolcfgError } from "../diagnostics/errors.ts";
import { driverFacts } from "../dsn/drivers.ts";
import { type ScanOptions, scanDsn } from "../dsn/parse.ts";
import { type DecodedDsn, decodeDsn } from "../mapping/decode-dsn.ts";
import type { UrlParameters } from "../mapping/url-parameters.ts";
import { urlParameters } from "./url-parameters.gen.ts";

/** The ids that name a way to read connection strings. */
export function driverIds(): string[] {
  return driverFacts.map(({ id }) => id);
}

/**
 * Checks the id of a driver.
 *
 * @throws PoolcfgError `usage` with the ids that there are.
 */
export function checkDriverId(id: string): void {
  if (driverFacts.some((driver) => driver.id === id)) return;
  throw new PoolcfgError(
    "usage",
    `There is no DSN dialect ${JSON.stringify(id.slice(0, 60))}. Known: ${driverIds().join(", ")}.`,
  );
}

/** Reads a connection string as the driver of that id does; without an id, as the one that its parameters show, or as libpq. */
export function readConnectionString(
  text: string,
  { driver, env }: ScanOptions = {},
): DecodedDsn & { readonly parameters: UrlParameters | undefined } {
  if (driver !== undefined) checkDriverId(driver);
  const id = driver ?? scanDsn(text).driver?.id;
  // the tables are loaded only for a string that needs them
  const parameters = id === undefined ? undefined : urlParameters.find((one) => one.id === id);
  return { ...decodeDsn(text, parameters, env), parameters };
}
