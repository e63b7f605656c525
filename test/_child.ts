// runs code in a child process, which can be killed if it hangs: a test in the same process cannot
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Generous, because it is for what never ends or takes quadratic time, and machines are busy; below the tests' own limit. */
const HANG_MS = 50_000;

const PRELUDE = `
import { readFileSync as readInputs } from "node:fs";
const run = (call) => {
  for (const input of JSON.parse(readInputs(0, "utf8"))) process.stdout.write(JSON.stringify([call(input) ?? null]) + "\\n");
};
`;

/**
 * Calls a function in a child process, once for each input. `code` is a module whose imports are relative to the
 * repository and which passes the function to `run`: `import { maskText } from "./src/text/mask.ts"; run(maskText)`.
 *
 * @returns what came back for each input, as JSON has it; undefined becomes null.
 * @throws Error if the child fails, or does not finish within 50 s: with the input that it was at.
 */
export function inChild(code: string, inputs: readonly unknown[]): unknown[] {
  const { status, signal, stdout, stderr, error } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", PRELUDE + code],
    {
      cwd: root,
      input: JSON.stringify(inputs),
      encoding: "utf8",
      timeout: HANG_MS,
      killSignal: "SIGKILL",
      maxBuffer: 2 ** 30,
    },
  );
  const results = stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line)[0]);
  if (status === 0 && results.length === inputs.length) return results;
  const input = JSON.stringify(inputs[results.length])?.slice(0, 200);
  const what =
    signal === "SIGKILL" ? `did not finish within ${HANG_MS / 1_000} s` : `failed: ${stderr.trim() || error?.message}`;
  throw new Error(`input ${results.length} ${what}: ${input}`);
}
