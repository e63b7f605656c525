// whose settings these are: by the name of their file, by their keys and parameters, by what the project has installed

import { getKey, holdsTables, isTree, plainTables } from "../codecs/literal.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { scanDsn } from "../dsn/parse.ts";
import { isRead, languageOf } from "../languages/_find.ts";
import type { FileKind, Target } from "../mapping/define.ts";
import { spelled } from "../mapping/key-case.ts";
import { isTabular } from "../mapping/layout.ts";
import { overlap } from "../model/version-range.ts";
import { targets } from "../targets/registry.gen.ts";
import { likeness, unwrap } from "./unwrap.ts";

/** What is known of settings besides themselves. */
export interface Hints {
  /** The targets that a file of that name is of. */
  readonly claims?: readonly { readonly target: Target; readonly kind: FileKind }[];
  /** Range or version of a package in the nearest `package.json`. */
  dependency?(name: string): string | undefined;
}

/** Whose settings they are, and what they were known by, in words. */
export interface Recognised {
  readonly target: Target;
  readonly recognised: string;
}

/**
 * Finds the target that a table of options is for.
 *
 * @throws PoolcfgError `input` where it is of no target, or no table; `usage` where it fits several equally well.
 */
export function recognise(data: unknown, hints: Hints = {}): Recognised {
  if (!holdsTables(data))
    throw new PoolcfgError("input", "There is nothing to import: the input is neither a table nor a connection URL.");
  const claimed = [...new Set((hints.claims ?? []).map(({ target }) => target))];
  const [only] = claimed;
  if (only && claimed.length === 1) return { target: only, recognised: "the name of the file" };
  const scored = (claimed.length > 0 ? claimed : targets)
    .filter(({ connection }) => isTabular(connection))
    .map((target) => ({ target, ...fitOf(target, data) }));
  const most = Math.max(...scored.map(({ score }) => score));
  const likely = scored.filter(({ score }) => score === most);
  // the installed version decides between those of one tool
  const versions = likely.map(({ target }) => installedVersion(target, hints) ?? target);
  const best = scored.filter(({ target }) => versions.includes(target));
  if (most > 0 || claimed.length > 0) {
    const keys = best[0]!.keys.slice(0, 3).join(", ");
    const words = keys === "" ? [] : [`the keys ${keys}`];
    return settle(
      best.map(({ target }) => target),
      [...(claimed.length > 0 ? ["the name of the file"] : []), ...words].join(" and "),
      hints,
    );
  }
  throw new PoolcfgError(
    "input",
    `The settings are of no tool that poolcfg knows. Say which one: ${targets.map(({ id }) => id).join(", ")}.`,
  );
}

/**
 * Finds the target whose settings a program makes.
 *
 * @throws PoolcfgError `input` where it names none, `usage` where it names several.
 */
export function recogniseProgram(data: unknown, language: string, text: string, hints: Hints = {}): Recognised {
  const ours = targets.filter((target) => target.language === language && target.program);
  const scored = ours.map((target) => {
    const { detectBy, keys } = target.program!;
    const known = Object.keys(keys).filter((key) => getKey(data, key) !== undefined);
    return { target, known, score: known.length + (text.includes(detectBy) ? 100 : 0) };
  });
  const most = Math.max(...scored.map(({ score }) => score), 0);
  if (most === 0)
    throw new PoolcfgError(
      "input",
      `The program sets nothing that poolcfg knows. Programs in its language that it reads are of ${ours.map(({ id }) => id).join(", ")}.`,
    );
  const best = scored.filter(({ score }) => score === most);
  const keys = best[0]!.known.slice(0, 3).join(", ");
  return settle(
    best.map(({ target }) => target),
    keys === "" ? best[0]!.target.program!.detectBy : `the names ${keys}`,
    hints,
  );
}

