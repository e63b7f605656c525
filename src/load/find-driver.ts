// the tables of the driver that reads a connection string: the one that was named, or else detected

import { PoolcfgError } from "../diagnostics/errors.ts";
import { type DriverFacts, driverFacts, driverOfTargets, factsOf } from "../dsn/drivers.ts";
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
  if (namedDriver(id)) return;
  throw new PoolcfgError(
    "usage",
    `There is no DSN dialect ${JSON.stringify(id.slice(0, 60))}. Known: ${driverIds().join(", ")}.`,
  );
}

// the driver of that id, or that of a target
function namedDriver(id: string): DriverFacts | undefined {
  return factsOf(id) ?? driverOfTargets([id]);
}

/** How a connection string is read. */
export interface ReadOptions extends ScanOptions {
  /** Targets that get the string. If it has no parameter of another driver, it is read as theirs does. Default: none. */
  readonly targets?: readonly string[] | undefined;
}

/**
 * Reads a connection string as the driver of that id does; without an id, as the one that its parameters show; else as that
 * of the targets, or as libpq.
 *
 * @throws PoolcfgError `usage` for an unknown id of a driver.
 */
export function readConnectionString(
  text: string,
  { driver, targets = [], env }: ReadOptions = {},
): DecodedDsn & { readonly parameters: UrlParameters | undefined; readonly implied: boolean } {
  if (driver !== undefined) checkDriverId(driver);
  const certain = (driver === undefined ? undefined : namedDriver(driver)?.id) ?? scanDsn(text).driver?.id;
  const theirs = driverOfTargets(targets);
  const id = certain ?? (theirs?.needsPrefix ? undefined : theirs?.id);
  // the tables are loaded only for a string that needs them
  const parameters = id === undefined ? undefined : urlParameters.find((one) => one.id === id);
  const implied = certain === undefined;
  return { ...decodeDsn(text, parameters, { env, implied }), parameters, implied };
}
