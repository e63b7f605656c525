// the streams and surroundings of one run
import { fstatSync, writeSync } from "node:fs";
import { PoolcfgError } from "../errors.ts";

/** What a run reads and writes; the process's own, or a test's. */
export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Out {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Most that is read from stdin, in bytes. */
const STDIN_LIMIT = 5 * 1024 * 1024;

/** The process's own streams. A reader that goes away early is no fault. */
export function processIo(): Io {
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
function direct(descriptor: number, open: () => NodeJS.WriteStream): Out {
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
export function wantsColor(flag: boolean | undefined, out: Out, env: Io["env"]): boolean {
  if (flag !== undefined) return flag;
  return !env.NO_COLOR && env.TERM !== "dumb" && out.isTTY === true;
}
