// findings of the rules that are raised while a source is read

import type { Report, Rule, RuleFacts } from "../lint/define.ts";
import { maskDsn } from "../text/redact.ts";
import { catalogue, type RuleId } from "./catalogue.gen.ts";
import type { Finding } from "./finding.ts";

/** Makes a finding of a rule. Its severity is the rule's by default. */
export function createFinding(id: RuleId, report: Parameters<typeof makeFinding>[1]): Finding {
  return makeFinding({ id, severity: catalogue[id].severity }, report);
}

/** What is known of the rule of that id; undefined if there is none. */
export function ruleOf(id: string): RuleFacts | undefined {
  return Object.hasOwn(catalogue, id) ? catalogue[id as RuleId] : undefined;
}

/** The id of every rule. */
export function ruleIds(): RuleId[] {
  return Object.keys(catalogue) as RuleId[];
}

/** A finding whose edits are worked out only when they are asked for. */
export function makeFinding(
  rule: Pick<Rule, "id" | "severity">,
  report: Omit<Finding, "rule" | "severity" | "edits"> & Pick<Report, "severity" | "edits">,
): Finding {
  const { edits, severity, ...rest } = report;
  // a connection string may stand where a name belongs
  const masked = (text: string) => (text.includes("://") ? maskDsn(text) : text);
  const message = masked(rest.message);
  const help = rest.help === undefined ? {} : { help: masked(rest.help) };
  const finding = { rule: rule.id, severity: severity ?? rule.severity, ...rest, message, ...help };
  if (!edits) return finding;
  return Object.defineProperty(finding, "edits", { get: edits, enumerable: true, configurable: true }) as Finding;
}
