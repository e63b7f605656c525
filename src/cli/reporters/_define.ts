// what a format is: findings in, text out
import type { UnreachableDetails } from "../../diagnostics/errors.ts";
import { atLeast, type Finding, missingIn, type Severity, type Suppressed } from "../../diagnostics/finding.ts";
import { maskLine } from "../../text/mask.ts";

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
  readonly ignored?: readonly Suppressed[];
  /** What was checked, as shown to people. */
  readonly sources: readonly string[];
  /** Whether info findings are written out where they would only be counted. */
  readonly verbose?: boolean;
  /** Findings at or above this fail the run; `error` unless said. */
  readonly failOn?: FailOn;
  /** Whether the run does not fail because the check is incomplete. */
  readonly allowIncomplete?: boolean;
  /** Why the run ended early. */
  readonly failure?: Failure;
  /** Folder that files are shown relative to. */
  readonly cwd?: string;
}

export type FailOn = Severity | "none";

/** Why a run ended early. */
export interface Failure extends Partial<UnreachableDetails> {
  readonly code: string;
  /** Full sentences, with lines for the cause, the meaning and what to do. Never a secret. */
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

/** Whether a finding fails the run. What could not be checked does, whatever its severity, unless that is allowed. */
export function fails({ severity, missing }: Finding, failOn: FailOn, allowIncomplete: boolean): boolean {
  if (missing !== undefined) return !allowIncomplete;
  return failOn !== "none" && atLeast(severity, failOn);
}

/** What a check could not take into account, in one sentence; undefined if it is complete. */
export function incompleteNote(findings: readonly Finding[], allowIncomplete = false): string | undefined {
  const names = [...new Set(missingIn(findings).map(({ missing }) => missing!))];
  if (names.length === 0) return undefined;
  const more = names.length - MOST_NAMED;
  const list = `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const next = allowIncomplete ? "--allow-incomplete accepts that" : "--allow-incomplete would accept that";
  return `The check is incomplete: ${list} ${names.length === 1 ? "was" : "were"} not checked; ${next}.`;
}

/** Names in the sentence about an incomplete check; each of the others has its finding. */
const MOST_NAMED = 8;

/** How many findings there are of each severity. */
export function tally(findings: readonly Finding[]): Record<Severity, number> {
  const summary = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) summary[severity]++;
  return summary;
}

/** The reason for which a finding is accepted; it may be any text of a comment. */
export function reasonFor({ by, reason }: Suppressed): string {
  return reason === undefined ? `accepted by the ${by}` : maskLine(reason);
}

/** What would be legal, where the message does not say so already. */
export function legalBeside({ message, legal }: Finding): string | undefined {
  return legal === undefined || message.includes(legal) ? undefined : legal;
}
