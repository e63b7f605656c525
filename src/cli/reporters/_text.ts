// text fit for a terminal: no control characters, counted words, columns
import { escapeHidden } from "../../text/characters.ts";

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The text with characters that act on a terminal, or hide text, written as `\u001b`. */
export function printable(text: string): string {
  return escapeHidden(text.replaceAll("\r\n", "\n"));
}

/** The same in one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/\r?\n/g, " "));
}

/** One character as it is shown in an excerpt, and the columns it takes. */
export function cell(character: string): { shown: string; width: number } {
  if (character === "\t") return { shown: "    ", width: 4 };
  const shown = escapeHidden(character);
  return { shown, width: shown !== character ? shown.length : WIDE.test(character) ? 2 : 1 };
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Rows as a table, a line each; every column but the last as wide as its widest cell. */
export function columns(table: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  const rows = table.map((row) => row.map((text) => printable(text).replaceAll("\n", "\\n")));
  for (const row of rows) for (const [at, text] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, text.length);
  return rows
    .map((row) =>
      row
        .map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at]!)))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
