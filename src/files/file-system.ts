// the files that loading and importing read: those of the machine, or texts that a program gives in their place
import type { Boundary } from "./boundary.ts";

/** Files by their paths. An implementation does no more than this; what the files mean is decided by its caller. */
export interface Files {
  /** Folder that relative paths begin in unless another one is given. */
  cwd(): string;
  /** Path of a file that is named in `folder`. */
  resolve(folder: string, path: string): string;
  /** Folder that a file is in; the path itself for the topmost folder. */
  dirname(path: string): string;
  /** A path as messages show it: relative to `cwd` for a file in or below it. */
  shown(path: string, cwd: string): string;
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  /**
   * Reads a plain file.
   *
   * @param limit maximum size in bytes.
   * @throws UnfitFile if it is a folder, a special file, or too large; else an error with a `code` such as `ENOENT`.
   */
  read(path: string, limit: number): Uint8Array;
  /** Whether a path is of the system's own tables (`/proc`, `/sys`), which are no files of settings. */
  isOfSystem(path: string): boolean;
  /** Folder of the user, where libpq looks for `.pg_service.conf`. */
  home(): string;
  /**
   * The folder that a project is in, which limits the files that the files of `folder` may name.
   *
   * @param root of the project. Default: the git repository of the folder, else `cwd` if the folder is in it, else the folder.
   */
  boundary(folder: string, cwd: string, root?: string): Boundary;
}

/** Why a file is not read although the system would. */
export class UnfitFile extends Error {
  static override readonly name: string = "UnfitFile";
  readonly kind: "folder" | "special" | "too-large";

  constructor(kind: UnfitFile["kind"]) {
    super(
      { folder: "it is a folder", special: "it is a pipe, socket or device", "too-large": "it is too large" }[kind],
    );
    this.kind = kind;
  }
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Text of bytes that should be UTF-8; what is not becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
