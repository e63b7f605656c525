// what a format is: findings in, text out
import type { Accepted, Finding, Severity } from "../../finding.ts";
import { maskLine } from "./_mask.ts";

/** One way to write findings. Its id is its file name. */
export interface Format {
  readonly id: string;
  /** One line, no full stop. */
  readonly title: string;
  /** Whether a program reads it: then it goes to stdout even where the run fails early. */
  readonly machine: boolean;
  /** Ends with a line break. Never holds a secret. */
  write(report: Report, style: Style): string;
}

/** What a run found. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Findings that somebody has accepted. */
  readonly ignored?: readonly Accepted[];
  /** What was checked, as shown to people. */
  readonly sources: readonly string[];
  /** Whether info findings are written out where they would only be counted. */
  readonly verbose?: boolean;
  /** Findings at or above this fail the run; `error` unless said. */
  readonly failOn?: FailOn;
  /** Why the run ended early. */
  readonly failure?: Failure;
  /** Folder that files are shown relative to. */
  readonly cwd?: string;
}

export type FailOn = Severity | "none";

/** Why a run ended early. */
export interface Failure {
  readonly code: string;
  /** Why a server could not be reached, in one word. */
  readonly reason?: string;
  /** A full sentence. Never a secret. */
  readonly message: string;
}

/** How a text may look. */
export interface Style {
  readonly color: boolean;
}

/** Defines a format. */
export function defineFormat(format: Omit<Format, "machine"> & { machine?: boolean }): Format {
  return { machine: true, ...format };
}

/** How many findings there are of each severity. */
export function tally(findings: readonly Finding[]): Record<Severity, number> {
  const summary = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) summary[severity]++;
  return summary;
}

/** The reason for which a finding is accepted; it may be any text of a comment. */
export function reasonFor({ by, reason }: Accepted): string {
  return reason === undefined ? `accepted by the ${by}` : maskLine(reason);
}

/** What would be legal, where the message does not say so already. */
export function legalBeside({ message, legal }: Finding): string | undefined {
  return legal === undefined || message.includes(legal) ? undefined : legal;
}
