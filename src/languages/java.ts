// Java, and Kotlin as far as settings go: setters, builders and properties that are given a value

import { Expression, isTree } from "../codecs/literal.ts";
import { escapeLiteral } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";
import { javaProgram, UNIT_MILLIS } from "./_programs/java.ts";

export default defineLanguage({
  id: "java",
  title: "Java",
  extension: "java",
  // there is no grammar for Kotlin
  scannedExtensions: ["kt", "kts"],
  comment: "//",
  quote: quoteJava,
  literal,
  variable: (name) => new Expression(`System.getenv(${quoteJava(name)})`),
  fileVariable: (name) =>
    new Expression(`Mounted.secret(System.getenv(${quoteJava(name)}))`, {
      imports: [
        "import java.io.IOException;",
        "import java.io.UncheckedIOException;",
        "import java.nio.file.Files;",
        "import java.nio.file.Path;",
      ],
      helpers: [MOUNTED],
    }),
  // URI takes one host, and decodes; it has no user info where there are several
  passwordIn: (url) =>
    new Expression(`URI.create(${url.code}).getUserInfo().split(":", 2)[1]`, {
      imports: [...url.imports, "import java.net.URI;"],
      helpers: url.helpers,
    }),
  program: javaProgram,
  grammar: {
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
    quotes: [{ mark: '"""', lines: true }, { mark: '"' }, { mark: "'" }],
    words: { true: true, false: false, null: null },
    pairs: /(?:setProperty|addDataSourceProperty|put|option)\s*\(/y,
    atoms: [
      {
        match: /Duration\s*\.\s*of(Nanos|Millis|Seconds|Minutes|Hours|Days)\(\s*(-?\d[\d_]*)[lL]?\s*\)\.toMillis\(\)/y,
        value: ([, unit, amount]) => Number(amount!.replaceAll("_", "")) * UNIT_MILLIS[unit!.toUpperCase()]!,
      },
      {
        match: /(?:java\.util\.concurrent\.)?TimeUnit\.([A-Z]+)\.toMillis(?=\()/y,
        call: true,
        value: ([, unit], args) =>
          typeof args[0] === "number" ? args[0] * (UNIT_MILLIS[unit!] ?? Number.NaN) : args[0],
      },
      {
        match: /Duration\s*\.\s*of(Nanos|Millis|Seconds|Minutes|Hours|Days)(?=\()/y,
        call: true,
        value: ([, unit], args) =>
          typeof args[0] === "number" ? isoDuration(args[0] * UNIT_MILLIS[unit!.toUpperCase()]!) : args[0],
      },
      { match: /Duration\s*\.\s*parse(?=\()/y, call: true, value: (_, args) => args[0] },
      { match: /Duration\s*\.\s*ZERO\b/y, value: () => "PT0S" },
    ],
  },
});

/** The value of a `Duration` as a text. */
function isoDuration(ms: number): string {
  return `PT${ms / 1_000}S`;
}

/** Writes text as a string literal. */
function quoteJava(text: string): string {
  return escapeLiteral(JSON.stringify(text));
}

const MOUNTED = `/** Reads a secret that is mounted as a file. */
final class Mounted {
    private Mounted() {}

    static String secret(String path) {
        try {
            return Files.readString(Path.of(path)).replaceFirst("\\\\R$", "");
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}`;

const INT_MAX = 2_147_483_647;

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteJava(value);
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" && Math.abs(value) > INT_MAX) return `${value}L`;
  if (!isTree(value)) return String(value);
  const inner = `${indent}        `;
  const lines = Object.entries(value).map(([key, member]) => `\n${inner}${quoteJava(key)}, ${literal(member, inner)}`);
  return `Map.of(${lines.join(",")})`;
}
