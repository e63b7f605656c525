// package.json and the lock files of npm, pnpm, yarn and Bun

import { parse } from "jsonc-parser";
import type { Reader, ReadFile } from "./dependency.ts";

/** The fields of a package.json that are read. */
export interface Manifest {
  readonly [field: string]: unknown;
}

/** A table of a JSON file; empty for anything else. */
export function tableOf(text: string | undefined): Manifest {
  if (text === undefined) return {};
  try {
    const data: unknown = JSON.parse(text);
    return isTable(data) ? data : {};
  } catch {
    return {};
  }
}

function isTable(data: unknown): data is Manifest {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The packages that a package.json names, with the versions that its lock file has. */
export const readNpm: Reader = (read) => {
  const text = read("package.json");
  if (text === undefined) return [];
  const manifest = tableOf(text);
  const ranges = new Map<string, string>();
  for (const field of ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"])
    for (const [name, range] of Object.entries(isTable(manifest[field]) ? manifest[field] : {}))
      if (typeof range === "string") ranges.set(name, range);
  return [...ranges].map(([name, range]) => ({
    ecosystem: "npm",
    name,
    version: range,
    exact: false,
    file: "package.json",
    features: [],
  }));
};

/** A version with the file that it is in. */
export interface LockedVersion {
  readonly version: string;
  readonly file: string;
}

/**
 * The version that the lock file of a folder has for a direct dependency.
 *
 * @param within path of the package in the workspace that the lock file is for; empty for its root.
 */
export function lockedVersion(read: ReadFile, name: string, within = ""): LockedVersion | undefined {
  for (const [file, versionIn] of LOCK_FILES) {
    const text = read(file);
    if (text === undefined) continue;
    const version = versionIn(text, name, within);
    return version === undefined || !/^\d/.test(version) ? undefined : { version, file };
  }
  return undefined;
}

type VersionIn = (text: string, name: string, within: string) => string | undefined;

const LOCK_FILES: readonly (readonly [string, VersionIn])[] = [
  ["package-lock.json", inPackageLock],
  ["npm-shrinkwrap.json", inPackageLock],
  ["pnpm-lock.yaml", inPnpmLock],
  ["yarn.lock", inYarnLock],
  ["bun.lock", inBunLock],
];

/** Names of the lock files that are read. */
export const LOCK_NAMES: readonly string[] = LOCK_FILES.map(([name]) => name);

function inPackageLock(text: string, name: string, within: string): string | undefined {
  const { packages, dependencies } = tableOf(text);
  const own = isTable(packages)
    ? [within === "" ? undefined : packages[`${within}/node_modules/${name}`], packages[`node_modules/${name}`]]
    : [isTable(dependencies) ? dependencies[name] : undefined];
  const found = own.find(isTable)?.version;
  return typeof found === "string" ? found : undefined;
}

// by lines: a lock file of megabytes is read for one version
function inPnpmLock(text: string, name: string, within: string): string | undefined {
  const lines = text.split("\n");
  const isWorkspace = lines.some((line) => /^importers:\s*$/.test(line));
  const importer = within === "" ? "." : within;
  let inside = !isWorkspace;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (isWorkspace) {
      if (/^\S/.test(line) && !line.startsWith("importers:")) inside = false;
      const key = /^ {2}(\S[^:]*):\s*$/.exec(line)?.[1];
      if (key !== undefined) inside = unquoted(key) === importer;
    }
    if (!inside) continue;
    const words = /^ {2,8}(\S+):\s*(\S*)/.exec(line);
    if (!words || unquoted(words[1]!) !== name) continue;
    // the version is on the line itself in old files, and below the key in new ones
    const below = lines.slice(at + 1, at + 4).map((next) => /^\s+version:\s*(\S+)/.exec(next)?.[1]);
    const version = words[2] === "" ? below.find((one) => one !== undefined) : words[2];
    return version === undefined ? undefined : unquoted(version).replace(/[(_].*$/s, "");
  }
  return undefined;
}

function unquoted(word: string): string {
  return word.replace(/^["']|["']$/g, "");
}

function inYarnLock(text: string, name: string): string | undefined {
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    if (!line.endsWith(":") || /^[\s#]/.test(line)) continue;
    const keys = line
      .slice(0, -1)
      .split(",")
      .map((key) => unquoted(key.trim()));
    if (!keys.some((key) => key.startsWith(`${name}@`))) continue;
    for (const next of lines.slice(at + 1, at + 6)) {
      const version = /^\s+version:?\s+(\S+)/.exec(next)?.[1];
      if (version !== undefined) return unquoted(version);
    }
  }
  return undefined;
}

function inBunLock(text: string, name: string): string | undefined {
  const data: unknown = parse(text);
  const packages = isTable(data) ? data.packages : undefined;
  const entry = isTable(packages) ? packages[name] : undefined;
  const spec: unknown = Array.isArray(entry) ? entry[0] : undefined;
  return typeof spec === "string" ? spec.slice(spec.lastIndexOf("@") + 1) : undefined;
}

/** The folders of the packages of a workspace, as its root names them: `packages/*`, `!packages/old`. */
export function workspacesOf(read: ReadFile): string[] {
  const { workspaces } = tableOf(read("package.json"));
  const list = isTable(workspaces) ? workspaces.packages : workspaces;
  const own = Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
  return [...own, ...pnpmWorkspaces(read("pnpm-workspace.yaml"))];
}

function pnpmWorkspaces(text: string | undefined): string[] {
  const found: string[] = [];
  let inside = false;
  for (const line of (text ?? "").split("\n")) {
    if (/^packages:\s*(?:#.*)?$/.test(line)) inside = true;
    else if (/^[^\s#-]/.test(line)) inside = false;
    else if (inside) {
      const item = /^\s*-\s*(\S+)/.exec(line)?.[1];
      if (item !== undefined) found.push(unquoted(item));
    }
  }
  return found;
}
