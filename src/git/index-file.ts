// whether a path is in git's index: https://git-scm.com/docs/index-format
import { join } from "node:path";
import { readSmallFile } from "../files/bytes.ts";
import type { Repository } from "../files/repository.ts";
import type { GitConfig } from "./config.ts";

/** Largest index that is read, in bytes; that of a million files is about as long. */
const LARGEST = 128 * 1024 * 1024;

/** Longest path of an entry, in bytes; no system that git runs on opens a longer one. */
const LONGEST_NAME = 8 * 1024;

/**
 * Whether the index has a path.
 *
 * @param path relative to the root of the work tree, with `/` between the names.
 * @throws Error if the index is damaged, too large, or of a kind that this cannot tell from.
 */
export function isInIndex({ gitDir }: Repository, { hashBytes, ignoreCase }: GitConfig, path: string): boolean {
  const wanted = fold(Buffer.from(path, "utf8"), ignoreCase);
  const own = search(join(gitDir, "index"), wanted, hashBytes, ignoreCase);
  if (own === undefined) return false;
  if (own.found || own.link === undefined) return own.found;
  const shared = search(join(gitDir, `sharedindex.${own.link.hash}`), wanted, hashBytes, ignoreCase);
  if (shared === undefined) throw new Error("the index names a shared index that is not there");
  // which of its entries are deleted is a bit map by their positions
  if (shared.found && own.link.deletes) throw new Error("the index deletes entries of a shared index");
  return shared.found;
}

interface Searched {
  readonly found: boolean;
  /** The shared index that this one is the rest of. */
  readonly link: { readonly hash: string; readonly deletes: boolean } | undefined;
}

function search(file: string, wanted: Buffer, hashBytes: number, ignoreCase: boolean): Searched | undefined {
  const bytes = readSmallFile(file, LARGEST);
  if (!bytes) return undefined;
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = index.length - hashBytes;
  const [version, count] = [
    index.length >= 12 ? index.readUInt32BE(4) : 0,
    index.length >= 12 ? index.readUInt32BE(8) : 0,
  ];
  if (index.toString("latin1", 0, 4) !== "DIRC" || version < 2 || version > 4) throw damaged();
  let at = 12;
  let name: Buffer = Buffer.alloc(0);
  let found = false;
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    at += 40 + hashBytes;
    if (at + 2 > end) throw damaged();
    const mode = index.readUInt32BE(start + 24);
    const extended = (index.readUInt16BE(at) & 0x4000) !== 0;
    if (extended && version < 3) throw damaged();
    at += extended ? 4 : 2;
    let kept = 0;
    if (version === 4) [kept, at] = readPrefix(index, at, end, name.length);
    const close = index.indexOf(0, at);
    if (close < 0 || close >= end) throw damaged();
    const rest = index.subarray(at, close);
    // a damaged index could repeat a long name for each of its entries
    if (kept + rest.length > LONGEST_NAME) throw damaged();
    name = kept === 0 ? rest : Buffer.concat([name.subarray(0, kept), rest]);
    // names are padded so that an entry is a multiple of eight bytes long
    at = version === 4 ? close + 1 : start + ((close - start + 8) & ~7);
    const folded = fold(name, ignoreCase);
    if (folded.equals(wanted)) found = true;
    // a folder stands for all that is below it: a sparse one, or another repository
    if ((mode & 0o170000) !== 0o100000 && (mode & 0o170000) !== 0o120000 && isBelow(wanted, folded))
      throw new Error("the index has a folder above it as one entry");
  }
  return { found, link: readExtensions(index, at, end, hashBytes) };
}

// how much of the name before is left, as the number of bytes that are cut off its end
function readPrefix(index: Buffer, from: number, end: number, length: number): [number, number] {
  let at = from;
  let cut = -1;
  for (let byte = 0x80; byte & 0x80; ) {
    if (at >= end || cut > length) throw damaged();
    byte = index[at++]!;
    cut = (cut + 1) * 128 + (byte & 0x7f);
  }
  if (cut > length) throw damaged();
  return [length - cut, at];
}

function readExtensions(index: Buffer, from: number, end: number, hashBytes: number): Searched["link"] {
  let link: Searched["link"];
  if (from > end) throw damaged();
  for (let at = from; at < end; ) {
    if (at + 8 > end) throw damaged();
    const name = index.toString("latin1", at, at + 4);
    const size = index.readUInt32BE(at + 4);
    const body = index.subarray(at + 8, at + 8 + size);
    at += 8 + size;
    if (at > end) throw damaged();
    if (name === "link") {
      if (size < hashBytes) throw damaged();
      const hash = body.toString("hex", 0, hashBytes);
      // a bit map begins with the number of its bits
      const deletes = size >= hashBytes + 4 && body.readUInt32BE(hashBytes) > 0;
      if (/[^0]/.test(hash)) link = { hash, deletes };
    } else if (name !== "sdir" && /^[^A-Z]/.test(name)) throw new Error("the index has an extension that is not known");
  }
  return link;
}

function isBelow(path: Buffer, folder: Buffer): boolean {
  const cut = folder.at(-1) === SLASH ? folder.length - 1 : folder.length;
  return path.length > cut && path[cut] === SLASH && path.subarray(0, cut).equals(folder.subarray(0, cut));
}

const SLASH = 0x2f;

function fold(name: Buffer, ignoreCase: boolean): Buffer {
  return ignoreCase ? Buffer.from(name.toString("utf8").toLowerCase(), "utf8") : name;
}

function damaged(): Error {
  return new Error("the index is damaged");
}