/** Finds the target that reads everything from such a URL; undefined where its parameters show none. */
export function recogniseUrl(url: string, hints: Hints = {}): Recognised | undefined {
  const { driver } = scanDsn(url);
  if (!driver) return undefined;
  const readers = targets.filter(
    ({ connection, urlParameters }) =>
      connection.layout === "url" && urlParameters?.id === (driver.variantOf ?? driver.id),
  );
  // a URL that has no settings of a pool says no more to one of several tools than to another
  const plain = readers.length > 1 && readers.every(({ connection: layout }) => isTabular(layout));
  if (readers.length === 0 || (plain && !readers.some(({ package: own }) => hints.dependency?.(own?.name ?? ""))))
    return undefined;
  const [reader] = readers;
  const newer = readers.length === 1 ? installedVersion(reader!, hints) : undefined;
  if (newer) return { target: newer, recognised: `${newer.package!.name} in package.json` };
  const marks = driver.detectBy.filter((mark) => url.includes(`${mark}=`)).slice(0, 3);
  const by = marks.length === 0 ? `the beginning of the URL` : `the parameters ${marks.join(", ")}`;
  return settle(readers, by, hints);
}

/** The target for the version of a tool that is installed, if it is another one than `target`. */
function installedVersion(target: Target, hints: Hints): Target | undefined {
  const tool = target.id.split("@")[0];
  const isInstalled = ({ package: own }: Target) => {
    const wanted = own && hints.dependency?.(own.name);
    return wanted !== undefined && overlap(wanted, own!.range) !== false;
  };
  if (isInstalled(target)) return undefined;
  // the versions of one tool may go by packages of different names
  const version = target.package && hints.dependency?.(target.package.name);
  const fits = ({ package: own }: Target) =>
    version !== undefined && own !== undefined && overlap(version, own.range) !== false;
  return targets.find(
    (other) => other !== target && other.id.split("@")[0] === tool && (isInstalled(other) || fits(other)),
  );
}

/** The one of several that fit equally well: by what is installed, then the one whose own options they are. */
export function settle(fitting: readonly Target[], recognised: string, hints: Hints): Recognised {
  const [first] = fitting;
  if (fitting.length === 1) return { target: first!, recognised };
  const installed = fitting.filter(({ package: own }) => {
    const wanted = own && hints.dependency?.(own.name);
    return wanted !== undefined && overlap(wanted, own!.range) !== false;
  });
  const [owned] = installed;
  if (owned && installed.length === 1)
    return { target: owned, recognised: `${recognised}, and ${owned.package!.name} in package.json` };
  const left = installed.length > 0 ? installed : fitting;
  const owners = left.filter(({ wraps }) => wraps === undefined);
  const above = left.filter(({ wraps }) => wraps !== undefined && hints.dependency?.(wraps) !== undefined);
  const asked = owners.length > 0 ? owners : above.length > 0 ? above : left;
  if (asked.length === 1) return { target: asked[0]!, recognised };
  const newest = newestOf(asked);
  if (newest) return { target: newest, recognised };
  const ids = asked.map(({ id }) => id);
  throw new PoolcfgError(
    "usage",
    `The settings fit ${ids.slice(0, -1).join(", ")} and ${ids.at(-1)} equally well (${recognised}). Say which with --from, for example --from ${ids[0]}.`,
  );
}

// of versions of one tool, which no package.json tells apart, the one whose id has no version
function newestOf(targets: readonly Target[]): Target | undefined {
  const newest = targets.find(({ id }) => !id.includes("@"));
  const one = targets.every(({ id, language }) => {
    return id.split("@")[0] === newest?.id && language !== undefined && isRead(languageOf(language));
  });
  return one ? newest : undefined;
}

// the best table of several, one for each environment
function fitOf(target: Target, data: object): { score: number; keys: string[] } {
  const { data: named } = spelled(plainTables(data), target.keyCase);
  const sets = isTree(named) ? target.fileLayout?.read(named).map(({ settings }) => settings) : undefined;
  const fits = unwrap(target, sets ?? named).map(({ settings }) => likeness(target, settings));
  return fits.reduce((one, two) => (two.score > one.score ? two : one));
}
