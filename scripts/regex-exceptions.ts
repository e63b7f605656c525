// regular expressions that recheck is not asked about

export interface RegexException {
  /** Path of the file that it is in. */
  readonly file: string;
  /** The expression as `/source/flags`. */
  readonly regex: string;
  /** Why it cannot take long: the text is short, or each repetition is bounded. */
  readonly reason: string;
}

export const EXCEPTIONS: readonly RegexException[] = [
  {
    file: "src/cli/reporters/_excerpt.ts",
    regex: "/[\"'`]?[\\w.$-]{1,80}[\"'`]?\\]?[ \\t]{0,20}(?::=|=>|[:=(]|[ \\t])[ \\t]{0,20}[\"'`]?$/",
    reason: "applied to the 120 characters before a value",
  },
  {
    file: "src/cli/reporters/_excerpt.ts",
    regex: "/^[\"'`]?\\s*[:=]?\\s*[{[]?\\s*$/",
    reason: "applied to the end of a line of less than 60 characters",
  },
  {
    file: "src/text/mask.ts",
    regex:
      "/--[\\w-]{0,40}(?:pass(?:word|wd|phrase)?|pasw|pwd|secret|token|credential|(?:api|access|account|private|signing|encryption|master|shared)[_-]?key)[\\w-]{0,30}[ \\t]{1,10}(?=[^\\s\"'`-])/gi",
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
  {
    file: "src/text/mask.ts",
    regex: "/(?<!\\w)(?:eyJ[\\w-]{8,4000}\\.eyJ[\\w-]{2,4000}(?:\\.[\\w-]{0,1000})?)/g",
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
  {
    file: "src/known-errors/connection-string-not-read.ts",
    regex:
      "/getaddrinfo (?:ENOTFOUND|EAI_AGAIN) [\"']?(?:base|undefined|null|NaN|HOST|hostname|your[-_]?host\\w{0,20}|db[-_]?host|\\$\\{?\\w{1,60}\\}?|%\\w{1,60}%|postgres(?:ql)?:\\S{0,200})[\"']?(?![\\w.-])/",
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
  {
    file: "src/known-errors/go-canceled.ts",
    regex:
      '/(?<!\\b(?:Get|Post|Put|Patch|Delete|Head|Options) "[^"\\n]{0,300}": [^\\n]{0,100})(?<!desc = )context canceled/',
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
  {
    file: "src/known-errors/go-deadline.ts",
    regex:
      '/(?<!\\b(?:Get|Post|Put|Patch|Delete|Head|Options) "[^"\\n]{0,300}": [^\\n]{0,100})(?<!desc = )context deadline exceeded(?! \\(Client\\.Timeout)/',
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
  {
    file: "src/cli/_hide.ts",
    regex:
      "/(?:pass|pwd|secret|token|credential|api_?key|auth)\\w{0,40}[\"'`\\]]{0,2}\\s{0,20}(?::|=>?|\\|\\||\\?\\?)\\s{0,20}(?=[\"'`])/gi",
    reason: "recheck has no answer in time; every repetition in it is bounded, so that its cost for each character is",
  },
];
