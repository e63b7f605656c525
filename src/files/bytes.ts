// the bytes of a file, which may be anything: a pipe, a device, a file without end
import * as fs from "node:fs";
import { UnfitFile } from "./file-system.ts";
import { perform, type Reading, readNow } from "./reading.ts";

/**
 * A plain file of at most `limit` bytes. It never waits for more to come.
 *
 * @throws UnfitFile if it is a folder, a pipe, socket or device, or too large; else the error of the system.
 */
export function* plainFile(path: string, limit: number): Reading<Uint8Array> {
  refuseUnfit(
    yield* perform(
      () => fs.statSync(path),
      (done) => fs.stat(path, done),
    ),
    limit,
  );
  // not blocking: another kind of file may have taken its place, and some files under /proc wait for a line
  const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
  const file = yield* perform(
    () => fs.openSync(path, flags),
    (done) => fs.open(path, flags, done),
  );
  try {
    const stats = yield* perform(
      () => fs.fstatSync(file),
      (done) => fs.fstat(file, done),
    );
    refuseUnfit(stats, limit);
    return yield* wholeOf(file, limit, stats.size);
  } finally {
    yield* perform<void>(
      () => fs.closeSync(file),
      (done) => fs.close(file, (error) => done(error ?? null)),
    );
  }
}

/** The same, blocking. */
export function readPlainFile(path: string, limit: number): Uint8Array {
  return readNow(plainFile(path, limit));
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

function refuseUnfit(stats: fs.Stats, limit: number): void {
  if (stats.isDirectory()) throw new UnfitFile("folder");
  if (!stats.isFile()) throw new UnfitFile("special");
  if (stats.size > limit) throw new UnfitFile("too-large");
}

// the size is a hint only: files under /proc say 0
function* wholeOf(file: number, limit: number, size: number): Reading<Uint8Array> {
  let bytes = new Uint8Array(Math.max(size, 4096) + 1);
  let length = 0;
  for (let count = -1; count !== 0; length += count) {
    if (length > limit) throw new UnfitFile("too-large");
    if (length === bytes.length) {
      const longer = new Uint8Array(bytes.length * 2);
      longer.set(bytes);
      bytes = longer;
    }
    const [into, from] = [bytes, length];
    count = yield* perform(
      () => fs.readSync(file, into, from, into.length - from, null),
      (done) => fs.read(file, into, from, into.length - from, null, done),
    );
  }
  return bytes.subarray(0, length);
}
