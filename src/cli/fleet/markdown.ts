// a fleet as a comment on a pull request

import { atLeast, type Finding } from "../../diagnostics/finding.ts";
import type { Checked } from "../../fleet/check.ts";
import type { Change } from "../../fleet/lock.ts";
import type { More } from "../_fleet.ts";
import { incompleteNote } from "../reporters/_define.ts";
import { oneLine } from "../reporters/_text.ts";
import { CHANGE_HEADS, changeRows } from "./changes.ts";
import { writeSuggestions } from "./suggest.ts";
import { HEADS, type Shown, summaryOf, tablesOf } from "./table.ts";

/** Writes the tables and the findings. */
export function writeMarkdown(
  { weighed, workloads, findings }: Checked,
  { suggestions = [], changes }: More = {},
  allowIncomplete = false,
): string {
  const note = incompleteNote(findings, allowIncomplete);
  // a heading alone reads as a pass
  const summary = summaryOf(workloads);
  const grave = findings.filter(({ severity }) => atLeast(severity, "warning"));
  const list = grave.slice(0, MOST).map(line);
  const more = grave.length - list.length;
  const blocks = [
    "## Database connections",
    ...(note === undefined ? [] : [`**${SIGNS.unknown} Verdict: not known.** ${escaped(oneLine(note))}`]),
    ...weighed.flatMap((one) => tablesOf(one)).map(block),
    ...(changes ? [changeBlock(changes)] : []),
    ...(summary === undefined ? [] : [escaped(`${summary}.`)]),
    ...suggestions.map((one) => `\`\`\`text\n${writeSuggestions([one]).replaceAll("`", "'").trimEnd()}\n\`\`\``),
    ...(list.length > 0 ? [`### Findings\n\n${list.join("\n")}${more > 0 ? `\n- ${more} more` : ""}`] : []),
  ];
  return `${blocks.join("\n\n").trimEnd()}\n`;
}

const SIGNS = { fits: "✅", exceeds: "❌", unknown: "⚠️" } as const;

// a comment has a largest size
const MOST = 50;

function block({ caption, verdict, outcome, rows, total, notes }: Shown): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const lines = [row(HEADS), "| --- | ---: | ---: | ---: | ---: | --- |", ...rows.map(row), row(total)];
  const list = notes.slice(0, MOST).map((note) => `- ${escaped(note)}`);
  return [
    `**${escaped(caption)}**\n\n${SIGNS[outcome]} ${escaped(verdict)}`,
    lines.join("\n"),
    ...(list.length > 0 ? [list.join("\n")] : []),
  ].join("\n\n");
}

function changeBlock(changes: readonly Change[]): string {
  if (changes.length === 0) return "### Change\n\nNo service takes more or fewer connections than before.";
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rows = changeRows(changes.slice(0, MOST)).map(row);
  const more = changes.length - MOST;
  const table = [row(CHANGE_HEADS), "| --- | --- | ---: | ---: | ---: |", ...rows].join("\n");
  return `### Change\n\nConnections during a deploy:\n\n${table}${more > 0 ? `\n\n${more} more` : ""}`;
}

function line({ severity, message, origin, help }: Finding): string {
  const place = origin ? ` (${escaped(oneLine(origin.label))})` : "";
  return `- **${severity}**: ${escaped(oneLine(message))}${place}${help ? `. ${escaped(oneLine(help))}` : ""}`;
}

/**
 * Text of input as text of a page: no markup, and no link that GitHub or GitLab make of plain words (addresses, `@user`,
 * `#1`, `GH-1`, hashes of commits). An HTML comment ends such a word, and is not shown.
 */
function escaped(text: string): string {
  const plain = text.replace(MARKUP, (character, at: number) => {
    const ends = character === "@" || (LINKED.test(character) && /[\w/+{]/.test(text[at + 1] ?? ""));
    const written = /[<>&@]/.test(character) ? `&#${character.codePointAt(0)};` : `\\${character}`;
    return ends ? written + BREAK : written;
  });
  return plain
    .replace(/\bwww(?=\.)/gi, `$&${BREAK}`)
    .replace(/\b[a-z]{2,10}(?=-\d)/gi, `$&${BREAK}`)
    .replace(/\b[0-9a-f]{7,}\b/gi, (hash) => hash.replace(/.{6}(?=.)/g, `$&${BREAK}`));
}

const MARKUP = /[\\`*_{}[\]<>()#+!|~&@$%^:]/g;

const BREAK = "<!-- -->";

/** What a link may begin with, or have in it, on GitHub or GitLab. */
const LINKED = /[#!~&$%^:]/;
