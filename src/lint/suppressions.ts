// comments that accept a finding beside them: `# poolcfg-ignore rule-id: reason`

import { createFinding, ruleIds, ruleOf } from "../diagnostics/catalogue.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import type { Finding, Suppressed } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { acceptanceFor, type RuleSetting } from "../model/rule-setting.ts";
import { didYouMean } from "../model/spellings.ts";
import { maskLine, quoted } from "../text/mask.ts";
import type { RuleFacts } from "./define.ts";

const MARK = "poolcfg-ignore";

/** One comment, as it stands in a document. */
interface Comment {
  readonly document: Document;
  /** The line whose findings it accepts. */
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
  readonly origin: Origin;
}

/** What is left to report, and what somebody has accepted. */
export interface AppliedSuppressions {
  readonly findings: Finding[];
  readonly ignored: Suppressed[];
}

/**
 * Takes out what comments and the config accept.
 *
 * @param isChecked whether a rule has been run as often as it ever is, so that a comment for it that hits nothing is a finding.
 */
export function applySuppressions(
  findings: readonly Finding[],
  documents: readonly Document[],
  settings: Readonly<Record<string, RuleSetting>>,
  isChecked: (rule: RuleFacts) => boolean,
): AppliedSuppressions {
  const ignored: Suppressed[] = [];
  const kept: Finding[] = [];
  const comments = documents.flatMap(commentsOf);
  const byRule = new Map<string, Map<number, Comment[]>>();
  for (const comment of comments) {
    const lines = byRule.get(comment.rule) ?? new Map<number, Comment[]>();
    byRule.set(comment.rule, lines.set(comment.line, [...(lines.get(comment.line) ?? []), comment]));
  }
  const hits = new Set<Comment>();
  for (const finding of findings) {
    const reason = isFinal(finding) ? undefined : acceptanceFor(settings, finding.rule, finding.path).ignore;
    if (reason !== undefined) {
      ignored.push({ finding, by: "rules", reason });
      continue;
    }
    const beside = byRule.get(finding.rule)?.get(finding.origin?.line ?? 0);
    const comment = beside?.find((one) => accepts(one, finding));
    if (!comment) {
      kept.push(finding);
      continue;
    }
    hits.add(comment);
    ignored.push({ finding, by: "comment", reason: comment.reason, at: comment.origin });
  }
  for (const comment of comments) {
    const fault = hits.has(comment) ? undefined : faultOf(comment, isChecked);
    if (fault) kept.push(createFinding("unused-ignore", { origin: comment.origin, ...fault }));
  }
  return { findings: kept, ignored };
}

function accepts({ document, line, rule, reason }: Comment, finding: Finding): boolean {
  const { origin } = finding;
  if (finding.rule !== rule || reason === "" || !mayIgnore(rule) || isFinal(finding)) return false;
  return origin?.document?.name === document.name && origin.document.text === document.text && origin.line === line;
}

/**
 * Whether a finding is reported whatever somebody accepts: the check is incomplete without it, or what it is about cannot be
 * rendered at all.
 */
export function isFinal({ rule, severity, missing }: Finding): boolean {
  return missing !== undefined || (severity === "error" && ruleOf(rule)?.finalErrors === true);
}

// with such a fault a value is not read, and what holds in its place nobody has accepted
function mayIgnore(id: string): boolean {
  const rule = ruleOf(id);
  return rule !== undefined && (rule.checked || rule.severity !== "error");
}

type Fault = Pick<Parameters<typeof createFinding>[1], "message" | "help" | "severity">;

function faultOf({ rule: id, reason }: Comment, isChecked: (rule: RuleFacts) => boolean): Fault | undefined {
  const rule = ruleOf(id);
  const severity = "warning";
  if (!rule) {
    const meant = didYouMean(id, ruleIds());
    const message = id === "" ? `The comment names no rule` : `There is no rule ${quoted(id)} to ignore`;
    return { severity, message, help: meant ? `Did you mean \`${meant}\`?` : `Write \`# ${MARK} rule-id: reason\`.` };
  }
  if (reason === "")
    return {
      severity,
      message: `The comment gives no reason, so it ignores nothing of ${id}`,
      help: `Write \`# ${MARK} ${id}: reason\`.`,
    };
  if (!mayIgnore(id))
    return {
      severity,
      message: `${id} cannot be ignored: a value that is not read would be replaced in silence`,
      help: "Mend what it is about, and take the comment out.",
    };
  if (!isChecked(rule)) return undefined;
  return { message: `Nothing on this line is a finding of ${id}`, help: "Take the comment out." };
}

/** The comments of a document. JSON has none. */
function commentsOf(document: Document): Comment[] {
  const { text } = document;
  if (!text.includes(MARK)) return [];
  const lines = text.split("\n");
  const next = statementsAfter(lines);
  const found: Comment[] = [];
  let offset = 0;
  for (const [at, line] of lines.entries()) {
    const start = commentStart(line);
    const words =
      start < 0 ? undefined : /^#+\s*poolcfg-ignore\b:?\s*([^:\s]*)\s*(?::\s*(.*))?/.exec(line.slice(start));
    if (words) {
      const [, rule = "", reason = ""] = words;
      const range = rangeAt(text, offset + start, offset + line.trimEnd().length);
      found.push({
        document,
        line: line.slice(0, start).trim() === "" ? next[at]! : at + 1,
        rule,
        reason: maskLine(reason.trim().slice(0, 500)),
        origin: new Origin("file", { document, range }),
      });
    }
    offset += line.length + 1;
  }
  return found;
}

/** For each line the number of the next one that is no comment: several comments may be above what they are about. */
function statementsAfter(lines: readonly string[]): Uint32Array {
  const next = new Uint32Array(lines.length);
  let following = lines.length + 1;
  for (let at = lines.length - 1; at >= 0; at--) {
    next[at] = following;
    if (!/^\s*#/.test(lines[at]!)) following = at + 1;
  }
  return next;
}

/** Where the comment of a line begins, or -1: a # at its start or after a blank, and in no quotes. */
function commentStart(line: string): number {
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    const before = line[at - 1] ?? " ";
    if (quote !== "") {
      if (char === "\\" && quote === '"') at++;
      else if (char === quote) quote = "";
    } else if ((char === '"' || char === "'" || char === "`") && /[\s=:,[{(]/.test(before)) quote = char;
    else if (char === "#" && /\s/.test(before)) return at;
  }
  return -1;
}
