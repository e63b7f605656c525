// JavaScript and TypeScript: object literals; its programs are run for their settings
import { Expression, isTree } from "../codecs/literal.ts";
import { defineLanguage } from "./_define.ts";
import { quoteJs } from "./_quote.ts";

export default defineLanguage({
  id: "js",
  title: "JavaScript",
  extension: "js",
  extensions: ["cjs", "mjs", "ts", "cts", "mts"],
  comment: "//",
  quote: quoteJs,
  literal,
  variable: (name) => new Expression(`process.env.${name}<:!:>`),
  importedExample: "./token.js#currentToken",
  imported(module, name) {
    const from = `from ${quoteJs(module)};`;
    if (name === "default") return new Expression("currentPassword", { imports: [`import currentPassword ${from}`] });
    return new Expression(name, { imports: [`import { ${name} } ${from}`] });
  },
  fileVariable: (name) =>
    new Expression(`readFileSync(process.env.${name} ?? "", "utf8").replace(/\\r?\\n$/, "")`, {
      imports: ['import { readFileSync } from "node:fs";'],
    }),
  passwordIn: (url) =>
    new Expression(`passwordIn(${url.code})`, { imports: url.imports, helpers: [...url.helpers, PASSWORD_IN] }),
  withoutParameters(url, names, why) {
    const list = `[${names.map(quoteJs).join(", ")}]`;
    const helpers = [...url.helpers, `// ${why}\n${WITHOUT_PARAMETERS}`];
    return new Expression(`withoutParameters(${url.code}, ${list})`, { imports: url.imports, helpers });
  },
  withPassword(url, password) {
    const helpers = [...password.helpers, WITH_PASSWORD];
    return new Expression(`withPassword(${quoteJs(url)}, ${password.code})`, {
      imports: password.imports,
      helpers,
    });
  },
  types,
});

// `<:typed:>`, or `<:typed:|plain:>`; no literal has a "<" in it, so no text of a config is taken for a mark
function types(program: string, kept: boolean): string {
  const [first = "", ...parts] = program.split("<:");
  let written = first;
  for (const part of parts) {
    const end = part.indexOf(":>");
    const [typed = "", plain = ""] = part.slice(0, end).split(":|");
    const after = part.slice(end + 2);
    // a line of types alone goes as a whole
    const isLine = !kept && plain === "" && after.startsWith("\n") && /(?:^|\n)$/.test(written.slice(-1));
    written += kept ? typed + after : plain + (isLine ? after.slice(1) : after);
  }
  return written;
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteJs(value);
  if (value === undefined) return "undefined";
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return value.length === 0 ? "[]" : `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (!isTree(value)) return JSON.stringify(value);
  const lines = Object.entries(value).map(
    ([key, member]) => `${inner}${propertyName(key)}: ${literal(member, inner)},\n`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
}

function propertyName(key: string): string {
  // a plain __proto__ in a literal would set the prototype
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoteJs(key);
}

const WITHOUT_PARAMETERS = `function withoutParameters(url = "", names<:: string[]:>)<:: string:> {
  const [base = "", query = ""] = url.split("?", 2);
  const kept = query.split("&").filter((pair) => pair !== "" && !names.includes(pair.split("=", 1)[0]<:!:>));
  return kept.length > 0 ? \`\${base}?\${kept.join("&")}\` : base;
}`;

const PASSWORD_IN = `// the password of a connection string
function passwordIn(url = "")<:: string:> {
  const [, password = ""] = /^[^:]+:\\/\\/[^:@/]*:([^@/]*)@/.exec(url) ?? [];
  return decodeURIComponent(password);
}`;

const WITH_PASSWORD = `function withPassword(url<:: string:>, password = "")<:: string:> {
  const full = new URL(url);
  full.password = encodeURIComponent(password);
  return full.href;
}`;
