// a config through the table of one target: native settings, and what is lost on the way

import { getKey, isTree, plain, setKey, settle, type Tree } from "../codecs/literal.ts";
import { type Kind, readOptions } from "../diagnostics/arguments.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Severity } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { languageOf } from "../languages/_find.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import { formatDuration } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import { type Config, FIELDS, type Path } from "../model/model.ts";
import { followed, isDemand, isLimit, isTime, keysOf, valueAt } from "../model/paths.ts";
import { acceptanceFor } from "../model/rule-setting.ts";
import { overlap } from "../model/version-range.ts";
import type { Unwritable } from "../render/syntaxes/_define.ts";
import { quoted } from "../text/mask.ts";
import { Secret } from "../text/secret.ts";
import { type How, serverOf, writeOptions, writeUrl } from "./connection.ts";
import { absentRemarks, hostRemarks, partRemarks } from "./connection-remarks.ts";
import {
  type Deviation,
  entriesOf,
  type Mapping,
  type Mode,
  type Remark,
  type Target,
  type Unsupported,
  type WriteContext,
} from "./define.ts";
import type { NoLayout, UrlLayout } from "./layout.ts";
import { doesAnyway } from "./library-default.ts";
import { fitParameters } from "./parameters.ts";
import { type Callback, callbackFor } from "./password.ts";
import { findUnwritable, unwritableRemark, withoutKeys } from "./unwritable.ts";
import { readsModeAs } from "./url-option.ts";

export type { Deviation };

