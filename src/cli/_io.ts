// the streams and surroundings of one run
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
export const STDIN_LIMIT = 5 * 1024 * 1024;

/** The process's own streams. A reader that goes away early is no fault. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      process.exitCode = 2;
      if (stream !== process.stderr) process.stderr.write(`poolcfg: the output cannot be written (${error.code}).\n`);
    });
  }
  const { stdout, stderr, env } = process;
  // a getter, because asking for stdin opens it
  return {
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    get stdin() {
      return process.stdin;
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
