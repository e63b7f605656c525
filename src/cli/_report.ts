// writes findings in the format that was asked for, and gives the exit code
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Out, wantsColor } from "./_io.ts";
import type { Call } from "./commands/_define.ts";
import { type FailOn, type Format, fails, type Report } from "./reporters/_define.ts";
import { formats } from "./reporters/registry.gen.ts";

/** Writes findings to `out` (stdout unless said) and gives the exit code. */
export function report(
  call: Call,
  part: Pick<Report, "findings" | "sources" | "ignored">,
  out: Out = call.io.stdout,
): number {
  const { format = "text", failOn = "error", verbose = false, color, allowIncomplete = false } = call.options;
  let painted: boolean | undefined;
  const style = {
    // found out only if something is painted, and once: it is a system call
    get color() {
      painted ??= wantsColor(color, out, call.io.env);
      return painted;
    },
  };
  const chosen = formatOf(format);
  const text = chosen.write({ ...part, failOn, allowIncomplete, verbose, cwd: call.io.cwd }, style);
  if (chosen.machine) out.data(text);
  else out.write(text);
  return exitCode(part.findings, call.options);
}

/** 1 if a finding is at or above `failOn` (`error` by default), or if the check is incomplete and that is not allowed. */
export function exitCode(
  findings: readonly Finding[],
  { failOn = "error", allowIncomplete = false }: { failOn?: FailOn; allowIncomplete?: boolean } = {},
): 0 | 1 {
  return findings.some((finding) => fails(finding, failOn, allowIncomplete)) ? 1 : 0;
}

/** The format of that id. */
export function formatOf(id: string): Format {
  const format = formats.find((entry) => entry.id === id);
  if (format) return format;
  const ids = formats.map((entry) => entry.id).join(", ");
  throw new PoolcfgError("usage", `There is no format ${JSON.stringify(id.slice(0, 40))}. Formats: ${ids}.`);
}