/** What is written of a config, and how. */
export interface RenderOptions {
  /** Write only what somebody set; else every field the target has, because defaults differ between libraries. */
  readonly onlySet?: boolean;
  /** Write `***` for each secret. */
  readonly redact?: boolean;
  /** Make every deviation an error. */
  readonly strict?: boolean;
  /**
   * A function of the program that gives the password of each new connection, such as a token that expires, as `MODULE#NAME`:
   * `./token.js#currentToken`. Only for the form `code`, and for targets whose options take it. Default: none.
   */
  readonly passwordFrom?: string;
  /**
   * Where each value came from, as `inspectPoolConfig` returns it. Default: none, and a value counts as set if it differs from
   * its default.
   */
  readonly origins?: Readonly<Record<string, Origin>>;
  /**
   * Versions of the packages that read the settings, by name, such as `{ knex: "3.1.0" }`; a range is possible. A setting
   * that such a version does not have yet is a deviation. Default: none, and the newest version of each that the target is for.
   */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Native settings in one mode, with the deviations. For code, `value` holds what the slots of the frame are filled with. */
export interface Settings {
  readonly value: unknown;
  readonly deviations: readonly Deviation[];
}

/** What decides how a config is written, besides the config and the target. */
export interface Around {
  /** Says of a text why the form cannot have it as a value; such values are left out, and are deviations of severity `error`. */
  readonly unwritable?: ((text: string) => Unwritable | undefined) | undefined;
  /** Whether named prepared statements fail at the server, or pooler, that the config connects to; then they are switched off. */
  losesPrepared?(config: Config, isSet: (path: Path) => boolean): boolean;
}

/** Writes a config in the settings of a target. */
export function settingsFor(
  target: Target,
  given: Config,
  mode: Mode,
  options: RenderOptions = {},
  { unwritable, losesPrepared }: Around = {},
): Settings {
  checkConfig(given);
  const {
    onlySet = false,
    redact = false,
    strict = false,
    origins,
    versions = {},
    passwordFrom,
  } = readOptions("render", options, SETTINGS_KINDS);
  const language = target.language === undefined ? undefined : languageOf(target.language);
  const callback = passwordFrom === undefined ? undefined : callbackFor(target, passwordFrom, mode, language);
  const stated = setIn(given, origins);
  const config = withImpliedMode(given);
  const isSet = (path: Path) =>
    stated(path) || (path === "connection.ssl.mode" && config.connection.ssl.ca === SYSTEM_CA);
  const context: WriteContext = { config, mode, isSet };
  const deviations: Deviation[] = [];
  const isParameter = inConnectionString(origins);
  const report = (path: Path, value: unknown, remarks: readonly Remark[] = [], unset = false) => {
    for (const remark of remarks) {
      const unrepresentable = remark.kind === "unrepresentable";
      if (!unrepresentable && !unset && !isSet(path)) continue;
      const message = `${path} (${show(path, value)}) ${remark.message}`;
      const error = unrepresentable && !isParameter(path);
      const { severity: level, ignore } = acceptanceFor(given.rules, "setting-lost", path);
      if ((ignore !== undefined || level === "off") && !error) continue;
      const usual = unrepresentable ? "warning" : (remark.severity ?? "info");
      const severity = error || strict ? "error" : ((level as Severity | undefined) ?? usual);
      deviations.push({
        path,
        kind: unrepresentable && !error ? "unsupported" : remark.kind,
        message,
        ...(remark.workaround && { workaround: remark.workaround }),
        severity,
      });
    }
  };
  const tree: Tree = {};
  for (const [path, entry] of entriesOf(target)) {
    const known = valueAt(config, path);
    const value = known === undefined && "ownLimit" in entry && entry.ownLimit ? null : known;
    if (value === undefined) continue;
    if (entry.support === "none" && isLimit(path)) {
      if (isDemand(path, value)) report(path, value, [{ ...lostRemark(target, entry), severity: "warning" }]);
      continue;
    }
    if (entry.support === "none") {
      if (!doesAnyway(config, entry.libraryDefault, value)) report(path, value, [lostRemark(target, entry)]);
      continue;
    }
    if (!isWritten(path, entry, isSet, onlySet)) continue;
    const { set = {}, remarks } = entry.write(value, context);
    for (const [key, native] of Object.entries(set)) setKey(tree, key, native);
    const newer = Object.keys(set).length > 0 ? newerRemark(target, entry, versions) : undefined;
    if (newer) {
      // what the newer version makes of it does not happen here
      if (!doesAnyway(config, entry.libraryDefault, value)) report(path, value, [newer]);
      continue;
    }
    report(path, value, remarks);
    const differs = entry.support === "partial" && entry.note !== undefined && !remarks && Object.keys(set).length > 0;
    if (differs && !entry.fullFor(value))
      report(path, value, [{ kind: "partial", message: `is partially supported by ${target.title}: ${entry.note}` }]);
  }
  const { server, remarks } = fitParameters(target, serverOf(given, origins), mode);
  const prepared = switchOff(target, given);
  if (prepared && losesPrepared?.(given, isSet)) setKey(tree, ...prepared);
  const read = given.connection.url && readsModeAs(target, given.connection.url.reveal());
  const tls = config.connection.ssl.mode;
  if (read && read.word === tls && read.mode !== tls)
    report("connection.ssl.mode", tls, [
      {
        kind: "partial",
        message: `is written with the meaning that it has for libpq; in the connection string, ${target.title} itself reads sslmode=${read.word} as ${read.mode}${MEANINGS[read.mode] ?? ""}`,
        workaround: read.help,
      },
    ]);
  report("connection.url", given.connection.url, remarks);
  const place: Path = server.url && server.dsn.hosts.some(({ host }) => host) ? "connection.url" : "connection.host";
  report(place, valueAt(config, place), [...hostRemarks(target.connection, server), ...loopRemarks(target, config)]);
  for (const [path, remark] of partRemarks(target.connection, server)) report(path, valueAt(config, path), [remark]);
  // a config that says nothing is a template
  if ([...FIELDS.keys()].some(isSet))
    for (const [path, remark] of absentRemarks(target, server)) report(path, valueAt(config, path), [remark], true);
  const how = { mode, redact, language, callback, withoutPassword: callback !== undefined };
  let value = assemble(target, server, tree, how);
  if (unwritable && isTree(value)) {
    // a mask can be written where the secret cannot
    const whole = redact ? (assemble(target, server, tree, { ...how, redact: false }) as Tree) : value;
    const found = findUnwritable(whole, unwritable);
    for (const one of found) {
      const [path, remark] = unwritableRemark(target, config, one);
      report(path, valueAt(config, path), [remark]);
    }
    if (found.length > 0) value = withoutKeys(value, new Set(found.map(({ key }) => key)));
  }
  return { value: isTree(value) ? arranged(target, value, mode) : value, deviations };
}

/** The types of the options. */
export const SETTINGS_KINDS: Readonly<Record<keyof RenderOptions, readonly Kind[]>> = {
  onlySet: ["flag"],
  redact: ["flag"],
  passwordFrom: ["text"],
  strict: ["flag"],
  origins: ["object"],
  versions: ["variables"],
};

/**
 * Checks that a config has every group, and in each field a value of its type: a program may pass anything.
 *
 * @throws PoolcfgError `usage`.
 */
export function checkConfig(config: Config): void {
  let path: Path | "pools" = "pools";
  try {
    if (typeof config.pools !== "object") throw new TypeError("no table");
    for (const [one, field] of FIELDS) {
      path = one;
      const keys = keysOf(one);
      const group = keys.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], config);
      const value = (group as Record<string, unknown>)[keys.at(-1)!];
      if (value !== undefined && value !== null && !TYPES[field.kind].includes(typeOf(value)))
        throw new TypeError("no value");
    }
  } catch (cause) {
    const secret = path !== "pools" && (FIELDS.get(path)!.kind === "secret" || FIELDS.get(path)!.kind === "list");
    const lost = "JSON and structuredClone do not keep secrets: copy a config with { ...config }, or load it again.";
    const message = `This is not a config as loadPoolConfig returns it: ${path} is missing, or is of another type.${secret ? ` ${lost}` : ""}`;
    throw new PoolcfgError("usage", message, { cause });
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return value.every((item) => item instanceof Secret) ? "secrets" : "list";
  return value instanceof Secret ? "secret" : typeof value;
}

