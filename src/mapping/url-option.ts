// a connection URL among the options of a tool: its parameters mean what that tool reads in them

import { getKey, isTree, type Tree } from "../codecs/literal.ts";
import { sslModeIn } from "../dialects/_define.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { serverTakes } from "../dsn/_server.ts";
import { uncheckedBy } from "../dsn/direct.ts";
import { formatDsn } from "../dsn/format.ts";
import { type DsnFault, scanDsn } from "../dsn/parse.ts";
import type { Path } from "../model/model.ts";
import { entriesOf, type Issue, type Target, uncheckedCertificate } from "./define.ts";
import type { OptionsLayout } from "./layout.ts";

/** What a URL among the options says. */
export interface UrlOption {
  /** The URL less its settings and what the tool ignores, so that nobody else takes these for settings. */
  readonly url: string;
  readonly values: readonly { readonly path: Path; readonly value: unknown; readonly note?: string }[];
  readonly faults: readonly Issue[];
}

/** Reads the URL that stands under the layout's key. */
export function readUrlOption(target: Target, layout: OptionsLayout, url: string): UrlOption {
  const { dialect } = target;
  if (!dialect || url.includes("${")) return { url, values: [], faults: [] };
  const { dsn, settings, faults } = scanDsn(url, { dialect: dialect.id });
  const told = atKey(faults, layout.url ?? "");
  if (told.some(({ severity }) => severity === "error")) return { url, values: [], faults: told };
  const sends = dialect.unknown === "sent to the server";
  const values = settings
    .filter(({ param }) => sends || Object.hasOwn(dialect.params, param))
    .map(({ path, value }) => ({ path, value: value as unknown }));
  const readsTls = dialect.known.includes("sslmode");
  const { sslmode } = readsTls ? dsn.params : {};
  const mode = readsTls ? sslModeIn(dsn.params, layout.sslModes, dialect.libpqModes) : undefined;
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
    const param = Object.hasOwn(dialect.params, name) ? dialect.params[name] : undefined;
    if (sends && settings.some(({ param: taken }) => taken === name)) return false;
    return param ? !gone.has(param.path) : dialect.known.includes(name) || (sends && serverTakes(name));
  });
  // a setting of the pool is no longer among the parameters
  const pooled = settings.some(({ path }) => path.startsWith("pool."));
  const same = !pooled && kept.length === Object.keys(dsn.params).length && settings.length === values.length;
  const rest = same ? url : formatDsn({ ...dsn, params: Object.fromEntries(kept) });
  return { url: rest, values: [...values, ...tls], faults: told };
}

/** Whether a program may give the library a connection string as it is. */
export function takesUrl({ connection: layout, dialect }: Pick<Target, "connection" | "dialect">): boolean {
  return dialect !== undefined || (layout.layout === "options" && layout.mergesQuery === true);
}

/** Whether the library itself does something with a parameter of such a string. */
export function readsParameter(target: Target, name: string): boolean {
  const { dialect } = target;
  // the parameters are its options
  if (!dialect) return LIBPQ.has(name) || entriesOf(target).some(([, { keys }]) => (keys as string[]).includes(name));
  const own = Object.hasOwn(dialect.params, name) || dialect.known.includes(name);
  return own || (dialect.libpq === true && LIBPQ.has(name));
}

/** What the library makes of `sslmode` in a connection string, where it reads that from there. */
export function readsModeAs(
  { connection: layout, dialect }: Pick<Target, "connection" | "dialect">,
  url: string,
): { readonly word: string; readonly mode: string; readonly help: string } | undefined {
  if (layout.layout !== "options" || !dialect?.sslModes || !dialect.known.includes("sslmode")) return undefined;
  const { params } = scanDsn(url, { dialect: dialect.id }).dsn;
  const mode = sslModeIn(params, layout.sslModes, dialect.libpqModes);
  // what is a sentence of its own is said of the mode itself
  if (mode === undefined || !Object.values(dialect.sslModes).includes(mode)) return undefined;
  const compatible =
    dialect.libpqModes === undefined ? "" : `, or add ${dialect.libpqModes}=true for the meaning of libpq`;
  return { word: params.sslmode!, mode, help: `Write sslmode=${mode} if that is meant${compatible}.` };
}

/** The faults of a URL, told at the key that it stands under. */
export function atKey(faults: readonly DsnFault[], key: string): Issue[] {
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
export function erasedOptions(layout: OptionsLayout, settings: Tree): Issue[] {
  const url = layout.url === undefined ? undefined : getKey(settings, layout.url);
  if (typeof url !== "string") return [];
  const { params } = scanDsn(url, {}).dsn;
  return Object.entries(layout.overridden).flatMap(([key, names]): Issue[] => {
    const name = names.find((one) => Object.hasOwn(params, one));
    if (name === undefined || !isTree(getKey(settings, key))) return [];
    const message = `${key} is erased by the ${name} in ${layout.url}`;
    return [
      { rule: "url-erases-option", severity: "warning", key, message, help: `Take ${name} out of ${layout.url}.` },
    ];
  });
}
