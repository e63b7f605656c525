// a program: the settings as literals of its language inside the frame of their target

import { Expression, isTree, type Tree } from "../../codecs/literal.ts";
import type { Language } from "../../languages/_define.ts";
import { languageOf } from "../../languages/_find.ts";
import type { Target } from "../../mapping/define.ts";
import { codeFrame, type FrameLine, type Slot } from "../template.ts";

/** Writes the program of a target, with the types that its language has for it or without them. */
export function writeProgram(value: unknown, target: Target, typed: boolean): string {
  if (target.language === undefined) throw new TypeError(`${target.id} has a code form, and no language`);
  const language = languageOf(target.language);
  const values = value as Tree;
  const frame = codeFrame(target.frame ?? target.id, language.extension);
  const lines = frame.lines.filter(({ slots }) => !slots.some((slot) => isLeftOut(slot, values)));
  const used = lines.flatMap(({ slots }) => slots.map((slot) => valueIn(values, slot)));
  const found = used.flatMap(expressionsIn);
  const types = (text: string) => language.types?.(text, typed) ?? text;
  const imports = unique(found.flatMap((one) => one.imports)).filter((line) => !frame.text.includes(line));
  // one of types alone leaves nothing without them
  const helpers = unique(found.flatMap((one) => one.helpers)).map((one) => types(`${one}\n`));
  const helperLines = helpers.flatMap((one) => (one === "" ? [] : one.split("\n")));
  const program = lines.flatMap((line) => {
    if (line.whole === "imports") return imports.map((one) => `${line.indent}${one}`);
    return line.whole === "helpers" ? helperLines : filled(line, values, language);
  });
  const text = program.join("\n");
  const own = types(text);
  return language.tidy?.(own) ?? own;
}

// a slot without a value stands for an empty table
function filled({ indent, texts, slots }: FrameLine, values: Tree, language: Language): string {
  const written = slots.map((slot) => {
    if (slot.mark === "!" || slot.mark === "+") return "";
    const value = valueIn(values, slot);
    if (slot.mark !== ", ") return language.literal(value === undefined ? {} : value, indent);
    return value === undefined ? "" : `${language.literal(value, indent)}, `;
  });
  return texts.map((text, at) => `${text}${written[at] ?? ""}`).join("");
}

// whether its whole line is
function isLeftOut(slot: Slot, values: Tree): boolean {
  if (slot.mark === "?" || slot.mark === "+") return valueIn(values, slot) === undefined;
  return slot.mark === "!" && valueIn(values, slot) !== undefined;
}

function valueIn(values: Tree, { ways }: Slot): unknown {
  for (const way of ways) {
    let value: unknown = values;
    for (const key of way) value = (value as Tree | undefined)?.[key];
    if (value !== undefined) return value;
  }
  return undefined;
}

function expressionsIn(value: unknown): Expression[] {
  if (value instanceof Expression) return [value];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  return isTree(value) ? Object.values(value).flatMap(expressionsIn) : [];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
