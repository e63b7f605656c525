// JavaScript: the settings as object literals inside the frame of their target

import { Expression, isTree } from "../targets/_value.ts";
import { codeFrame } from "../template.ts";
import { defineSyntax } from "./_define.ts";
import { quoteJs } from "./_quote.ts";

export default defineSyntax({
  id: "code",
  title: "JavaScript module",
  extension: "js",
  code: true,
  write(value, target) {
    const frame = codeFrame(target.id);
    const slots = value as Record<string, unknown>;
    const found = expressionsIn(value);
    const imports = unique(found.flatMap((expression) => expression.imports)).filter((line) => !frame.includes(line));
    const helpers = unique(found.flatMap((expression) => expression.helpers));
    const text = frame
      .replace(/^\{\{imports\}\}\n/m, () => imports.map((line) => `${line}\n`).join(""))
      .replace(/^\{\{helpers\}\}\n/m, () => helpers.map((helper) => `${helper}\n\n`).join(""));
    // a slot with a comma is an argument that may be left out
    return text.replace(/\{\{([\w.]+)(, )?\}\}/g, (_, slot: string, comma = "") => {
      const filled = slotValue(slots, slot);
      return filled === undefined && comma !== "" ? "" : `${literal(filled ?? {}, "")}${comma}`;
    });
  },
});

/** Writes a value as a JavaScript literal. */
export function literal(value: unknown, indent: string): string {
  if (value instanceof Expression) return value.js.replaceAll("\n", `\n${indent}`);
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

function slotValue(slots: Record<string, unknown>, slot: string): unknown {
  let value: unknown = slots;
  for (const key of slot.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

function expressionsIn(value: unknown): Expression[] {
  if (value instanceof Expression) return [value];
  return isTree(value) ? Object.values(value).flatMap(expressionsIn) : [];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
