// one set of options out of a table that may hold several, one for each environment

import { isTree, type Tree } from "../codecs/literal.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { otherSystem } from "../mapping/database-system.ts";
import { type ReadSettings, type ReadValue, readSettings } from "../mapping/decode.ts";
import { readBeside } from "../mapping/decode-url.ts";
import type { NativeIssue, Target } from "../mapping/define.ts";
import type { Layout, OptionsLayout, UrlLayout } from "../mapping/layout.ts";
import { secretIn } from "../mapping/secret-in-source.ts";
import type { Path } from "../model/model.ts";
import { type Found, unwrap } from "./unwrap.ts";

/**
 * Reads the options of the environment that is named, or of the one that NODE_ENV names if it is there; else of all,
 * without what they differ in.
 *
 * @param data a table, or a list of them, with plain tables in it.
 * @throws PoolcfgError `usage` for an environment that is not there, and where one must be named because they differ in
 * more than the connection.
 */
export function selectEnvironment(
  target: Target,
  layout: Layout,
  data: Tree | readonly unknown[],
  { environment, fallback, inText }: Wanted,
): Chosen {
  const found = unwrap(target, environment === undefined ? withoutBases(target, data) : data);
  const named = (word: string | undefined) =>
    word === undefined ? undefined : found.find(({ pointer, name }) => name === word || pointer.includes(word));
  if (environment === undefined) {
    const base =
      target.keyCase?.documents && found.length > 1 ? found.find(({ name }) => name === "default") : undefined;
    if (base && !named(fallback)) return withoutProfiles(read(target, layout, base, inText), found);
    const usual = found.length > 1 ? named(fallback) : undefined;
    if (usual) return { ...read(target, layout, usual, inText), environment: usual.name };
    const { ours, remarks } = ofPostgresql(target, found);
    const chosen = common(
      ours.map((one) => read(target, layout, one, inText)),
      ours.map(({ name }) => name),
    );
    const { settings } = chosen;
    return { ...chosen, settings: { ...settings, remarks: [...remarks, ...settings.remarks] } };
  }
  const names = found.map(({ name }) => name);
  const one = named(environment);
  if (one) return withSiblings(read(target, layout, one, inText), one, environment, found);
  const there = names.some(Boolean) ? `There are ${names.join(", ")}.` : "The settings are not divided by environment.";
  throw new PoolcfgError("usage", `There is no environment ${JSON.stringify(environment.slice(0, 60))}. ${there}`);
}

// without a profile, the documents that have none apply
function withoutProfiles(chosen: Chosen, found: readonly Found[]): Chosen {
  const names = found.map(({ name }) => name).filter((name) => name !== "default");
  const remark = `what the profiles ${names.join(", ")} set is left out: import each with --environment`;
  const { settings } = chosen;
  return { ...chosen, settings: { ...settings, remarks: [remark, ...settings.remarks] } };
}

// an environment may have several databases, each with a pool of its own
function withSiblings(chosen: Chosen, one: Found, environment: string, found: readonly Found[]): Chosen {
  const others = found.filter(
    (other) => other !== one && one.name !== environment && other.pointer.includes(environment),
  );
  if (others.length === 0) return chosen;
  const names = others.map(({ name }) => name).join(", ");
  const remark = `${one.name} is read; ${names} are pools of their own, and are left out. Import each with --environment`;
  const { settings } = chosen;
  return { ...chosen, settings: { ...settings, remarks: [remark, ...settings.remarks] } };
}

// what only others take over is no environment
function withoutBases(target: Target, data: Tree | readonly unknown[]): Tree | readonly unknown[] {
  const bases = target.keyCase?.environments?.bases;
  if (!bases || !isTree(data)) return data;
  const rest = Object.entries(data).filter(([name, value]) => !(bases.includes(name) && isTree(value)));
  return rest.some(([, value]) => isTree(value)) ? Object.fromEntries(rest) : data;
}

/** Which of several environments is read, and how. */
export interface Wanted {
  readonly environment: string | undefined;
  /** The environment to read where none is named and there is one of this name. */
  readonly fallback: string | undefined;
  /** Whether the settings were written by hand, so that a password in them is a fault. */
  readonly inText: boolean;
}

/** A fault, and the way to the key that it is about. */
export type PointedFault = NativeIssue & { readonly pointer: Pointer };

/** The settings of one environment, or what several have in common. */
export interface Chosen {
  readonly settings: ReadSettings;
  readonly faults: readonly PointedFault[];
  /** The environment that was read because it is the usual one. */
  readonly environment?: string;
}

