// which targets a run measures: those that are named, or those that changed and a share of the rest
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path/posix";

/** What a target is made of, for this purpose. */
export interface Row {
  readonly id: string;
  /** Whether a driver measures it; the others cost no time. */
  readonly measured: boolean;
  /** The file below `templates/code/` that its code form uses, without the extension. */
  readonly frame: string;
}

/** One of `of` equal parts of the targets; `part` counts from 1. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** The targets of one run, and the rest, which it does not measure. */
export interface Selection {
  /** Changed targets that are measured. */
  readonly changed: readonly string[];
  /** Further targets that are measured. */
  readonly share: readonly string[];
  readonly left: readonly string[];
}

/** A file that more targets use than this is shared machinery: a change to it makes no target a changed one. */
const SHARED = 12;

/** Seconds after which the next share comes. Four to a day and an odd number of shares: daily runs see all of them. */
const TURN = 6 * 3_600;

/** The share that belongs to a commit, by its time in seconds since 1970. */
export function shareAt(seconds: number, of: number): Share {
  return { part: (Math.floor(seconds / TURN) % of) + 1, of };
}

/**
 * Chooses what is measured: every changed target, then those of the share, if there is one, up to the limit. With more changed targets
 * than that, the share decides which of them come first, so that the following runs measure the others.
 */
export function select(
  rows: readonly Row[],
  changed: readonly string[],
  share: Share | undefined,
  limit = rows.length,
): Selection {
  const all = rows.flatMap(({ id, measured }) => (measured ? [id] : [])).sort();
  const inShare = (_: string, index: number) => share !== undefined && index % share.of === share.part - 1;
  const mine = all.filter((id) => changed.includes(id));
  const first = [...mine.filter(inShare), ...mine.filter((id, index) => !inShare(id, index))].slice(0, limit);
  const rest = all.filter(inShare).filter((id) => !mine.includes(id));
  const more = rest.slice(0, limit - first.length);
  return { changed: first, share: more, left: all.filter((id) => !first.includes(id) && !more.includes(id)) };
}

/**
 * Finds the targets that a change is about.
 *
 * @param root folder of the repository; ends with a slash.
 * @param files changed files, relative to it.
 * @param packages packages whose version in the lock file changed.
 */
export function changedTargets(
  root: string,
  rows: readonly Row[],
  files: readonly string[],
  packages: readonly string[] = [],
): string[] {
  const read = new Map<string, readonly string[]>();
  const used = new Map(rows.map((row) => [row.id, filesOf(root, row, read)]));
  const users = (file: string) => rows.filter(({ id }) => used.get(id)!.some((own) => isIn(file, own)));
  const found = files.map(users).filter(({ length }) => length <= SHARED);
  const libraries = packages.map((name) =>
    rows.filter(({ id }) => used.get(id)!.some((file) => DRIVERS.test(file) && mentions(root + file, name))),
  );
  const ids = [...found, ...libraries].flat().map(({ id }) => id);
  return [...new Set(ids)].sort();
}

/** Packages of npm whose version differs between two lock files. */
export function changedPackages(before: string, now: string): string[] {
  const versions = (text: string): Record<string, string | undefined> => {
    const { packages } = JSON.parse(text) as { packages: Record<string, { version?: string }> };
    return Object.fromEntries(Object.entries(packages).map(([place, { version }]) => [place, version]));
  };
  const [old, present] = [versions(before), versions(now)];
  const places = Object.keys({ ...old, ...present }).filter((place) => old[place] !== present[place]);
  return [...new Set(places.map((place) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length)))];
}

const DRIVERS = /^test\/conformance\/drivers\//;

/** Whether a file is another one, or is below it if that is a folder. */
function isIn(file: string, own: string): boolean {
  return own.endsWith("/") ? file.startsWith(own) : file === own;
}

function mentions(path: string, name: string): boolean {
  const text = readFileSync(path, "utf8");
  return text.includes(`"${name}"`) || text.includes(`"${name}/`);
}

/**
 * The files that a target's table and driver import, and the files and folders that these name by a URL.
 *
 * @param read what is known of each file, so that none is read twice.
 */
function filesOf(root: string, { id, frame }: Row, read: Map<string, readonly string[]>): string[] {
  const used = new Set([`src/targets/${id}.ts`, `test/conformance/drivers/${id}.ts`]);
  for (const file of used) {
    const next = read.get(file) ?? namedIn(root, file);
    read.set(file, next);
    for (const path of next) used.add(path);
  }
  const frames = readdirSync(`${root}templates/code/`).filter((name) => name.replace(/\.\w+$/, "") === frame);
  return [...used, ...frames.map((name) => `templates/code/${name}`), `test/conformance/traps/${id}.test.ts`];
}

function namedIn(root: string, file: string): string[] {
  if (!/\.[jt]s$/.test(file)) return [];
  const found = readFileSync(root + file, "utf8").matchAll(
    /^(?:import|export)\b[^;"]*?"(\.[^"]+)";|\bnew URL\("(\.[^"]+)", import\.meta\.url\)/gm,
  );
  return [...found].flatMap(([, imported, named]) => {
    const path = join(dirname(file), (imported ?? named)!);
    // a registry has every entry in it, and a cache is made of the other files
    if (/(?:^_all|\.gen)\.ts$/.test(basename(path)) || path.includes(".cache")) return [];
    const there = statSync(root + path, { throwIfNoEntry: false });
    return there === undefined || (there.isDirectory() && !path.endsWith("/")) ? [] : [path];
  });
}
