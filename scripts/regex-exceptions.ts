// regular expressions that recheck is not asked about, since they are never applied to long input

export interface RegexException {
  /** Path of the file that it is in. */
  readonly file: string;
  /** The expression as `/source/flags`. */
  readonly regex: string;
  /** Why it is never applied to long input. */
  readonly reason: string;
}

export const EXCEPTIONS: readonly RegexException[] = [
  {
    file: "src/cli/formats/_excerpt.ts",
    regex: "/[\"'`]?[\\w.$-]{1,80}[\"'`]?\\]?[ \\t]{0,20}(?::=|=>|[:=(]|[ \\t])[ \\t]{0,20}[\"'`]?$/",
    reason: "applied to the 120 characters before a value",
  },
  {
    file: "src/cli/formats/_excerpt.ts",
    regex: "/^[\"'`]?\\s*[:=]?\\s*[{[]?\\s*$/",
    reason: "applied to the end of a line of less than 60 characters",
  },
];
