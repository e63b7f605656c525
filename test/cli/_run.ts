// runs a command line in this process, in a folder of its own
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { commandLine } from "../../src/cli/_command-line.ts";
import { guarded } from "../../src/cli/_io.ts";
import type { Call } from "../../src/cli/commands/_define.ts";
import { main } from "../../src/cli/main.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly stdin?: string | AsyncIterable<string>;
  readonly isTTY?: boolean;
}

/** Runs `poolcfg` with these words. */
export async function poolcfg(
  argv: readonly string[],
  { cwd = folder({}), env = {}, stdin = "", isTTY = false }: Surroundings = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await main(argv, {
    stdout: { write: (text) => (out += text), isTTY },
    stderr: { write: (text) => (err += text), isTTY },
    stdin: typeof stdin === "string" ? once(stdin) : stdin,
    cwd,
    env,
  });
  return { code, out, err };
}

/**
 * Parses a command line without running it.
 *
 * @throws CommanderError for a command line that is not valid.
 */
export async function parseCommandLine(argv: readonly string[]): Promise<Pick<Call, "args" | "options">> {
  const nowhere = { write: () => {} };
  const io = guarded({ stdout: nowhere, stderr: nowhere, stdin: once(""), cwd: "/", env: {} });
  let parsed: Call | undefined;
  const program = commandLine(io, async (_, call) => {
    parsed = call;
  });
  await program.parseAsync(argv, { from: "user" });
  return { args: parsed!.args, options: parsed!.options };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const made: string[] = [];

/** A folder with these files; it is gone when the test file ends. */
export function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "poolcfg-"));
  made.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});
