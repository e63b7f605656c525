// a program: the settings as literals of its language inside the frame of their target
import type { Language } from "../languages/_define.ts";
import { languageOf } from "../languages/_find.ts";
import { Expression, isTree } from "../targets/_value.ts";
import { codeFrame } from "../template.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "code",
  title: "Program",
  extension: "js",
  code: true,
  write(value, target) {
    if (target.language === undefined) throw new TypeError(`${target.id} has a code form, and no language`);
    const language = languageOf(target.language);
    const slots = value as Record<string, unknown>;
    const frame = codeFrame(target.id, language.extension);
    const lines = frame.split("\n").filter((line) => !isLeftOut(line, slots));
    const used = lines.flatMap((line) => [...line.matchAll(SLOT)].map(([, slot]) => slotValue(slots, slot!)));
    const found = used.flatMap(expressionsIn);
    const imports = unique(found.flatMap((expression) => expression.imports)).filter((line) => !frame.includes(line));
    const helpers = unique(found.flatMap((expression) => expression.helpers));
    const program = lines.flatMap((line) => filled(line, slots, { imports, helpers, language })).join("\n");
    return language.tidy?.(program) ?? program;
  },
});

// `{{slot}}`; `{{slot, }}` is an argument that may be left out; a line with `{{slot?}}` is left out as a whole; with
// `{{slot+}}`, too, and with `{{slot!}}` where there is one: these two stand for nothing
const SLOT = /\{\{([\w.-]+(?: [\w.-]+)*)(, |[?+!])?\}\}/g;

interface Filling {
  readonly imports: readonly string[];
  readonly helpers: readonly string[];
  readonly language: Language;
}

function filled(line: string, slots: Record<string, unknown>, { imports, helpers, language }: Filling): string[] {
  const indent = /^[ \t]*/.exec(line)![0];
  const text = line.trim();
  if (text === "{{imports}}") return imports.map((one) => `${indent}${one}`);
  if (text === "{{helpers}}") return helpers.flatMap((one) => [...one.split("\n"), ""]);
  return [
    line.replace(SLOT, (_, slot: string, mark: string | undefined) => {
      if (mark === "!" || mark === "+") return "";
      const value = slotValue(slots, slot);
      if (mark !== ", ") return language.literal(value === undefined ? {} : value, indent);
      return value === undefined ? "" : `${language.literal(value, indent)}${mark}`;
    }),
  ];
}

function isLeftOut(line: string, slots: Record<string, unknown>): boolean {
  return [...line.matchAll(SLOT)].some(([, slot, mark]) => {
    const there = slotValue(slots, slot!) !== undefined;
    return mark === "?" || mark === "+" ? !there : mark === "!" && there;
  });
}

function slotValue(slots: Record<string, unknown>, slot: string): unknown {
  let value: unknown = slots;
  for (const key of slot.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

function expressionsIn(value: unknown): Expression[] {
  if (value instanceof Expression) return [value];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  return isTree(value) ? Object.values(value).flatMap(expressionsIn) : [];
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
