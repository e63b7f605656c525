// the folder that a config is for: what git tracks, and which libraries are installed
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { readPlainFile } from "../files/bytes.ts";
import { gitStatus } from "../git/status.ts";
import { LOCK_NAMES, type LockedVersion, lockedVersion } from "../packages/npm.ts";
import { readerOf } from "../packages/read.ts";
import type { Project } from "./define.ts";

/** Reads the folder itself, and only if a rule asks for it. It runs nothing. */
export function projectAt(cwd: string): Project {
  let packages: Readonly<Record<string, string>> | undefined;
  return {
    gitStatus: (file) => gitStatus(file),
    dependency(name) {
      packages ??= dependencies(cwd);
      return Object.hasOwn(packages, name) ? packages[name] : undefined;
    },
    installed(names) {
      let at: Installed = { folder: resolve(cwd) };
      for (const name of names) {
        const found = installedFrom(at.folder, name);
        if (!found) return locked(cwd, names.at(-1)!)?.version;
        at = found;
      }
      return at.version;
    },
  };
}

/** The version of a package that is installed, as Node finds it, or that the lock file has. */
export function installedVersion(cwd: string, name: string): LockedVersion | undefined {
  const version = installedFrom(resolve(cwd), name)?.version;
  return version === undefined ? locked(cwd, name) : { version, file: "node_modules" };
}

// the lock file is in the root of the workspace
function locked(cwd: string, name: string): LockedVersion | undefined {
  const start = resolve(cwd);
  for (let folder = start; ; folder = dirname(folder)) {
    if (LOCK_NAMES.some((lock) => existsSync(join(folder, lock))))
      return lockedVersion(readerOf(folder), name, relative(folder, start).replaceAll("\\", "/"));
    if (dirname(folder) === folder) return undefined;
  }
}

interface Installed {
  readonly folder: string;
  readonly version?: string;
}

// in the nearest node_modules that has it, as Node does; a link is followed
function installedFrom(from: string, name: string): Installed | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const there = join(folder, "node_modules", name);
    const manifest = manifestIn(there);
    if (manifest) {
      const { version } = manifest;
      return { folder: realpathSync(there), ...(typeof version === "string" && { version }) };
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function dependencies(cwd: string): Record<string, string> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    if (manifest) return { ...(manifest.devDependencies as object), ...(manifest.dependencies as object) };
    if (dirname(folder) === folder) return {};
  }
}

// a manifest is a few kilobytes; what is larger is none
const LARGEST = 1_000_000;

/** The manifest of a folder; empty where it cannot be read, undefined where there is none. */
function manifestIn(folder: string): Readonly<Record<string, unknown>> | undefined {
  const path = join(folder, "package.json");
  try {
    const manifest: unknown = JSON.parse(Buffer.from(readPlainFile(path, LARGEST)).toString("utf8"));
    return typeof manifest === "object" && manifest !== null ? (manifest as Record<string, unknown>) : {};
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : {};
  }
}