function read(target: Target, layout: Layout, { settings: table, pointer }: Found, inText: boolean): Chosen {
  if (layout.layout === "url") {
    const { lead, ...settings } = readBeside(target, layout, table, inText);
    const own = (key: string) => [...pointer, ...key.slice(lead.length).split(".")];
    return { settings, faults: settings.faults.map((fault) => ({ ...fault, pointer: own(fault.key) })) };
  }
  const settings = readSettings(target, withUrl(table, layout));
  const secret = inText && layout.layout === "options" ? secretIn(layout, settings.values) : undefined;
  const faults = [...settings.faults, ...(secret ? [secret] : [])];
  return { settings, faults: faults.map((fault) => ({ ...fault, pointer: [...pointer, ...fault.key.split(".")] })) };
}

// where some are for another database, the rest is read
function ofPostgresql(target: Target, found: readonly Found[]): { ours: readonly Found[]; remarks: readonly string[] } {
  const others = found.map(({ settings }) => otherSystem(target, settings)?.word);
  const ours = found.filter((_, at) => others[at] === undefined);
  if (ours.length === 0) return { ours: found, remarks: [] };
  const remarks = found.flatMap(({ name }, at) =>
    others[at] === undefined ? [] : `${name} is left out: it is for another database, ${others[at]}`,
  );
  return { ours, remarks };
}

function common(all: readonly Chosen[], names: readonly string[]): Chosen {
  const first = all[0]!;
  if (all.length === 1) return first;
  const paths = [...new Set(all.flatMap(({ settings }) => [...settings.values.keys()]))];
  const differing = paths.filter((path) => new Set(all.map((one) => effective(one, path)).filter(Boolean)).size > 1);
  const grave = differing.filter((path) => !path.startsWith("connection."));
  const where = names.join(", ");
  if (grave.length > 0) {
    const message = `The settings of ${where} differ in ${grave.join(", ")}. Say which with --environment, for example --environment ${names[0]}.`;
    throw new PoolcfgError("usage", message);
  }
  const unread = paths.filter((path) => !differing.includes(path) && !all.every((one) => effective(one, path)));
  const shared = paths.filter((path) => !differing.includes(path) && !unread.includes(path));
  const values = new Map(shared.map((path) => [path, agreed(all, path)]));
  const remarks = [
    ...differing.map((path) => `${path} differs between ${where}, and is left out`),
    ...unread.map((path) => `${path} cannot be read in all of ${where}, and is left out`),
    ...all.flatMap(({ settings }) => settings.remarks),
  ];
  const settings = { ...first.settings, values, remarks: [...new Set(remarks)] };
  return { settings, faults: all.flatMap(({ faults }) => [...faults]) };
}

/** What holds there, stated or not, as a text to compare; undefined where it could not be read. */
function effective({ settings: { values, silent } }: Chosen, path: Path): string | undefined {
  const said = values.get(path);
  if (said?.implied === false) return JSON.stringify([said.value]);
  if (path.startsWith("connection.") || silent?.has(path)) return JSON.stringify([said?.value ?? silent?.get(path)]);
  return undefined;
}

// stated by one of them, it is stated
function agreed(all: readonly Chosen[], path: Path): ReadValue {
  const said = all.flatMap(({ settings }) => settings.values.get(path) ?? []);
  return said.find(({ implied }) => !implied) ?? said[0]!;
}

// the whole connection may be one text
function withUrl(settings: Tree, layout: Exclude<Layout, UrlLayout>): Tree {
  if (layout.layout === "none") return settings;
  const table = layout.prefix.slice(0, -1);
  const text = settings[table];
  if (layout.url === undefined || table === "" || typeof text !== "string") return settings;
  const { url, options } = takenOut(text, layout.inText);
  return { ...settings, [table]: { ...options, [layout.url.slice(layout.prefix.length)]: url } };
}

function takenOut(text: string, { numbers, flags }: OptionsLayout["inText"] = { numbers: [], flags: [] }) {
  const at = text.indexOf("?");
  const options: Tree = {};
  const kept = (at < 0 ? "" : text.slice(at + 1)).split("&").filter((pair) => {
    const [name = "", value = ""] = pair.split("=", 2);
    // any text at all is true there, "false" too
    if (flags.includes(name)) options[name] = value !== "";
    else if (numbers.includes(name)) options[name] = /^\d{1,15}$/.test(value) ? Number(value) : value;
    return !Object.hasOwn(options, name);
  });
  if (Object.keys(options).length === 0) return { url: text, options };
  return { url: text.slice(0, at) + (kept.length > 0 ? `?${kept.join("&")}` : ""), options };
}
