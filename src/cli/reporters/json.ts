// for programs: everything that is known about every finding; schemas/findings.schema.json describes it

import { type Finding, missingIn, type Suppressed } from "../../diagnostics/finding.ts";
import { jsonText } from "../../text/characters.ts";
import { defineFormat, reasonFor, tally } from "./_define.ts";
import { shownEdits } from "./_excerpt.ts";

export default defineFormat({
  id: "json",
  title: "For programs; schemas/findings.schema.json describes it",
  write({ findings, ignored = [], failure }) {
    const report = {
      formatVersion: FORMAT_VERSION,
      ...plainFindings(findings, ignored),
      ...(failure && { complete: false, failure }),
    };
    return jsonText(report);
  },
});

/** Version of the JSON outputs: a change that breaks a reader raises it. */
export const FORMAT_VERSION = 1;

/** Findings as plain data: whether the check is complete, the findings themselves, and their number. */
export function plainFindings(findings: readonly Finding[], ignored: readonly Suppressed[] = []): object {
  return {
    complete: missingIn(findings).length === 0,
    findings: findings.map(plain),
    ...(ignored.length > 0 && { ignored: ignored.map(accepted) }),
    summary: { ...tally(findings), ...(ignored.length > 0 && { ignored: ignored.length }) },
  };
}

/** One accepted finding as plain data. */
function accepted(one: Suppressed): Record<string, unknown> {
  return { ...plain(one.finding), by: one.by, reason: reasonFor(one) };
}

/** One finding as plain data. A fix with a secret in it is left out. */
function plain(finding: Finding): Record<string, unknown> {
  const { rule, severity, message, path, origin, related, legal, help, target, holdsFor, missing } = finding;
  const edits = shownEdits(finding);
  const fix = edits.map(({ name, start, end, text }) => ({ file: name, start, end, text }));
  return {
    rule,
    severity,
    message,
    ...(path !== undefined && { path }),
    ...(origin && { origin: origin.toJSON() }),
    ...(related && related.length > 0 && { related: related.map((other) => other.toJSON()) }),
    ...(legal !== undefined && { legal }),
    ...(help !== undefined && { help }),
    ...(fix.length > 0 && !edits.some(({ secret }) => secret) && { fix }),
    ...(target !== undefined && { target }),
    ...(holdsFor !== undefined && { holdsFor }),
    ...(missing !== undefined && { missing }),
  };
}
