// characters that act on a terminal, or that hide or reorder text, and how they are written instead

/**
 * Control characters but tab and line feed, formatting characters (bidirectional marks, zero-width characters, tags),
 * line and paragraph separators. Variation selectors stay: they only choose the look of an emoji.
 */
export const HIDDEN = /(?!\t|\n|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Writes such characters as escapes; `write` gets one character, and gives the escape of the syntax. */
export function escapeHidden(text: string, write: (character: string) => string = units): string {
  return text.replace(HIDDEN, write);
}

/**
 * The beginning of a command of a CI runner, wherever it is in a line: GitHub's and Azure's `##[group]`, `##vso[…]`,
 * `##teamcity[…]`.
 */
export const RUNNER_COMMAND = /##(?=\w{0,20}\[)/g;

/** The same for literals of code and data, in which commands of a CI runner are escaped as well. */
export function escapeLiteral(text: string, write: (character: string) => string = units): string {
  return escapeHidden(text, write).replace(RUNNER_COMMAND, `#${write("#")}`);
}

/** Whether a text has something in it that `escapeLiteral` escapes. */
export function mustEscape(text: string): boolean {
  return text.search(HIDDEN) !== -1 || text.search(RUNNER_COMMAND) !== -1;
}

/** Writes a value as JSON, with a line break at its end, in which such characters and commands are escaped, so that it is the same value. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return `${escapeLiteral(JSON.stringify(value, replacer, 2))}\n`;
}

/** `\u202e` for each UTF-16 unit: JSON, JavaScript, Java, .properties. */
export function units(character: string): string {
  return character.replace(/[\s\S]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
}

/** `\u202e`, or `\U000e0001` above U+FFFF: TOML, YAML, Python, Go, C#. */
export function points(character: string): string {
  const code = character.codePointAt(0)!;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

/** `\u{202e}`: Ruby, Elixir. */
export function braced(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
