// writes findings in the format that was asked for, and gives the exit code
import { PoolcfgError } from "../errors.ts";
import { atLeast, type Finding } from "../finding.ts";
import { type Out, wantsColor } from "./_io.ts";
import type { Call } from "./commands/_define.ts";
import { formats } from "./formats/_all.gen.ts";
import type { FailOn, Format, Report } from "./formats/_define.ts";

/** Writes findings to `out` (stdout unless said) and gives the exit code. */
export function report(
  call: Call,
  part: Pick<Report, "findings" | "sources" | "ignored">,
  out: Out = call.io.stdout,
): number {
  const { format = "text", failOn = "error", verbose = false, color } = call.options;
  const style = {
    // asked only where something is to be painted
    get color() {
      return wantsColor(color, out, call.io.env);
    },
  };
  out.write(formatOf(format).write({ ...part, failOn, verbose, cwd: call.io.cwd }, style));
  return exitCode(part.findings, failOn);
}

/** 1 where a finding is at or above the floor. */
export function exitCode(findings: readonly Finding[], failOn: FailOn = "error"): 0 | 1 {
  return failOn !== "none" && findings.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0;
}

/** The format of that id. */
export function formatOf(id: string): Format {
  const format = formats.find((entry) => entry.id === id);
  if (format) return format;
  const ids = formats.map((entry) => entry.id).join(", ");
  throw new PoolcfgError("usage", `There is no format ${JSON.stringify(id.slice(0, 40))}. Formats: ${ids}.`);
}
