// finds the git repository of a file by reading files alone: git itself runs commands that a repository names
import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readSmallFile } from "./bytes.ts";

/** One work tree and its administrative folders. */
export interface Repository {
  /** Root folder of the work tree. */
  readonly root: string;
  /** Folder of this work tree's own index. */
  readonly gitDir: string;
  /** Folder that all work trees of the repository share: `config`, `info/exclude`. */
  readonly commonDir: string;
}

/** Reads a `.git` file, `commondir` or `config`: a few lines. What is larger is none of them. */
const LARGEST_TEXT = 1024 * 1024;

/**
 * The repository whose work tree has `folder`: the nearest `.git`, here or above.
 *
 * A bare repository between ordinary files is passed over. git would use it, with a configuration that its author wrote.
 *
 * @returns undefined outside of every repository.
 * @throws Error if a `.git` is there and cannot be followed.
 */
export function repositoryOf(folder: string): Repository | undefined {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const found = repositoryAt(root);
    if (found) return found;
    if (dirname(root) === root) return undefined;
  }
}

function repositoryAt(root: string): Repository | undefined {
  const path = join(root, ".git");
  const stats = statOf(path);
  if (!stats) return undefined;
  if (stats.isDirectory()) return repositoryIn(root, path);
  if (!stats.isFile()) return undefined;
  // of a linked work tree or a submodule
  const named = /^gitdir: ([^\r\n]+)/.exec(textOf(path) ?? "")?.[1];
  const found = named === undefined ? undefined : repositoryIn(root, resolve(root, named));
  if (!found) throw new Error(`${path} does not name a git repository`);
  return found;
}

function repositoryIn(root: string, gitDir: string): Repository | undefined {
  const shared = textOf(join(gitDir, "commondir"))?.trim();
  const commonDir = shared ? resolve(gitDir, shared) : gitDir;
  // what git asks for before it takes a folder for a repository
  const isOne = hasHead(gitDir) && isFolder(join(commonDir, "objects")) && isFolder(join(commonDir, "refs"));
  return isOne ? { root, gitDir, commonDir } : undefined;
}

/** The text of a file in bytes: one character each, as git compares them; undefined if there is no such file. */
export function textOf(path: string, limit = LARGEST_TEXT): string | undefined {
  const bytes = readSmallFile(path, limit);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function hasHead(gitDir: string): boolean {
  const path = join(gitDir, "HEAD");
  // a link to a branch that has no commit yet leads nowhere
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true || statOf(path)?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}
