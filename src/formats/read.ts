// files and texts to documents; what cannot be read at all is an error that says why
import type { Document } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { basename, type Files, UnfitFile } from "../files/file-system.ts";
import { maskLine } from "../text/mask.ts";
import type { Reader, SourceInfo } from "./_define.ts";
import { readers } from "./registry.gen.ts";

export { readDotenv } from "./dotenv.ts";

/** Largest file or text that is read, in bytes: 5 MiB. A syntax may allow less. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** How a file is read. */
export interface ReadFileOptions {
  readonly files: Files;
  /** Folder that the path is relative to, and that its shown name is. */
  readonly cwd: string;
  /** A reader, or the id of one: `toml`, `yaml`, `json`, `dotenv`. Default: by the file's name. */
  readonly format?: string | Reader | undefined;
  /** What references in a `.env` file may name besides the file itself. Default: nothing. */
  readonly env?: SourceInfo["env"];
}

/** How a text is read that is no file, or has been read already. */
export interface ReadTextOptions extends Omit<ReadFileOptions, "files" | "cwd" | "format"> {
  /** As shown to people: `<stdin>`. */
  readonly name: string;
  readonly path?: string | undefined;
  readonly format: string | Reader;
  /** Whether merge keys of YAML bring what they name. */
  readonly merges?: boolean;
}

/**
 * Reads a file. What is wrong in its text is a problem of the document.
 *
 * @throws PoolcfgError `input` where it cannot be read: missing, no plain file, too large, not UTF-8, of no known format.
 */
export function readDocumentFile(path: string, { files, cwd, format, env }: ReadFileOptions): Document {
  refuseAddress(path);
  const absolute = files.resolve(cwd, path);
  const name = files.shown(absolute, cwd);
  const id = format ?? formatOf(path);
  if (id === undefined && files.isFolder(absolute)) throw refuse(name, REASONS.EISDIR!);
  if (id === undefined)
    throw new PoolcfgError(
      "input",
      `${maskLine(name)} cannot be read: its name does not tell the format. Known are ${endings()}.`,
    );
  const reader = readerOf(id, name);
  const text = decode(bytesOf(absolute, name, reader, files), name, reader);
  return reader.read(text, { name, path: absolute, ...(env && { env }) });
}

/**
 * Reads a text.
 *
 * @throws PoolcfgError `input` where it cannot be read: too large, not UTF-8, of no known format.
 */
export function readDocumentText(
  text: string | Uint8Array,
  { name, path, format, env, merges }: ReadTextOptions,
): Document {
  const reader = readerOf(format, name);
  return reader.read(decode(text, name, reader), { name, path, ...(env && { env }), ...(merges && { merges }) });
}

/**
 * The text of a file, whatever it is in.
 *
 * @throws PoolcfgError `input` where it cannot be read.
 */
export function readText(path: string, cwd: string, files: Files): string {
  refuseAddress(path);
  const absolute = files.resolve(cwd, path);
  const name = files.shown(absolute, cwd);
  return decode(bytesOf(absolute, name, ANY, files), name, ANY);
}

/** Id of the reader for a file of that name, or undefined. */
export function formatOf(path: string): string | undefined {
  const name = basename(path).toLowerCase();
  return readers.find(
    ({ extensions, prefixes = [] }) =>
      extensions.some((end) => name.endsWith(end)) || prefixes.some((start) => name.startsWith(start)),
  )?.id;
}

/**
 * Refuses a connection string or a web address where a path belongs.
 *
 * @throws PoolcfgError `input`, without the text itself.
 */
export function refuseAddress(path: string): void {
  if (!path.includes("://")) return;
  throw new PoolcfgError(
    "input",
    "An address stands where the path of a file belongs; it is not shown, since it may hold a password. Name a file, or give a connection string as the DSN.",
  );
}

/** Why the system does not give what is at a path, and what to do; for messages: `X cannot be read: <reason>.` */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return REASONS[code] ?? `the system says ${code || "no more than that"}. Check the disk and the path`;
}

