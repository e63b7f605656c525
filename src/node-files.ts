// the files of the machine
import { existsSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Files } from "./files.ts";
import { repositoryOf } from "./git/repository.ts";
import { Boundary } from "./layer/boundary.ts";
import { readPlainFile } from "./sources/_bytes.ts";

export const nodeFiles: Files = {
  cwd: () => process.cwd(),
  resolve,
  dirname,
  shown(path, cwd) {
    const short = relative(cwd, path);
    return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
  },
  exists: existsSync,
  isFolder(path) {
    try {
      return statSync(path).isDirectory();
    } catch {
      return false;
    }
  },
  read: readPlainFile,
  isOfSystem: (path) => /^\/(?:proc|sys)(?:\/|$)/.test(realPath(path)),
  home: homedir,
  boundary(folder, cwd, root) {
    let known = root === undefined ? undefined : realPath(resolve(cwd, root));
    return new Boundary(nodeFiles, (path) => {
      const file = realPath(path);
      // nearly every file is beside the one that names it
      if (known === undefined && realPath(folder) === folder && isWithin(folder, file)) return true;
      known ??= realPath(rootOf(folder, cwd));
      return isWithin(known, file);
    });
  },
};

function rootOf(folder: string, cwd: string): string {
  return repositoryRoot(folder) ?? (isWithin(realPath(cwd), realPath(folder)) ? cwd : folder);
}

function repositoryRoot(folder: string): string | undefined {
  try {
    return repositoryOf(folder)?.root;
  } catch {
    return undefined;
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

/** A path without symbolic links, as far as it is there. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(absolute);
    const missing = code === "ENOENT" || code === "ENOTDIR";
    return missing && parent !== absolute ? join(realPath(parent), basename(absolute)) : absolute;
  }
}
