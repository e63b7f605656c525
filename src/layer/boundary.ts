// where a project ends: what its files name beyond that is other people's
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { PoolcfgError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { repositoryOf } from "../git/repository.ts";
import { quoted } from "../mask.ts";
import type { Origin } from "../origin.ts";
import { raise } from "../rules/_raise.ts";

/** The folder that a project is in. Files that a config or a `.env` file names are read only from there. */
export class Boundary {
  readonly #folder: string;
  readonly #cwd: string;
  #root: string | undefined;

  /**
   * @param folder of the file that names others.
   * @param root of the project. Default: the git repository of the folder, else the working directory if the folder is in
   * it, else the folder itself.
   */
  constructor(folder: string, cwd: string, root?: string) {
    this.#folder = folder;
    this.#cwd = cwd;
    this.#root = root === undefined ? undefined : realPath(resolve(cwd, root));
  }

  /** Whether a file is in the project, also where symbolic links lead. */
  has(path: string): boolean {
    const file = realPath(path);
    // nearly every file is beside the one that names it
    if (this.#root === undefined && realPath(this.#folder) === this.#folder && isWithin(this.#folder, file))
      return true;
    this.#root ??= realPath(rootOf(this.#folder, this.#cwd));
    return isWithin(this.#root, file);
  }

  /**
   * The finding for a file that is outside of the project or one of the system's; undefined for a file that may be read.
   *
   * @param what names the file, as shown: `extends`, `manifests`.
   */
  outside(path: string, what: string, shown: string, origin: Origin): Finding | undefined {
    return isOfSystem(path) || !this.has(path) ? outsideFinding(what, shown, origin) : undefined;
  }

  /**
   * Refuses a file of the project that is a symbolic link to one elsewhere.
   *
   * @throws PoolcfgError `input`.
   */
  refuseLink(path: string, shown: string): void {
    if (this.has(path)) return;
    throw new PoolcfgError(
      "input",
      `${shown} leads to a file outside of the project folder, so it was not read. To read that file, name it by its own path.`,
    );
  }
}

/** The finding for a file outside of the project. */
export function outsideFinding(what: string, shown: string, origin: Origin): Finding {
  return raise("file-outside-project", {
    message: `\`${what}\` names ${quoted(shown)}, which is outside of the project folder and was not read`,
    origin,
    help: "Move the file into the project, or allow its folder with --root.",
  });
}

/** Whether a path is of the system's own tables, which are no files of settings: they tell about processes and devices. */
export function isOfSystem(path: string): boolean {
  return /^\/(?:proc|sys)(?:\/|$)/.test(realPath(path));
}

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
