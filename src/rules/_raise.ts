// findings of the rules that are raised while a source is read
import type { Finding } from "../finding.ts";
import { rules } from "./_all.gen.ts";
import { makeFinding, type Rule } from "./_define.ts";

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** Makes a finding of a rule; its severity is the rule's unless said. */
export function raise(id: string, report: Parameters<typeof makeFinding>[1]): Finding {
  const rule = byId.get(id);
  if (!rule) throw new Error(`No rule "${id}"`);
  return makeFinding(rule, report);
}

/** The rule of that id. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
