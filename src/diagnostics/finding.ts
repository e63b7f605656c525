// what is reported about a config: data here, words and colours in cli/reporters
import type { RuleId } from "./catalogue.gen.ts";
import type { Origin } from "./origin.ts";

/** How grave a finding is; `off` switches a rule off and never stands in a finding. */
export type Severity = "error" | "warning" | "info";

/** A safe replacement of text in one file: applying it removes the finding and changes no other meaning. */
export interface Edit {
  /** Absolute path of the file. */
  readonly file: string;
  /** First character replaced, counted in UTF-16 units from 0. */
  readonly start: number;
  /** First character kept after it. */
  readonly end: number;
  readonly text: string;
}

/** A problem that is not yet placed: what reports it knows only the text that it read. */
export interface Issue<Id extends string = RuleId> {
  /** Id of the rule that is broken. */
  readonly rule: Id;
  /** Default: the severity of the rule. */
  readonly severity?: Severity;
  /** One sentence with the value in it. Never a secret. */
  readonly message: string;
  /** Canonical path of the setting, if it is about one. */
  readonly path?: string;
  /** What would be legal, in words. */
  readonly legal?: string;
  /** What to do. */
  readonly help?: string;
}

/** One problem, in one place. Never contains a secret. */
export interface Finding extends Issue<string> {
  readonly severity: Severity;
  /** Where the value came from. */
  readonly origin?: Origin;
  /** Other places that take part: the second of two conflicting sources. */
  readonly related?: readonly Origin[];
  /** Edits that mend it, where that is safe. */
  readonly edits?: readonly Edit[];
  /** Whether the value that it points at is a secret, or has one in it; then no report shows that value. */
  readonly secret?: true;
  /** Target that the finding holds for, where it is about one. */
  readonly target?: string;
  /** Package and range of versions that what is known about the target holds for: `knex >=3 <4`. */
  readonly holdsFor?: string;
  /**
   * What the check could not take into account, as shown to people: a query, `k8s/api.yaml`, `Deployment api`. The message
   * says why. Such a finding makes the check incomplete: comments, `[rules]` and baselines do not suppress it.
   */
  readonly missing?: string;
}

/** A finding that somebody has accepted, so that it is not reported. */
export interface Suppressed {
  readonly finding: Finding;
  /** Where it is accepted: a comment beside it, `[rules]` of the config, or a baseline. */
  readonly by: "comment" | "rules" | "baseline";
  readonly reason?: string;
  /** The comment. */
  readonly at?: Origin;
}

const GRAVITY: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Whether a severity is at or above another. */
export function atLeast(severity: Severity, floor: Severity): boolean {
  return GRAVITY[severity] >= GRAVITY[floor];
}

/** The findings that make a check incomplete. Without any, everything was taken into account. */
export function missingIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ missing }) => missing !== undefined);
}

/** Sorts findings by file, line, column and rule, so that output is the same from run to run. */
export function sortFindings(findings: Iterable<Finding>): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.origin?.file ?? "", b.origin?.file ?? "") ||
      (a.origin?.line ?? 0) - (b.origin?.line ?? 0) ||
      (a.origin?.column ?? 0) - (b.origin?.column ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.path ?? "", b.path ?? "") ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The finding with another severity; its edits are still computed only when they are read. */
export function withSeverity(finding: Finding, severity: Severity): Finding {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(finding), severity: { value: severity, enumerable: true } },
  ) as Finding;
}
