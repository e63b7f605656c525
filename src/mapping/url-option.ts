// a connection URL among the options of a tool: its parameters mean what that tool reads in them

import { getKey, isTree, type Tree } from "../codecs/literal.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { serverTakes } from "../dsn/_server.ts";
import { uncheckedBy } from "../dsn/direct.ts";
import { driverOfTargets } from "../dsn/drivers.ts";
import { formatDsn } from "../dsn/format.ts";
import { type DsnFault, scanDsn } from "../dsn/parse.ts";
import type { Path } from "../model/model.ts";
import { decodeDsn } from "./decode-dsn.ts";
import { entriesOf, type NativeIssue, type Target, uncheckedCertificate } from "./define.ts";
import type { OptionsLayout } from "./layout.ts";
import { mappingsOf, readsOwn, sslModeIn } from "./url-parameters.ts";

/** What a URL among the options says. */
export interface UrlOption {
  /** The URL less its settings and what the tool ignores, so that nobody else takes these for settings. */
  readonly url: string;
  readonly values: readonly { readonly path: Path; readonly value: unknown; readonly note?: string }[];
  readonly faults: readonly NativeIssue[];
}

/** Reads the URL that stands under the layout's key. */
export function readUrlOption(target: Target, layout: OptionsLayout, url: string): UrlOption {
  const { urlParameters: driver } = target;
  if (!driver || url.includes("${")) return { url, values: [], faults: [] };
  const { dsn, settings, faults } = decodeDsn(url, driver);
  const told = atKey(faults, layout.url ?? "");
  if (told.some(isUnreadable)) return { url, values: [], faults: told };
  const sends = driver.unknown === "sent to the server";
  const pathOf = new Map(mappingsOf(driver).flatMap(([path, { keys }]) => keys.map((key) => [key, path] as const)));
  const values = settings
    .filter(({ param }) => sends || pathOf.has(param))
    .map(({ path, value }) => ({ path, value: value as unknown }));
  const readsTls = Object.hasOwn(driver.others, "sslmode");
  const { sslmode } = readsTls ? dsn.params : {};
  const mode = readsTls ? sslModeIn(dsn.params, layout.sslModes, driver.libpqModes) : undefined;
  const tls =
    mode === undefined ? [] : [{ path: "connection.ssl.mode" as const, value: mode, ...noted(sslmode!, mode, target) }];
  const unchecked = readsTls ? uncheckedBy(dsn.params) : undefined;
  if (unchecked) told.push({ ...uncheckedCertificate(...unchecked), key: layout.url ?? "" });
  const gone = new Set([
    ...values.map(({ path }) => path as string),
    ...(mode === undefined ? [] : ["connection.ssl.mode"]),
  ]);
  const kept = Object.entries(dsn.params).filter(([name]) => {
    if (name === "sslmode" && readsTls) return !gone.has("connection.ssl.mode");
    if (sends && settings.some(({ param: taken }) => taken === name)) return false;
    const path = pathOf.get(name);
    return path === undefined ? Object.hasOwn(driver.others, name) || (sends && serverTakes(name)) : !gone.has(path);
  });
  // a setting of the pool is no longer among the parameters
  const pooled = settings.some(({ path }) => path.startsWith("pool."));
  const same = !pooled && kept.length === Object.keys(dsn.params).length && settings.length === values.length;
  const rest = same ? url : formatDsn({ ...dsn, params: Object.fromEntries(kept) });
  return { url: rest, values: [...values, ...tls], faults: told };
}

/** Rules on a value that was read: a 0 that the driver does not take for off. */
const OF_READ_VALUES: ReadonlySet<string> = new Set(["zero-not-off"]);

/** Whether a fault leaves open what the string means. */
export function isUnreadable({ rule, severity }: Pick<DsnFault, "rule" | "severity">): boolean {
  return severity === "error" && !OF_READ_VALUES.has(rule);
}

/** Whether a program may give the library a connection string as it is. */
export function takesUrl({ connection: layout, urlParameters }: Pick<Target, "connection" | "urlParameters">): boolean {
  return urlParameters !== undefined || (layout.layout === "options" && layout.mergesQuery === true);
}

/** Whether the library itself does something with a parameter of such a string. */
export function readsParameter(target: Target, name: string): boolean {
  const { urlParameters: driver } = target;
  // the parameters are its options
  if (!driver) return LIBPQ.has(name) || entriesOf(target).some(([, { keys }]) => (keys as string[]).includes(name));
  return readsOwn(driver, name) || (driver.libpq === true && LIBPQ.has(name));
}

/** Whether the string was read as the target reads it, so that what is wrong with it for the target is reported already. */
export function isReadAs(target: Target, url: string, targets: readonly Target[]): boolean {
  const read = scanDsn(url).driver ?? driverOfTargets(targets.map(({ id }) => id));
  return read !== undefined && read.id === target.urlParameters?.id;
}

/** What the library makes of `sslmode` in a connection string, if it reads that from there. */
export function readsModeAs(
  { connection: layout, urlParameters: driver }: Pick<Target, "connection" | "urlParameters">,
  url: string,
): { readonly word: string; readonly mode: string; readonly help: string } | undefined {
  if (layout.layout !== "options" || !driver?.sslModes || !readsOwn(driver, "sslmode")) return undefined;
  const { params } = scanDsn(url, { driver: driver.id }).dsn;
  const mode = sslModeIn(params, layout.sslModes, driver.libpqModes);
  // what is a sentence of its own is said of the mode itself
  if (mode === undefined || !Object.values(driver.sslModes).includes(mode)) return undefined;
  const compatible =
    driver.libpqModes === undefined ? "" : `, or add ${driver.libpqModes}=true for the meaning of libpq`;
  return { word: params.sslmode!, mode, help: `Write sslmode=${mode} if that is meant${compatible}.` };
}

/** The faults of a URL, told at the key that it stands under. */
export function atKey(faults: readonly DsnFault[], key: string): NativeIssue[] {
  return faults.map(({ start: _, end: __, mended, help, ...fault }) => ({
    ...fault,
    key,
    ...((help ?? mended) !== undefined && { help: help ?? `It should read: ${mended}` }),
  }));
}

function noted(written: string, mode: string, target: Target): { note?: string } {
  return written === mode ? {} : { note: `${target.title} reads sslmode=${written} as this` };
}

/** The options that a parameter of the URL beside them erases. */
export function erasedOptions(layout: OptionsLayout, settings: Tree): NativeIssue[] {
  const url = layout.url === undefined ? undefined : getKey(settings, layout.url);
  if (typeof url !== "string") return [];
  const { params } = scanDsn(url).dsn;
  return Object.entries(layout.overridden).flatMap(([key, names]): NativeIssue[] => {
    const name = names.find((one) => Object.hasOwn(params, one));
    if (name === undefined || !isTree(getKey(settings, key))) return [];
    const message = `${key} is erased by the ${name} in ${layout.url}`;
    return [
      { rule: "url-erases-option", severity: "warning", key, message, help: `Take ${name} out of ${layout.url}.` },
    ];
  });
}
