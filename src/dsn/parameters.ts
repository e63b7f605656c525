// what the name of a parameter means to a driver, without loading the driver

import { closest, distance } from "fastest-levenshtein";
import type { Path } from "../model/model.ts";
import { isSecretParam } from "../text/redact.ts";
import { LIBPQ } from "./_libpq.ts";
import type { Param } from "./_param.ts";
import type { Pair } from "./_raw.ts";
import { readOptions, SERVER_PARAMS, serverTakes } from "./_server.ts";
import { type DriverFacts, driverFacts, hasParameter } from "./drivers.ts";

/** The setting that a parameter carries by libpq's or the server's table; else whether the driver reads it at all. */
export function meaningOf(name: string, driver: DriverFacts | undefined): Param | "read" | "unknown" {
  if (driver && Object.hasOwn(driver.settings, name)) return "read";
  if (!driver || driver.libpq || driver.others.includes(name)) {
    const keyword = LIBPQ.get(name);
    if (keyword) return keyword.param ?? "read";
    if (driver?.others.includes(name)) return "read";
  }
  if (driver?.unknown === "sent to the server" && serverTakes(name)) return SERVER_PARAMS.get(name) ?? "read";
  return "unknown";
}

/** The path of each setting that parameters carry, with the name of the parameter. Values are not looked at. */
export function settingNames(
  params: Readonly<Record<string, string>>,
  driver: DriverFacts | undefined,
): ReadonlyMap<Path, string> {
  const found = new Map<Path, string>();
  for (const { name } of meaningOf("options", driver) === "read" ? readOptions(params.options ?? "") : []) {
    const path = SERVER_PARAMS.get(name)?.path;
    if (path !== undefined) found.set(path, "options");
  }
  for (const name of Object.keys(params)) {
    const own = driver && Object.hasOwn(driver.settings, name) ? driver.settings[name] : undefined;
    const off = LIBPQ.get(name)?.switchesOff;
    const meant = meaningOf(name, driver);
    const other = typeof meant === "object" ? meant : driver ? undefined : SERVER_PARAMS.get(name);
    const path = own ?? other?.path ?? (meant === "read" && /^[-+]?0+$/.test(params[name]!) ? off : undefined);
    if (path !== undefined) found.set(path, name);
  }
  return found;
}

/** The names of the parameters that carry settings, and the parameters without those of a pool. */
export function splitSettings(
  params: Readonly<Record<string, string>>,
  driver: DriverFacts | undefined,
): { readonly names: readonly string[]; readonly rest: Readonly<Record<string, string>> } {
  const settings = [...settingNames(params, driver)];
  const pool = new Set(settings.flatMap(([path, name]) => (path.startsWith("pool.") ? [name] : [])));
  const rest = Object.fromEntries(Object.entries(params).filter(([name]) => !pool.has(name)));
  return { names: [...new Set(settings.map(([, name]) => name))], rest };
}

/** Names after a password that nobody knows: an unescaped "&" or blank makes a name of the rest of it. */
export function piecesIn(pairs: readonly Pick<Pair, "name">[], driver: DriverFacts | undefined): Set<string> {
  const first = pairs.findIndex(({ name }) => isSecretParam(name));
  const later = first === -1 ? [] : pairs.slice(first + 1).map(({ name }) => name);
  // one that is nearly a known name is no piece of a password
  const known = (name: string) =>
    meaningOf(name, driver) !== "unknown" || isSecretParam(name) || didYouMean(name, driver) !== undefined;
  return new Set(later.filter((name) => !known(name) && !isAnyones(name)));
}

/** Whether any driver has a parameter of that name. */
function isAnyones(name: string): boolean {
  return LIBPQ.has(name) || driverFacts.some((driver) => hasParameter(driver, name));
}

/** Whether two names are the same word, whatever its case and separators. */
export function isSameWord(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}

/** The parameter of the driver that was probably meant. */
export function didYouMean(name: string, driver: DriverFacts | undefined): string | undefined {
  if (name.length < 3 || name.length > 63) return undefined;
  const sent = driver?.unknown === "sent to the server" ? [...SERVER_PARAMS.keys()] : [];
  const own = driver ? [...Object.keys(driver.settings), ...driver.others, ...sent] : [];
  const words = !driver || driver.libpq ? [...own, ...LIBPQ.keys()] : own;
  const same = words.find((word) => isSameWord(word, name));
  if (same !== undefined) return same;
  // without a driver, another tool's parameter may have been meant
  const all = driver ? words : [...words, ...driverFacts.flatMap(({ settings }) => Object.keys(settings))];
  const best = closest(name, all);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 4)) ? best : undefined;
}
