// for people: every finding with its line, what is legal and what to do
import { atLeast, type Finding } from "../../diagnostics/finding.ts";
import type { Origin } from "../../diagnostics/origin.ts";
import { defineFormat, incompleteNote, legalBeside, type Style, tally } from "./_define.ts";
import { excerpt, shownEdits } from "./_excerpt.ts";
import { COLORS, paint } from "./_style.ts";
import { oneLine, plural, printable } from "./_text.ts";

export default defineFormat({
  id: "text",
  title: "For people: every finding with its line, what is legal and what to do",
  machine: false,
  write({ findings, ignored = [], verbose, failOn, allowIncomplete, failure }, style) {
    if (failure) return `${paint(style, COLORS.error, "error")}: ${printable(failure.message)}\n`;
    const shown = findings.filter(
      ({ severity, missing }) => verbose || failOn === "info" || atLeast(severity, "warning") || missing !== undefined,
    );
    const blocks = shown.map((finding) => block(finding, style));
    const hidden = findings.length - shown.length;
    const note = incompleteNote(findings, allowIncomplete);
    const verdict = note === undefined ? "" : `${paint(style, "bold", "verdict: not known.")} ${oneLine(note)}\n`;
    return [...blocks, `${summary(findings, hidden, ignored.length)}${verdict}`].join("\n");
  },
});

function block(finding: Finding, style: Style): string {
  const { severity, rule, message, origin, related = [], help, target, holdsFor } = finding;
  const legal = legalBeside(finding);
  const seen = excerpt(finding);
  const gutter = " ".repeat(String(seen?.line ?? 1).length);
  const bar = paint(style, "blue", "|");
  const lines = [`${paint(style, COLORS[severity], `${severity}[${rule}]`)} ${paint(style, "bold", oneLine(message))}`];
  if (origin) lines.push(`${gutter}${paint(style, "blue", "-->")} ${place(origin)}`);
  if (seen) {
    const caret = paint(style, COLORS[severity], "^".repeat(seen.length));
    lines.push(
      `${gutter} ${bar}`,
      `${paint(style, "blue", String(seen.line))} ${bar} ${seen.text}`.trimEnd(),
      `${gutter} ${bar} ${" ".repeat(seen.before)}${caret}`,
    );
  }
  const note = (label: string, text: string) =>
    lines.push(
      `${gutter} ${paint(style, "blue", "=")} ${label}: ${printable(text).replaceAll("\n", `\n${gutter}   ${" ".repeat(label.length + 2)}`)}`,
    );
  for (const other of related) note("see", place(other));
  if (target !== undefined) note("target", holdsFor === undefined ? target : `${target} (${holdsFor})`);
  if (legal !== undefined) note("legal", legal);
  if (help !== undefined) note("help", help);
  const edits = shownEdits(finding);
  if (edits.length > 0) note("fix", "poolcfg validate --fix applies it");
  for (const { removed, added } of edits) {
    for (const line of removed) lines.push(`${gutter}   ${paint(style, "red", `- ${line}`)}`);
    for (const line of added) lines.push(`${gutter}   ${paint(style, "green", `+ ${line}`)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** A file first, so that editors can follow it; else the origin's own words. */
function place(origin: Origin): string {
  const { file, line, column, name, document } = origin;
  if (document?.path === undefined || file === undefined) return printable(origin.label);
  const position = line === undefined ? file : `${file}:${line}:${column}`;
  return printable(name === undefined ? position : `${position} (${name})`);
}

function summary(findings: readonly Finding[], hidden: number, ignored: number): string {
  const accepted = ignored > 0 ? `, ${ignored} ignored` : "";
  if (findings.length === 0) return `no findings${accepted}\n`;
  const { error, warning, info } = tally(findings);
  const parts = [
    ...(error > 0 ? [plural(error, "error")] : []),
    ...(warning > 0 ? [plural(warning, "warning")] : []),
    ...(info > 0 ? [plural(info, "note")] : []),
  ];
  return `${parts.join(", ")}${hidden > 0 ? ` (--verbose shows ${hidden === 1 ? "it" : "them"})` : ""}${accepted}\n`;
}
