// C#: object initializers, and connection strings put together of literals

import { Expression, isTree } from "../codecs/literal.ts";
import { escapeLiteral, points } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";

export default defineLanguage({
  id: "csharp",
  title: "C#",
  extension: "cs",
  comment: "//",
  quote: quoteCsharp,
  literal,
  variable: (name) =>
    new Expression(`Environment.GetEnvironmentVariable(${quoteCsharp(name)})`, { imports: ["using System;"] }),
  fileVariable: (name) =>
    new Expression(
      `File.ReadAllText(Environment.GetEnvironmentVariable(${quoteCsharp(name)})!).TrimEnd('\\r', '\\n')`,
      {
        imports: ["using System;", "using System.IO;"],
      },
    ),
  passwordIn: (url) =>
    new Expression(`Uri.UnescapeDataString(new Uri(${url.code}!).UserInfo.Split(':', 2)[1])`, {
      imports: url.imports,
      helpers: url.helpers,
    }),
  grammar: {
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
    quotes: [
      { mark: '"""', open: '$"""', raw: true, lines: true, holes: "{" },
      { mark: '"""', raw: true, lines: true },
      { mark: '"', open: '$@"', raw: true, lines: true, doubled: true, holes: "{" },
      { mark: '"', open: '@$"', raw: true, lines: true, doubled: true, holes: "{" },
      { mark: '"', open: '@"', raw: true, lines: true, doubled: true },
      { mark: '"', open: '$"', holes: "{" },
      { mark: '"' },
    ],
    words: { true: true, false: false, null: null },
    atoms: [{ match: /SslMode\.(\w+)/y, value: ([, mode]) => mode }],
    goesOn: true,
    isSetting: (text) => /^\s*(?:;\s*)?[A-Za-z][\w ]*=[^;]*;|^[A-Za-z][\w ]*=[^;=]+$/.test(text),
  },
});

/** Writes text as a string literal in double quotes. */
function quoteCsharp(text: string): string {
  return escapeLiteral(JSON.stringify(text), points);
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteCsharp(value);
  if (value === null || value === undefined) return "null";
  if (!isTree(value)) return String(value);
  const inner = `${indent}    `;
  const lines = Object.entries(value).map(
    ([key, member]) => `${inner}[${quoteCsharp(key)}] = ${literal(member, inner)},\n`,
  );
  return lines.length === 0 ? "new()" : `new()\n${indent}{\n${lines.join("")}${indent}}`;
}
