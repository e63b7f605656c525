// the beginning and the end of a text of any length, such as a log
import { open } from "node:fs/promises";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Io } from "./_io.ts";

/** What is kept of either end, in bytes. Even, so that UTF-16 stays whole. */
const WINDOW = 2 * 1024 * 1024;

/** An input, read in bounded memory. */
export interface Log {
  /** The last 2 MiB, or all of it if it is no longer than 4 MiB. */
  readonly end: string;
  /** The first 2 MiB; undefined if `end` is all of it. */
  readonly beginning: string | undefined;
  /** Length of the input, in bytes. */
  readonly bytes: number;
}

/** Reads standard input. */
export async function readLog(io: Io): Promise<Log> {
  const log = new Windows();
  for await (const chunk of io.stdin) log.add(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return log.done();
}

/**
 * Reads a file; of a long one, only both ends.
 *
 * @throws PoolcfgError `input` if it cannot be read.
 */
export async function readLogFile(path: string, shown: string): Promise<Log> {
  const log = new Windows();
  try {
    const file = await open(path);
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      const isLong = stats.isFile() && stats.size > 2 * WINDOW;
      // a gap of even length keeps UTF-16 whole
      const gap = isLong ? Math.floor((stats.size - 2 * WINDOW) / 2) * 2 : 0;
      const parts = isLong ? [{ start: 0, end: WINDOW - 1 }, { start: WINDOW + gap }] : [{}];
      for (const [at, part] of parts.entries()) {
        if (at > 0) log.skip(gap);
        for await (const chunk of file.createReadStream({ ...part, autoClose: false })) log.add(chunk as Buffer);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new PoolcfgError("input", `Cannot read the file ${shown}: ${why(error)}.`);
  }
  return log.done();
}

function why(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "it does not exist";
  if (code === "EISDIR") return "it is a directory";
  if (code === "EACCES") return "permission denied";
  return code ?? "unknown error";
}

class Windows {
  readonly #head: Uint8Array[] = [];
  #headLength = 0;
  #tail: Uint8Array[] = [];
  #tailLength = 0;
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    const first = chunk.subarray(0, WINDOW - this.#headLength);
    // a copy, since streams reuse their buffers' memory
    if (first.length > 0) this.#head.push(Uint8Array.from(first));
    this.#headLength += first.length;
    const rest = chunk.subarray(first.length);
    if (rest.length === 0) return;
    this.#tail.push(Uint8Array.from(rest));
    this.#tailLength += rest.length;
    // many small chunks would cost more than their bytes
    if (this.#tail.length > 1_000 || this.#tailLength > 4 * WINDOW) this.#shorten();
  }

  /** Takes note of bytes that were not read. */
  skip(bytes: number): void {
    this.#bytes += bytes;
  }

  done(): Log {
    this.#shorten();
    const [head, tail] = [Buffer.concat(this.#head), Buffer.concat(this.#tail)];
    const encoding = encodingOf(head);
    if (this.#bytes === head.length + tail.length)
      return { end: textOf(Buffer.concat([head, tail]), encoding), beginning: undefined, bytes: this.#bytes };
    // UTF-16 is cut at an even distance from the beginning
    const odd = encoding.startsWith("utf-16") && (this.#bytes - tail.length) % 2 === 1 ? 1 : 0;
    return { end: textOf(tail.subarray(odd), encoding), beginning: textOf(head, encoding), bytes: this.#bytes };
  }

  #shorten(): void {
    const all = Buffer.concat(this.#tail);
    const kept = all.subarray(Math.max(0, all.length - WINDOW));
    this.#tail = [kept];
    this.#tailLength = kept.length;
  }
}

/** By the byte order mark, or by where the zeros of Latin letters are. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 4_000);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]!++;
  const many = sample.length / 5;
  if (zeros[1]! > many && zeros[0]! < many / 4) return "utf-16le";
  if (zeros[0]! > many && zeros[1]! < many / 4) return "utf-16be";
  return "utf-8";
}

function textOf(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): string {
  if (encoding !== "utf-8") return new TextDecoder(encoding).decode(bytes);
  // a window may begin within a character
  let from = 0;
  while (from < 3 && (bytes[from]! & 0xc0) === 0x80) from++;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(from), { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
