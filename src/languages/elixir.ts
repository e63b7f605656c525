// Elixir: keyword lists

import { Expression, isTree } from "../codecs/literal.ts";
import { braced, escapeLiteral } from "../text/characters.ts";
import { defineLanguage } from "./_define.ts";
import { elixirProgram } from "./_programs/elixir.ts";

export default defineLanguage({
  id: "elixir",
  title: "Elixir",
  extension: "exs",
  extensions: ["ex"],
  comment: "#",
  quote: quoteElixir,
  literal,
  variable: (name) => new Expression(`System.fetch_env!(${quoteElixir(name)})`),
  fileVariable: (name) =>
    new Expression(`String.trim_trailing(File.read!(System.fetch_env!(${quoteElixir(name)})), "\\n")`),
  passwordIn: (url) =>
    new Expression(`URI.decode(List.last(String.split(URI.parse(${url.code}).userinfo, ":", parts: 2)))`, {
      helpers: url.helpers,
    }),
  program: elixirProgram,
});

/** Writes text as a string literal in double quotes; a number sign may begin what is put in. */
function quoteElixir(text: string): string {
  return escapeLiteral(JSON.stringify(text).replaceAll("#{", "\\#{"), braced);
}

function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.code.replaceAll("\n", `\n${indent}`);
  if (typeof value === "string") return quoteElixir(value);
  if (value === null || value === undefined) return "nil";
  if (typeof value === "number") return numberElixir(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (!isTree(value)) return String(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, member]) => `${inner}${atom(key)}: ${literal(member, inner)}`);
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n${indent}]`;
}

/** Writes a number as the formatter of Elixir does: with underscores from six digits on. */
export function numberElixir(value: number): string {
  const text = String(value);
  if (!/^\d{6,}$/.test(text)) return text;
  const lead = text.length % 3 || 3;
  return [text.slice(0, lead), ...(text.slice(lead).match(/\d{3}/g) ?? [])].join("_");
}

function atom(key: string): string {
  return /^[a-z_]\w*$/i.test(key) ? key : quoteElixir(key);
}
