// the bytes of a file, which may be anything: a pipe, a device, a file without end
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { UnfitFile } from "../files.ts";

/**
 * Reads a plain file of at most `limit` bytes. It never waits for more to come.
 *
 * @throws UnfitFile if it is a folder, a pipe, socket or device, or too large; else the error of the system.
 */
export function readPlainFile(path: string, limit: number): Uint8Array {
  refuseUnfit(statSync(path), limit);
  // not blocking: another kind of file may have taken its place, and some files under /proc wait for a line
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    refuseUnfit(stats, limit);
    return readAll(file, limit, stats.size);
  } finally {
    closeSync(file);
  }
}

/** The same, and undefined if there is no such file. */
export function readSmallFile(path: string, limit: number): Uint8Array | undefined {
  try {
    return readPlainFile(path, limit);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

function refuseUnfit(stats: Stats, limit: number): void {
  if (stats.isDirectory()) throw new UnfitFile("folder");
  if (!stats.isFile()) throw new UnfitFile("special");
  if (stats.size > limit) throw new UnfitFile("too-large");
}

// the size is a hint only: files under /proc say 0
function readAll(file: number, limit: number, size: number): Uint8Array {
  let bytes = new Uint8Array(Math.max(size, 4096) + 1);
  let length = 0;
  for (let count = -1; count !== 0; length += count) {
    if (length > limit) throw new UnfitFile("too-large");
    if (length === bytes.length) {
      const longer = new Uint8Array(bytes.length * 2);
      longer.set(bytes);
      bytes = longer;
    }
    count = readSync(file, bytes, length, bytes.length - length, null);
  }
  return bytes.subarray(0, length);
}
