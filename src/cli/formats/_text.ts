// text fit for a terminal: no control characters, counted words, columns

// C0 but tab and line break, DEL, C1, and the marks that turn or hide text
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The text with control characters and direction marks written as `\x1b` and `\u{202e}`. */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNPRINTABLE, escaped);
}

/** The same in one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/\r?\n/g, " "));
}

/** One character as it is shown in an excerpt, and the columns it takes. */
export function cell(character: string): { shown: string; width: number } {
  if (character === "\t") return { shown: "    ", width: 4 };
  const shown = character.replace(UNPRINTABLE, escaped);
  return { shown, width: shown !== character ? shown.length : WIDE.test(character) ? 2 : 1 };
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Rows as a table; every column but the last as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
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

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
