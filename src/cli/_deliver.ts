// puts a result where it is wanted: stdout, a file, or beside a file to compare

import { resolve } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { escapeHidden, HIDDEN, RUNNER_COMMAND } from "../text/characters.ts";
import { maskLine } from "../text/mask.ts";
import { unifiedDiff } from "./_diff.ts";
import { existing } from "./_existing.ts";
import { wantsColor } from "./_io.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";

/** Writes to `--out`, which only its owner may read since it may hold secrets, or to stdout. */
export function deliver({ options, io }: Call, text: string): void {
  if (typeof options.out !== "string") {
    refuseHidden(text);
    io.stdout.data(text);
    return;
  }
  writeAtomic(resolve(io.cwd, options.out), text, { shown: options.out, mode: 0o600 });
  io.stderr.write(`wrote ${maskLine(options.out)}\n`);
}

// the syntaxes that can escape such a character do; a result may not be changed
function refuseHidden(text: string): void {
  // a runner takes such a line for a command of the job
  if (text.search(RUNNER_COMMAND) !== -1 || text.split("\n").some((line) => line.trimStart().startsWith("::")))
    throw new PoolcfgError(
      "input",
      "The output has ##[ in it or a line that begins with ::, which CI runners take for a command. Remove that from the value, choose another format, or write the output to a file with --out.",
    );
  const found = text.replaceAll("\r\n", "\n").match(HIDDEN)?.[0];
  if (found === undefined) return;
  throw new PoolcfgError(
    "input",
    `The output has the character ${escapeHidden(found)} in it, which acts on a terminal or hides text, and this format cannot escape it. Remove it from the value, choose another format, or write the output to a file with --out.`,
  );
}

/** Compares with a file, and gives the exit code: 1 with a diff where it is stale. */
export function checkFile({ options, io }: Call, file: string, text: string): number {
  const before = existing(resolve(io.cwd, file), file);
  if (before === text) return 0;
  const style = { color: wantsColor(options.color, io.stdout, io.env) };
  io.stdout.write(unifiedDiff(before, text, { before: file, after: "what the config says" }, style));
  io.stderr.write(`${maskLine(file)} is stale; write it with --out ${maskLine(file)}.\n`);
  return 1;
}
