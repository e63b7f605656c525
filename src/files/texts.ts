// texts in the place of files: what a program that has no file system passes

import { Boundary } from "./boundary.ts";
import { type Files, UnfitFile } from "./file-system.ts";

/** A text in the place of a file. */
export interface TextFile {
  /**
   * Relative path, such as `poolcfg.toml` or `config/.env`. Its ending gives the format: `.toml`, `.yaml`, `.yml`, `.json`, or
   * `.env`. Other files refer to it by this path, and messages show it.
   */
  readonly name: string;
  /** At most 5 MiB. Bytes must be UTF-8. */
  readonly text: string | Uint8Array;
}

/** Files that are texts; `unread` lists those that nothing has read so far, by name. */
export interface TextFiles extends Files {
  unread(): string[];
}

/**
 * Makes files of texts. The working directory is the folder that their names are relative to.
 *
 * @param given by normalized names, each of them once.
 */
export function textFiles(given: readonly TextFile[]): TextFiles {
  const texts = new Map(given.map(({ name, text }) => [normalized(name), { name, text }]));
  const read = new Set<string>();
  const files: TextFiles = {
    cwd: () => HERE,
    resolve: (folder, path) => normalized(isAbsolute(path) ? path : `${folder}/${path}`),
    dirname: (path) => path.slice(0, Math.max(path.lastIndexOf("/"), path.startsWith("/") ? 1 : 0)) || HERE,
    shown: (path) => path,
    exists: (path) => texts.has(path),
    isFolder: (path) => path === HERE || [...texts.keys()].some((name) => name.startsWith(`${path}/`)),
    read(path, limit) {
      const text = texts.get(path)?.text;
      if (text === undefined) {
        if (files.isFolder(path)) throw new UnfitFile("folder");
        throw Object.assign(new Error("There is no text of that name"), { code: "ENOENT" });
      }
      read.add(path);
      const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
      if (bytes.length > limit) throw new UnfitFile("too-large");
      return bytes;
    },
    isOfSystem: (path) => /^\/(?:proc|sys)(?:\/|$)/.test(path),
    home: () => HERE,
    boundary: () => new Boundary(files, (path) => !isAbsolute(path) && path !== ".." && !path.startsWith("../")),
    unread: () => [...texts].flatMap(([path, { name }]) => (read.has(path) ? [] : [name])),
  };
  return files;
}

const HERE = ".";

/** A path with `/` between its parts, and without `.` and `..` as far as that is possible. */
export function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return `${isAbsolute(path) ? "/" : ""}${parts.join("/")}` || HERE;
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
}
