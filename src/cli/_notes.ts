// what render says on stderr about the findings of a target

import type { RuleId } from "../diagnostics/catalogue.gen.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { switchOff } from "../mapping/encode.ts";
import type { Config } from "../model/model.ts";
import { findTarget } from "../render/find-target.ts";
import { printable } from "./reporters/_text.ts";

/** The rule about named prepared statements behind a pooler: they are switched off where the target has a setting for that. */
const PREPARED = "prepared-statements-on-pooler" satisfies RuleId;

/** The lines for the findings about a target, less those of severity `info`; what is written because of one is a note. */
export function targetNotes(findings: readonly Finding[], id: string, config: Config): string[] {
  const target = findTarget(id);
  return findings.flatMap(({ target: about, severity, message, rule, help = "" }) => {
    if (about === undefined || severity === "info") return [];
    if (rule === PREPARED && switchOff(target, config))
      return [`note: ${printable(`${target.prepared?.off} is written: ${message}`)}\n`];
    return [`${severity}[${rule}]: ${printable(`${message}. ${help}`)}\n`];
  });
}
