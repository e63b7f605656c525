// which targets a project uses, by the packages that it depends on

import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { readPlainFile } from "../files/bytes.ts";
import { installedVersion } from "../lint/project.ts";
import type { Target } from "../mapping/define.ts";
import { lowest, overlap } from "../model/version-range.ts";
import type { Dependency } from "../packages/dependency.ts";
import { dependenciesIn } from "../packages/read.ts";
import { targetNamed } from "../render/find-target.ts";
import { EVIDENCE, type Evidence, isNamed } from "./evidence.ts";

/** A target that a project uses, and what shows it. */
export interface DetectedTarget {
  readonly id: string;
  readonly title: string;
  /** The package that shows it. */
  readonly name: string;
  /** Its version, or the range in the manifest; undefined if neither is known. */
  readonly version?: string;
  /** The file that the version is from. */
  readonly file: string;
}

/** What a folder depends on, as far as it concerns pools. */
export interface Detection {
  readonly targets: readonly DetectedTarget[];
  /** Libraries that are there, and of which poolcfg cannot tell the target, each with the reason in words. */
  readonly unclear: readonly string[];
  /** The manifests that were read. */
  readonly manifests: readonly string[];
}

/** Detects the targets of the project in a folder. It reads manifests, lock files and installed packages, and runs nothing. */
export function detectTargets(folder: string): Detection {
  const dependencies = dependenciesIn(folder);
  const unclear: string[] = [];
  let texts: readonly string[] | undefined;
  const sources = () => {
    texts ??= goSources(folder);
    return texts;
  };
  const shown = EVIDENCE.flatMap((evidence) => {
    const dependency = shownBy(evidence, dependencies);
    if (!dependency || !importsIt(evidence, sources) || isRefuted(evidence, folder)) return [];
    const versioned = versionedBy(evidence, dependency, dependencies, folder);
    return [{ evidence, versioned, target: chosenFor(evidence, versioned, dependencies) }];
  });
  const contained = new Set(shown.flatMap(({ evidence }) => evidence.contains ?? []));
  const targets = shown.flatMap(({ target, versioned: { name, version, file } }): DetectedTarget[] => {
    if (typeof target === "string") {
      unclear.push(target);
      return [];
    }
    if (contained.has(target.id)) return [];
    return [{ id: target.id, title: target.title, name, ...(version && { version }), file }];
  });
  return {
    targets: targets.filter(({ id }, at) => targets.findIndex((other) => other.id === id) === at),
    unclear,
    manifests: [...new Set(dependencies.map(({ file }) => file))],
  };
}

function shownBy(
  { ecosystem, any, needs = [], not = [] }: Evidence,
  dependencies: readonly Dependency[],
): Dependency | undefined {
  const own = dependencies.filter((one) => one.ecosystem === ecosystem);
  const named = (name: string) => own.find((one) => isNamed(one, name));
  if (not.some(named) || !needs.every((group) => group.some(named))) return undefined;
  return any.map(named).find((one) => one !== undefined);
}

// what is installed is more certain than a lock file, and that more than the range of a manifest
function versionedBy(
  { ecosystem, versionOf }: Evidence,
  found: Dependency,
  dependencies: readonly Dependency[],
  folder: string,
): Dependency {
  const names = versionOf === undefined ? [] : [versionOf, `plugin:${versionOf.split(":")[0]}`];
  const dependency = dependencies.find((one) => one.ecosystem === ecosystem && names.includes(one.name)) ?? found;
  const installed = ecosystem === "npm" ? installedVersion(folder, dependency.name) : undefined;
  return installed === undefined ? dependency : { ...dependency, ...installed, exact: true };
}

/** The target for that version, or why there is none. */
function chosenFor(
  { targets: ids, unclear, notWith = {} }: Evidence,
  { name, version }: Dependency,
  dependencies: readonly Dependency[],
): Target | string {
  if (unclear !== undefined) return unclear;
  const targets = ids.flatMap((id) => targetNamed(id) ?? []);
  const shown = `${name}${version === undefined ? "" : ` ${version.slice(0, 40)}`}`;
  const chosen = targets.length === 1 ? targets : fitting(targets, version);
  const [only] = chosen;
  if (chosen.length > 1)
    return `${shown} is used, which fits several targets: ${chosen.map(({ id }) => id).join(", ")}`;
  if (only === undefined) return `${shown} is used, and poolcfg has no target for that version`;
  const other = notWith[only.id]?.find((one) => dependencies.some((dependency) => isNamed(dependency, one)));
  return other === undefined ? only : `${shown} is used together with ${other}, which may have its own pool`;
}

function fitting(targets: readonly Target[], version: string | undefined): readonly Target[] {
  if (version === undefined) return targets;
  const within = (range: string) => targets.filter((target) => overlap(range, target.package?.range ?? "*") === true);
  const exactly = within(version);
  const major = lowest(version)?.split(".")[0];
  return exactly.length > 0 || major === undefined ? exactly : within(`${major}.x`);
}

function isRefuted({ unless }: Evidence, folder: string): boolean {
  return unless?.files.some((file) => unless.pattern.test(textIn(join(folder, file)))) === true;
}

/** Largest source or configuration file that is looked into, in bytes. */
const LARGEST = 1_000_000;

function textIn(path: string): string {
  try {
    return Buffer.from(readPlainFile(path, LARGEST)).toString("utf8");
  } catch {
    return "";
  }
}

/** Most source files whose imports are looked at, and most folders. */
const MOST_FILES = 500;
const MOST_FOLDERS = 200;

/** Whether the program imports what the evidence asks for; without any source file, what is assumed. */
function importsIt({ imports, assumed }: Evidence, sources: () => readonly string[]): boolean {
  if (imports === undefined) return true;
  const texts = sources();
  return texts.length === 0 ? assumed === true : texts.some((text) => text.includes(`${imports}"`));
}

/** The beginnings of the Go files of a folder, in which their imports are. */
function goSources(folder: string): string[] {
  const folders = [folder];
  const texts: string[] = [];
  for (let at = 0; at < folders.length && at < MOST_FOLDERS; at++) {
    for (const entry of entriesOf(folders[at]!)) {
      const path = join(folders[at]!, entry.name);
      if (entry.isDirectory()) {
        if (!/^(?:[._]|vendor$|node_modules$|testdata$)/.test(entry.name)) folders.push(path);
      } else if (entry.name.endsWith(".go") && !entry.name.endsWith("_test.go") && texts.length < MOST_FILES)
        texts.push(textIn(path).slice(0, 20_000));
    }
  }
  return texts;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