/** The types of a canonical value that is neither absent nor off. */
const TYPES: Readonly<Record<Field["kind"], readonly string[]>> = {
  secret: ["secret"],
  text: ["string"],
  port: ["number", "string"],
  choice: ["string"],
  list: ["secrets"],
  count: ["number"],
  duration: ["number"],
  jitter: ["number", "string"],
  test: ["number", "string"],
  flag: ["boolean"],
  percent: ["number", "string"],
  surge: ["number", "string"],
  methods: ["string"],
};

function arranged({ fileLayout }: Target, settled: Tree, mode: Mode): Tree {
  if (!fileLayout) return settled;
  if (mode !== "code") return fileLayout.write(settled);
  return { ...settled, options: fileLayout.write(settled.options as Tree) };
}

// as libpq has it; where a weaker mode is stated, validation says so
function withImpliedMode(config: Config): Config {
  const { connection } = config;
  if (connection.ssl.ca !== SYSTEM_CA || connection.ssl.mode === "verify-full") return config;
  return { ...config, connection: { ...connection, ssl: { ...connection.ssl, mode: "verify-full" } } };
}

function assemble(
  target: Target,
  server: ReturnType<typeof serverOf>,
  tree: Tree,
  how: How & { readonly callback: Callback | undefined },
): unknown {
  const layout = target.connection;
  const whole: Tree = {};
  for (const [key, value] of Object.entries(plain(target.constants ?? {}))) setKey(whole, key, value);
  if (layout.layout === "url") return assembleUrl(layout, server, tree, whole, how);
  const { set, url } =
    layout.layout === "none" ? elsewhere(layout, how) : writeOptions(layout, server, tree, how, target.ignoredKeys);
  for (const [key, value] of Object.entries(set)) setKey(whole, key, value);
  merge(whole, tree, "");
  if (how.callback) setKey(whole, how.callback.key, how.callback.value);
  const options = settle(whole) as Tree;
  return how.mode === "code" ? { options, ...(url && { url }) } : options;
}

// the tool has a server of its own, whose URL only a program can find
function elsewhere(
  { url, variable }: NoLayout,
  { mode, language }: How,
): Pick<ReturnType<typeof writeOptions>, "set" | "url"> {
  if (mode !== "code" || !language || url === undefined || variable === undefined) return { set: {} };
  return { set: { [url]: language.variable(variable) } };
}

function assembleUrl(
  layout: UrlLayout,
  server: ReturnType<typeof serverOf>,
  tree: Tree,
  whole: Tree,
  how: How,
): unknown {
  const { key } = layout;
  const code = how.mode === "code";
  const own = key === undefined ? tree : ((getKey(tree, key) ?? {}) as Tree);
  const { url, parameters: all, set } = writeUrl(layout, server, own, how);
  const parameters = Object.keys(all).length > 0 ? all : undefined;
  if (key === undefined) return code ? { url, parameters } : url;
  // the URL stands first
  const ordered: Tree = {};
  if (!code) setKey(ordered, key, url);
  for (const [name, value] of Object.entries(set)) setKey(ordered, name, value);
  merge(ordered, whole, "");
  merge(ordered, without(tree, key), "");
  return code ? { url, parameters, options: settle(ordered) } : settle(ordered);
}

