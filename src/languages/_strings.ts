// string literals of programs: what is between the quotes, with its escapes

/** Replaces the escapes that most languages have: `\n`, `\x41`, `é`, `\u{e9}`. */
export function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, hex: string, short: string, braced: string, other: string) => {
    const code = hex ?? short ?? braced;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : "�";
    }
    return other === "\n" ? "" : (NAMED[other] ?? other);
  });
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|([\s\S]))/g;

const NAMED: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  "0": "\0",
  a: "\x07",
  v: "\v",
};

/** The number that a literal stands for, in any base and with underscores; undefined if it is none. */
export function numberOf(text: string): number | undefined {
  const plain = text
    .replaceAll("_", "")
    .replace(/(?:[uif](?:8|16|32|64|128|size)|[lLdDfF])$/, (suffix) =>
      /^0x/i.test(text) && /[dDfF]/.test(suffix) ? suffix : "",
    );
  const value = /^0[0-7]+$/.test(plain) && plain.length > 1 ? Number.parseInt(plain, 8) : Number(plain);
  return plain === "" || Number.isNaN(value) ? undefined : value;
}
