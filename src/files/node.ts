// the files of the machine: read at once, or awaited
import * as fs from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Boundary } from "./boundary.ts";
import { plainFile } from "./bytes.ts";
import type { Files } from "./file-system.ts";
import { perform, type Reading, readLater, readNow } from "./reading.ts";
import { repositoryOf } from "./repository.ts";

/** What the system is asked. */
interface System {
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  read(path: string, limit: number): Uint8Array;
  /** The path without symbolic links. @throws the error of the system, `ENOENT` if it is not there. */
  realpath(path: string): string;
}

/** The files of the machine, each read when it is asked for. */
export const nodeFiles: Files = filesOf({
  exists: (path) => readNow(exists(path)),
  isFolder: (path) => readNow(isFolder(path)),
  read: (path, limit) => readNow(plainFile(path, limit)),
  realpath: (path) => readNow(realpath(path)),
});

/**
 * Gives what `work` makes of the files of the machine, without blocking for any of them. It is run again with what it asked for,
 * until it asks for nothing more, so it must do nothing but read.
 *
 * @throws what `work` throws in its last run.
 */
export async function withFiles<T>(work: (files: Files) => T): Promise<T> {
  const answers = new Map<string, () => unknown>();
  for (;;) {
    const asked = new Map<string, Reading<unknown>>();
    const ask = <A>(question: string, path: string, reading: Reading<A>, meanwhile: () => A): A => {
      const answer = answers.get(`${question} ${path}`);
      if (answer) return answer() as A;
      asked.set(`${question} ${path}`, reading);
      return meanwhile();
    };
    const files = filesOf({
      exists: (path) => ask("exists", path, exists(path), () => false),
      isFolder: (path) => ask("isFolder", path, isFolder(path), () => false),
      read: (path, limit) => ask(`read ${limit}`, path, plainFile(path, limit), unanswered),
      realpath: (path) => ask("realpath", path, realpath(path), unanswered),
    });
    let result: () => T;
    try {
      const value = work(files);
      result = () => value;
    } catch (error) {
      result = () => {
        throw error;
      };
    }
    if (asked.size === 0) return result();
    await Promise.all([...asked].map(async ([key, reading]) => answers.set(key, await answerOf(reading))));
  }
}

// ends a run that cannot go on; whatever is made of it is thrown away with that run
function unanswered(): never {
  throw new Error("not read yet");
}

async function answerOf(reading: Reading<unknown>): Promise<() => unknown> {
  try {
    const value = await readLater(reading);
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function* exists(path: string): Reading<boolean> {
  const stats = yield* statsOf(path);
  return stats !== undefined;
}

function* isFolder(path: string): Reading<boolean> {
  const stats = yield* statsOf(path);
  return stats?.isDirectory() === true;
}

// undefined for what is not there, and for what cannot be: a path that is too long or has a NUL in it
function* statsOf(path: string): Reading<fs.Stats | undefined> {
  try {
    return yield* perform(
      () => fs.statSync(path),
      (done) => fs.stat(path, done),
    );
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return undefined;
  }
}

function* realpath(path: string): Reading<string> {
  return yield* perform(
    () => fs.realpathSync(path),
    (done) => fs.realpath(path, done),
  );
}

function filesOf(system: System): Files {
  const realPath = (path: string) => withoutLinks(path, system);
  const files: Files = {
    cwd: () => process.cwd(),
    resolve,
    dirname,
    shown(path, cwd) {
      const short = relative(cwd, path);
      return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
    },
    exists: system.exists,
    isFolder: system.isFolder,
    read: system.read,
    isOfSystem: (path) => /^\/(?:proc|sys)(?:\/|$)/.test(realPath(path)),
    home: homedir,
    boundary(folder, cwd, root) {
      let known: string | undefined;
      return new Boundary(files, (path) => {
        const file = realPath(path);
        // nearly every file is beside the one that names it
        if (root === undefined && known === undefined && realPath(folder) === folder && isWithin(folder, file))
          return true;
        known ??= realPath(root === undefined ? rootOf(folder, cwd, realPath) : resolve(cwd, root));
        return isWithin(known, file);
      });
    },
  };
  return files;
}

function rootOf(folder: string, cwd: string, realPath: (path: string) => string): string {
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
function withoutLinks(path: string, system: System): string {
  const absolute = resolve(path);
  try {
    return system.realpath(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(absolute);
    const missing = code === "ENOENT" || code === "ENOTDIR";
    return missing && parent !== absolute ? join(withoutLinks(parent, system), basename(absolute)) : absolute;
  }
}
