// Ruby: hashes with symbols for keys

import { Expression, isTree } from "../codecs/literal.ts";
import { braced, escapeLiteral } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";

export default defineLanguage({
  id: "ruby",
  title: "Ruby",
  extension: "rb",
  comment: "#",
  quote: quoteRuby,
  literal,
  variable: (name) => new Expression(`ENV.fetch(${quoteRuby(name)})`),
  fileVariable: (name) => new Expression(`File.read(ENV.fetch(${quoteRuby(name)})).chomp`),
  // what decodes a form takes a plus for a blank
  passwordIn: (url) =>
    new Expression(`URI.decode_www_form_component(URI(${url.code}).password.gsub("+", "%2B"))`, {
      imports: ['require "uri"'],
      helpers: url.helpers,
    }),
  grammar: {
    lineComments: ["#"],
    quotes: [{ mark: '"', holes: "#{" }, { mark: "'" }],
    words: { true: true, false: false, nil: null },
    atoms: [
      {
        match: /(\d+)\.(seconds?|minutes?|hours?|days?)\b/y,
        value: ([, count, unit]) => Number(count) * secondsOf(unit!),
      },
    ],
  },
});

function secondsOf(unit: string): number {
  return { second: 1, minute: 60, hour: 3_600, day: 86_400 }[unit.replace(/s$/, "")]!;
}

/** Writes text as a string literal in double quotes; a number sign may begin what is put in. */
function quoteRuby(text: string): string {
  return escapeLiteral(JSON.stringify(text).replace(/#(?=[{$@])/g, "\\#"), braced);
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteRuby(value);
  if (value === null || value === undefined) return "nil";
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (!isTree(value)) return String(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, member]) => `${inner}${symbol(key)}: ${literal(member, inner)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function symbol(key: string): string {
  return /^[a-z_]\w*$/i.test(key) ? key : quoteRuby(key);
}
