// findings of the rules that are raised while a source is read
import { catalogue, type RuleId } from "../diagnostics/catalogue.gen.ts";
import type { Finding } from "../finding.ts";
import { makeFinding, type RuleFacts } from "./_define.ts";

/** Makes a finding of a rule. Its severity is the rule's by default. */
export function raise(id: RuleId, report: Parameters<typeof makeFinding>[1]): Finding {
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
