// what fails a start
import type { RuleId } from "../diagnostics/catalogue.gen.ts";
import { PoolConfigError } from "../diagnostics/errors.ts";
import { type Finding, sortFindings } from "../diagnostics/finding.ts";

/**
 * The rules that fail `loadPoolConfig()`, if their finding is an error. Without the failure, the process would run with other
 * settings than those that are set, or could not run at all. A rule is added only in a major version.
 */
export const BOOT_FATAL: ReadonlySet<string> = new Set<RuleId>([
  // a source that cannot be read
  "cyclic-extends",
  "file-outside-project",
  "forbidden-key",
  "input-too-large",
  "invalid-dsn",
  "not-postgresql",
  "syntax-error",
  "too-deep",
  "too-many-aliases",
  "unreadable-extends",
  "unreadable-secret-file",
  "unresolved-service",
  // a name that is not known
  "unknown-dsn-parameter",
  "unknown-key",
  "unknown-preset",
  "unknown-profile",
  // a value that cannot be used
  "duplicate-key",
  "duplicate-setting",
  "out-of-range",
  "second-question-mark",
  "timer-overflow",
  "unescaped-credentials",
  "unsupported-value",
  "wrong-type",
  "zero-not-off",
  // values that cannot be in effect together
  "fleet-exceeds-limit",
  "fleet-exceeds-pooler",
  "min-exceeds-max",
  "system-authorities-need-verify-full",
]);

/**
 * Throws for what fails a start.
 *
 * @returns the other findings, in the order of their places.
 * @throws PoolConfigError with the findings that fail the start, and no others.
 */
export function refuseFatal(findings: readonly Finding[]): Finding[] {
  const sorted = sortFindings(findings);
  const isFatal = ({ rule, severity }: Finding) => severity === "error" && BOOT_FATAL.has(rule);
  const fatal = sorted.filter(isFatal);
  if (fatal.length > 0) throw new PoolConfigError(fatal);
  return sorted;
}
