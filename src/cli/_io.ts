// the streams and surroundings of one run
import { fstatSync, writeSync } from "node:fs";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { escapeHidden, RUNNER_COMMAND } from "../text/characters.ts";

/** What a run reads and writes; the process's own, or a test's. */
export interface RawIo {
  readonly stdout: RawOut;
  readonly stderr: RawOut;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface RawOut {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** The same as the commands have it. */
export interface Io extends Omit<RawIo, "stdout" | "stderr"> {
  readonly stdout: Out;
  readonly stderr: Out;
}

export interface Out {
  /** Writes text for people; nothing in it can act on a terminal or command a CI runner. */
  write(text: string): unknown;
  /** Writes text for a program as it is: a format that escapes by itself, or a result that must not change. */
  data(text: string): unknown;
  readonly isTTY?: boolean;
}

/** The streams with a guard before each, so that what comes from input can do nothing there. */
export function guarded(io: RawIo): Io {
  return {
    stdout: guardedOut(io.stdout),
    stderr: guardedOut(io.stderr),
    cwd: io.cwd,
    env: io.env,
    // a getter, because asking for stdin opens it
    get stdin() {
      return io.stdin;
    },
  };
}

function guardedOut(out: RawOut): Out {
  return {
    write: (text) => out.write(harmless(text)),
    data: (text) => out.write(text),
    get isTTY() {
      return out.isTTY === true;
    },
  };
}

/**
 * The text without raw control characters but those of poolcfg's own colours, and without commands of CI runners: GitHub
 * takes a line that begins with `::`, and `##[` anywhere; Azure and TeamCity take `##vso[` and `##teamcity[`.
 */
export function harmless(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split(OWN)
    .map((part) => escapeHidden(part))
    .join("\u001b")
    .replace(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, "$1:\\")
    .replace(RUNNER_COMMAND, "#\\#");
}

/** The beginning of poolcfg's own colours until they are written. Input cannot have it, since no two runs have the same. */
export const OWN = `\u001b<${Math.random()}>`;

/** Most that is read from stdin, in bytes. */
const STDIN_LIMIT = 5 * 1024 * 1024;

/** The process's own streams. A reader that goes away early is no fault. */
export function processIo(): RawIo {
  // a getter, because asking for stdin opens it
  return {
    stdout: direct(1, () => process.stdout),
    stderr: direct(2, () => process.stderr),
    env: process.env,
    cwd: process.cwd(),
    get stdin() {
      return process.stdin;
    },
  };
}

/**
 * Writes to a descriptor by itself: asking for `process.stdout` loads Node's network stack, which costs more than a check.
 * The stream is asked only where the descriptor is not ready, or may be a terminal.
 */
function direct(descriptor: number, open: () => NodeJS.WriteStream): RawOut {
  let stream: NodeJS.WriteStream | undefined;
  const opened = () => {
    if (!stream) {
      stream = open();
      stream.on("error", failed);
    }
    return stream;
  };
  const failed = (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.exitCode = 2;
    if (descriptor !== 2) process.stderr.write(`poolcfg: the output cannot be written (${error.code}).\n`);
  };
  return {
    write(text) {
      let rest = Buffer.from(text);
      try {
        // what the stream has taken goes first
        while (!stream && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return failed(error as NodeJS.ErrnoException);
      }
      if (rest.length > 0) opened().write(rest);
    },
    get isTTY() {
      // a file or a pipe is none, and need not be opened to be asked
      return fstatSync(descriptor).isCharacterDevice() === true && opened().isTTY === true;
    },
  };
}

/** All of stdin, as bytes. */
export async function readStdin(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    size += bytes.length;
    if (size > STDIN_LIMIT)
      throw new PoolcfgError("input", "The text on stdin is longer than 5 MiB; a pool config is a few lines.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Whether an output is to be coloured: as the flag says, else as NO_COLOR says, else if a terminal shows it. */
export function wantsColor(flag: boolean | undefined, out: RawOut, env: Io["env"]): boolean {
  if (flag !== undefined) return flag;
  return !env.NO_COLOR && env.TERM !== "dumb" && out.isTTY === true;
}
