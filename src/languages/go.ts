// Go: composite literals, and durations as numbers of nanoseconds
import { Expression, isTree } from "../targets/_value.ts";
import { defineLanguage } from "./_define.ts";

export default defineLanguage({
  id: "go",
  title: "Go",
  extension: "go",
  comment: "//",
  quote: quoteGo,
  literal,
  variable: (name) => new Expression(`os.Getenv(${quoteGo(name)})`, { imports: ['"os"'] }),
  grammar: {
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
    quotes: [{ mark: '"' }, { mark: "`", raw: true, lines: true }],
    words: { true: true, false: false, nil: null },
    atoms: [
      {
        match: /time\.(Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)\b/y,
        value: ([, unit]) => NANOSECONDS[unit!],
      },
      { match: /(?:time\.Duration|int32|int64|int)(?=\()/y, call: true, value: (_, args) => args[0] },
    ],
  },
});

const NANOSECONDS: Readonly<Record<string, number>> = {
  Nanosecond: 1,
  Microsecond: 1e3,
  Millisecond: 1e6,
  Second: 1e9,
  Minute: 60e9,
  Hour: 3_600e9,
};

/** Writes text as a string literal in double quotes. */
function quoteGo(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteGo(value);
  if (value === null || value === undefined) return "nil";
  if (!isTree(value)) return String(value);
  const inner = `${indent}\t`;
  const lines = Object.entries(value).map(([key, member]) => `${inner}${quoteGo(key)}: ${literal(member, inner)},\n`);
  return lines.length === 0 ? "map[string]string{}" : `map[string]string{\n${lines.join("")}${indent}}`;
}