function without(tree: Tree, key: string): Tree {
  const [first, ...rest] = key.split(".");
  const { [first!]: inner, ...others } = tree;
  if (rest.length === 0 || !isTree(inner)) return others;
  return { ...others, [first!]: without(inner, rest.join(".")) };
}

function merge(whole: Tree, tree: Tree, prefix: string): void {
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key}`;
    if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype)
      merge(whole, value as Tree, `${path}.`);
    else setKey(whole, path, value);
  }
}

function isWritten(path: Path, entry: Mapping, isSet: (path: Path) => boolean, onlySet: boolean): boolean {
  const { ownLimit = false } = entry;
  const followsServer = !ownLimit && (entry.whenSet || FIELDS.get(path)?.facts.inherit === true);
  if (!onlySet && !followsServer) return true;
  return isSet(path) || (!followsServer && !ownLimit && entry.with.some(isSet));
}

// behind a pooler, the connection of the application is that to the pooler
function loopRemarks({ title, fields }: Target, { pooler }: Config): Remark[] {
  if (pooler.kind === null || fields["pooler.mode"] === undefined) return [];
  const message = `is written as the server that ${title} connects to, but pooler.kind is set (${pooler.kind}): if this is the address of the pooler, it connects to itself`;
  const workaround = "set the address of the server for this render, for example in a profile";
  return [{ kind: "partial", message, workaround, severity: "warning" }];
}

function lostRemark({ title }: Target, { note, workaround }: Unsupported): Remark {
  return {
    kind: "unsupported",
    message: `is not supported by ${title}: ${note}`,
    ...(workaround !== undefined && { workaround }),
  };
}

function newerRemark(
  { title }: Target,
  { since }: Mapping,
  versions: Readonly<Record<string, string>>,
): Remark | undefined {
  if (since === undefined || !Object.hasOwn(versions, since.package)) return undefined;
  const version = versions[since.package]!;
  if (overlap(version, since.range) !== false) return undefined;
  return {
    kind: "unsupported",
    message: `is not supported by ${title} with ${since.package} ${version.slice(0, 40)}: it came with ${since.range}`,
    workaround: `update ${since.package} to ${since.range}, or remove the setting`,
  };
}

const MEANINGS: Readonly<Record<string, string>> = {
  "verify-full": ", which requires TLS and verifies the certificate and its name",
  require: ", which requires TLS and does not verify the certificate",
};

function statedBy(origins: Readonly<Record<string, Origin>>): (path: Path) => boolean {
  return (path) => Object.hasOwn(origins, path) && origins[path]!.source !== "default";
}

/** The key, and its value, that switches named prepared statements off, unless the connection string sets how they are used. */
export function switchOff({ prepared }: Target, config: Config): readonly [key: string, value: unknown] | undefined {
  const { set, parameter } = prepared ?? {};
  const isStated = parameter !== undefined && Object.hasOwn(serverOf(config).dsn.params, parameter[0]);
  return isStated ? undefined : set;
}

// the string may be for other programs as well, so that what one target cannot express does not stop its render
function inConnectionString(origins: Readonly<Record<string, Origin>> | undefined): (path: Path) => boolean {
  return (path) => /^(?:pool|session)\./.test(path) && origins?.[path]?.source === "dsn";
}

/** Whether a setting is set: by its origin, or, without origins, because its value differs from the default. */
export function setIn(config: Config, origins?: Readonly<Record<string, Origin>>): (path: Path) => boolean {
  return origins ? statedBy(origins) : differsIn(config);
}

function differsIn(config: Config): (path: Path) => boolean {
  return (path) => {
    const value = valueAt(config, path);
    const field = FIELDS.get(path)!;
    if (value === undefined) return false;
    if (Array.isArray(value)) return value.length > 0;
    const other = followed(field);
    return value !== (other === undefined ? field.default : valueAt(config, other));
  };
}

function show(path: Path, value: unknown): string {
  if (value instanceof Secret) return String(value);
  if (Array.isArray(value)) return `${value.length} of them`;
  if (value === null) return "off";
  if (value === undefined) return "not set";
  if (typeof value === "number" && isTime(FIELDS.get(path)!.kind)) return formatDuration(value);
  return typeof value === "string" ? quoted(value) : String(value);
}
