// Python: dictionaries, True, False and None

import { Expression, isTree } from "../codecs/literal.ts";
import { escapeLiteral, points } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";
import { pythonProgram } from "./_programs/python.ts";

export default defineLanguage({
  id: "python",
  title: "Python",
  extension: "py",
  comment: "#",
  quote: quotePython,
  literal,
  variable: (name) => new Expression(`os.environ[${quotePython(name)}]`, { imports: ["import os"] }),
  importedExample: "app.token#current_token",
  imported(module, name) {
    if (!/^\.{0,3}[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,9}$/.test(module)) return undefined;
    return new Expression(name, { imports: [`from ${module} import ${name}`] });
  },
  fileVariable: (name) =>
    new Expression(`Path(os.environ[${quotePython(name)}]).read_text().removesuffix("\\n")`, {
      imports: ["import os", "from pathlib import Path"],
    }),
  passwordIn: (url) =>
    new Expression(`password_in(${url.code})`, {
      imports: [...url.imports, "from urllib.parse import unquote, urlsplit"],
      helpers: [...url.helpers, PASSWORD_IN],
    }),
  withoutParameters(url, names, why) {
    const list = `[\n${names.map((name) => `        ${quotePython(name)},\n`).join("")}    ]`;
    const helpers = [...url.helpers, `# ${why}\n${WITHOUT_PARAMETERS}`];
    const code = `without_parameters(\n    ${url.code},\n    ${list},\n)`;
    return new Expression(code, { imports: url.imports, helpers });
  },
  // no blank lines at the beginning, one after the imports of Python itself, two around a function
  tidy: (program) =>
    program
      .replace(/^\n+/, "")
      .replace(
        /^((?:import \w+|from (?:pathlib|urllib\.parse) import [\w, ]+)\n)(?=(?:from (?!pathlib|urllib)|import (?!os\b)))/m,
        "$1\n",
      )
      .split(/(\n{2,})/)
      .map((part, at, parts) => (at % 2 === 1 && FUNCTION.test(parts[at + 1]!) ? "\n\n\n" : part))
      .join("")
      .replace(/(\n {4}.*)\n\n+(?=[^\s)\]}])/g, "$1\n\n\n"),
  program: pythonProgram,
});

const FUNCTION = /^(?:#.*\n)*(?:async )?def /;

/** Writes text as a string literal: in double quotes, or in those that need fewer escapes. */
function quotePython(text: string): string {
  const quoted = escapeLiteral(JSON.stringify(text), points);
  if (!text.includes('"') || text.includes("'")) return quoted;
  return `'${quoted.slice(1, -1).replace(/\\(["\\])/g, (pair, char) => (char === '"' ? char : pair))}'`;
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

const PASSWORD_IN = `# the password of a connection string
def password_in(url):
    return unquote(urlsplit(url).password or "")`;

const WITHOUT_PARAMETERS = `def without_parameters(url, names):
    base, _, query = url.partition("?")
    pairs = [pair for pair in query.split("&") if pair.split("=", 1)[0] not in names]
    return base + "?" + "&".join(pairs) if any(pairs) else base`;