// --- helpers ---

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not read it. Change its permissions, or run as a user who may",
  EISDIR: "it is a folder. Name a file in it",
  ELOOP: "its symbolic links lead in a circle. Name the file itself",
  EMFILE: "too many files are open. Raise the limit on open files",
  ENAMETOOLONG: "its name is too long. Check the path",
  ENOENT: "there is no such file. Check the path",
  ENOTDIR: "a part of its path is no folder. Check the path",
  EPERM: "this user may not read it. Change its permissions, or run as a user who may",
  ERR_INVALID_ARG_VALUE: "its name holds a NUL character. Check the path",
};

function refuse(name: string, reason: string, cause?: unknown): PoolcfgError {
  return new PoolcfgError(
    "input",
    `${maskLine(name)} cannot be read: ${reason}.`,
    cause === undefined ? {} : { cause },
  );
}

function readerOf(id: string | Reader, name: string): Reader {
  if (typeof id !== "string") return id;
  const reader = readers.find((entry) => entry.id === id);
  if (reader) return reader;
  const ids = readers.map((entry) => entry.id).join(", ");
  throw refuse(name, `there is no format ${JSON.stringify(id.slice(0, 40))}. Known are ${ids}`);
}

function endings(): string {
  return readers
    .flatMap(({ extensions }) => extensions)
    .sort()
    .join(", ");
}

/** A text of any syntax, as far as its size goes. */
const ANY: Pick<Reader, "maxBytes"> = {};

function limitOf({ maxBytes = MAX_BYTES }: Pick<Reader, "maxBytes">): number {
  return Math.min(maxBytes, MAX_BYTES);
}

function tooLarge(name: string, limit: number): PoolcfgError {
  return refuse(
    name,
    `it is larger than ${limit / 1024 / 1024} MiB, the limit for a file of its kind. Put the pool config in a file of its own`,
  );
}

function bytesOf(path: string, name: string, reader: Pick<Reader, "maxBytes">, files: Files): Uint8Array {
  const limit = limitOf(reader);
  try {
    return files.read(path, limit);
  } catch (error) {
    if (error instanceof UnfitFile) {
      if (error.kind === "too-large") throw tooLarge(name, limit);
      const special = "it is a pipe, socket or device, not a file. Name a file, or - for standard input";
      throw refuse(name, error.kind === "folder" ? REASONS.EISDIR! : special);
    }
    throw refuse(name, reasonOf(error), error);
  }
}

function decode(raw: string | Uint8Array, name: string, reader: Pick<Reader, "maxBytes">): string {
  const limit = limitOf(reader);
  if (typeof raw === "string") {
    if (raw.length > limit || new TextEncoder().encode(raw).length > limit) throw tooLarge(name, limit);
    refuseNul(raw.indexOf("\0"), name);
    return raw;
  }
  if (raw.length > limit) throw tooLarge(name, limit);
  if ((raw[0] === 0xff && raw[1] === 0xfe) || (raw[0] === 0xfe && raw[1] === 0xff))
    throw refuse(name, "it is encoded as UTF-16. Save it as UTF-8");
  refuseNul(raw.indexOf(0), name);
  const text = decodeUtf8(raw);
  if (text === undefined)
    throw refuse(name, `it is not UTF-8: line ${badLine(raw)} holds a byte that cannot stand there. Save it as UTF-8`);
  return text;
}

function refuseNul(at: number, name: string): void {
  if (at >= 0) throw refuse(name, `it holds a NUL byte at offset ${at}, so it is no text. Save it as UTF-8`);
}

// a line break is never part of a longer UTF-8 sequence
function badLine(raw: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < raw.length; line++) {
    const end = raw.indexOf(0x0a, from);
    if (end < 0 || decodeUtf8(raw.subarray(from, end)) === undefined) break;
    from = end + 1;
  }
  return line;
}

function decodeUtf8(raw: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return undefined;
  }
}
