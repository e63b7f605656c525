// a fleet for people: one table for each server
import type { Checked } from "../../fleet/check.ts";
import type { Change } from "../../fleet/lock.ts";
import type { Style } from "../reporters/_define.ts";
import { paint } from "../reporters/_style.ts";
import { columns } from "../reporters/_text.ts";
import { CHANGE_HEADS, changeRows } from "./changes.ts";
import { HEADS, type Shown, summaryOf, tablesOf } from "./table.ts";

/** Writes the tables, and what became of the workloads. */
export function writeText(
  { weighed, workloads }: Checked,
  style: Style,
  verbose: boolean,
  changes?: readonly Change[],
): string {
  const tables = weighed.flatMap((one) => tablesOf(one)).map((table) => `${block(table, style, verbose)}\n`);
  const summary = summaryOf(workloads);
  const change = changes === undefined ? [] : [`${changesOf(changes, style)}\n`];
  return [...tables, ...change, ...(summary === undefined ? [] : [`${summary}\n\n`])].join("");
}

function changesOf(changes: readonly Change[], style: Style): string {
  const head = paint(style, "bold", "change, in connections during a deploy");
  if (changes.length === 0) return `${head}: none\n`;
  return `${head}\n${columns([[...CHANGE_HEADS], ...changeRows(changes)].map(([first, ...rest]) => [`  ${first}`, ...rest]))}`;
}

const COLOR = { fits: "green", exceeds: "red", unknown: "yellow" } as const;

function block({ caption, verdict, outcome, rows, total, notes }: Shown, style: Style, verbose: boolean): string {
  const all = [[...HEADS], ...rows, total];
  const widths = HEADS.map((_, at) => Math.max(...all.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 || at === HEADS.length - 1 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ")
      .trimEnd();
  const shown = verbose ? notes : notes.slice(0, MOST_NOTES);
  const more = notes.length - shown.length;
  return [
    paint(style, "bold", caption),
    `verdict: ${paint(style, ["bold", COLOR[outcome]], verdict)}`,
    "",
    ...all.map((row) => `  ${line(row)}`),
    ...(shown.length > 0 ? ["", ...shown.map((note) => `  ${note}`)] : []),
    ...(more > 0 ? [`  ${more} more notes (--verbose shows them)`] : []),
    "",
  ].join("\n");
}

const MOST_NOTES = 10;
