// Python: dictionaries, True, False and None
import { Expression, isTree } from "../targets/_value.ts";
import { defineLanguage } from "./_define.ts";

export default defineLanguage({
  id: "python",
  title: "Python",
  extension: "py",
  comment: "#",
  quote: quotePython,
  literal,
  variable: (name) => new Expression(`os.environ[${quotePython(name)}]`, { imports: ["import os"] }),
  grammar: {
    lineComments: ["#"],
    quotes: [{ mark: '"""', lines: true }, { mark: "'''", lines: true }, { mark: '"' }, { mark: "'" }],
    words: { True: true, False: false, None: null },
    atoms: [{ match: /(?:int|float|dict)(?=\()/y, call: true, value: (_, args) => args[0] }],
  },
});

/** Writes text as a string literal in double quotes. */
function quotePython(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quotePython(value);
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  const inner = `${indent}    `;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (!isTree(value)) return String(value);
  const lines = Object.entries(value).map(
    ([key, member]) => `${inner}${quotePython(key)}: ${literal(member, inner)},\n`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
}
