// makes texts of texts: bytes and tokens changed, pieces repeated, two spliced

/** A source of numbers that gives the same ones for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to one less than `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** Pieces with a meaning to some reader. */
export const TOKENS: readonly string[] = [
  ...[
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "  ",
    "#",
    "# ",
    "//",
    "/*",
    "*/",
    "--",
    ";",
    ",",
    ":",
    ": ",
    "=",
    " = ",
    ":=",
    "=>",
  ],
  ...[
    '"',
    "'",
    "`",
    '"""',
    "'''",
    "\\",
    '\\"',
    "\\\n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "<%",
    "<%=",
    "%>",
    "{{",
    "}}",
  ],
  ...[
    "$",
    "${",
    "$(",
    "${A:-",
    "$$",
    "%",
    "%%",
    "%2",
    "%41",
    "@",
    "&",
    "*a",
    "&a ",
    "!!str ",
    "<<: ",
    "---\n",
    "- ",
    "? ",
    "|\n",
    "|-\n",
  ],
  ...[
    "0",
    "-1",
    "1e999",
    "5",
    "0x10",
    "9".repeat(40),
    "30s",
    "5min",
    "1h30m",
    "80%",
    "off",
    "true",
    "null",
    "nil",
    "None",
    "inf",
    "nan",
  ],
  ...[
    "postgresql://",
    "postgres://a@h/d",
    "jdbc:postgresql://",
    "?sslmode=",
    "&connection_limit=",
    "host=",
    "dbname=",
    "://",
    "%zz",
  ],
  ...[
    "pool",
    "max",
    "min",
    "connection",
    "url",
    "ssl",
    "tls",
    "database",
    "client",
    "password",
    "options",
    "production",
    "default",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "prototype",
    "extends",
    "preset",
    "profiles",
    "rules",
    "pools",
    "env",
    "value",
    "name",
  ],
  ...[
    "\0",
    "\u001b[31m",
    "\u0085",
    "\u009b",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ud800",
    "é",
    "😀",
    "::error::",
    "##[error]",
  ],
  ...[
    "# poolcfg-ignore size-implausible: x",
    "kind: Deployment\n",
    "spec:\n",
    "containers:\n",
    "import ",
    "const a = ",
    "new A(",
    "fn(",
  ],
];

const LONGEST = 30_000;

/** One to six changes to a text. */
export function mutated(text: string, other: string, random: Random): string {
  let made = text;
  for (let left = 1 + random.below(6); left > 0; left -= 1)
    made = random.of(CHANGES)(made, other, random).slice(0, LONGEST);
  return made;
}

type Change = (text: string, other: string, random: Random) => string;

const CHANGES: readonly Change[] = [
  (text, _, random) => replaced(text, random, () => random.of(TOKENS)),
  (text, _, random) => inserted(text, random, random.of(TOKENS)),
  (text, _, random) => inserted(text, random, random.of(TOKENS).repeat(1 + random.below(300))),
  (text, _, random) => inserted(text, random, String.fromCharCode(random.below(random.of([128, 256, 65_536])))),
  // a piece goes, comes twice, or many times
  (text, _, random) => replaced(text, random, () => ""),
  (text, _, random) => replaced(text, random, (piece) => piece + piece),
  (text, _, random) =>
    replaced(text, random, (piece) => piece.repeat(1 + random.below(Math.floor(LONGEST / (piece.length + 1))))),
  // lines change places
  (text, _, random) => {
    const lines = text.split("\n");
    const [one, two] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[two]] = [lines[two]!, lines[one]!];
    return lines.join("\n");
  },
  (text, _, random) => text.slice(0, random.below(text.length + 1)),
  (text, other, random) => text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1)),
  (text, other, random) => inserted(text, random, other),
  (text, _, random) => text.replace(/\d+/g, (number) => (random.below(4) === 0 ? random.of(TOKENS) : number)),
];

function inserted(text: string, random: Random, piece: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function replaced(text: string, random: Random, by: (piece: string) => string): string {
  const start = random.below(text.length + 1);
  const end = start + random.below(random.of([4, 20, 200]));
  return text.slice(0, start) + by(text.slice(start, end)) + text.slice(end);
}
