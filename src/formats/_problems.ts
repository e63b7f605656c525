// what the readers have against a text, in words; the same for every syntax

import type { Pointer } from "../diagnostics/document.ts";
import { quoted } from "../text/mask.ts";
import type { Fault, Stretch } from "./_define.ts";

/** How many tables and lists may stand in one another. */
export const MAX_DEPTH = 32;

const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Words in a key that say its value may be a secret, so that no message shows it. */
const SECRET = /pass|pwd|secret|token|url|dsn|key|cert|replica/i;

type Words = Pick<Fault, "rule" | "message" | "help">;

/** Whether a key could reach what every JavaScript object shares. */
export function isForbidden(key: string): boolean {
  return FORBIDDEN.has(key);
}

export function forbiddenKey(key: string): Words {
  return {
    rule: "forbidden-key",
    message: `"${key}" cannot be a key: the name has a meaning of its own in JavaScript`,
    help: "Take it out, or give it another name.",
  };
}

export function duplicateKey(key: string, verdict = "only the last one is used"): Words {
  return {
    rule: "duplicate-key",
    message: `${quoted(key)} stands here for the second time or more; ${verdict}`,
    help: "Keep one of them.",
  };
}

export function tooDeep(): Words {
  return {
    rule: "too-deep",
    message: `More than ${MAX_DEPTH} tables or lists stand in one another`,
    help: "Write it flatter; no setting needs more than four levels.",
  };
}

export function syntaxError(message: string, help?: string): Words {
  return { rule: "syntax-error", message, ...(help !== undefined && { help }) };
}

export function ignoredLine(): Words {
  return {
    rule: "ignored-line",
    message: "This line is not NAME=value, so it is passed over",
    help: "Write NAME=value, or begin the line with # to comment it out.",
  };
}

/** A reference that names nothing. After a `$` in a password stands a piece of it, so not every reference is shown. */
export function unsetReference(name: string, reference: string): Words {
  const shown = !SECRET.test(name) || /^\$\{[A-Z][A-Z0-9_]*\}$/.test(reference) ? clip(reference) : undefined;
  return {
    rule: "unset-reference",
    message: `${name} ${shown === undefined ? 'holds a "$" with a name after it' : `refers to ${shown}`}, and no variable of that name is set: nothing stands in its place`,
    help: 'If a plain "$" is meant, put the value in single quotes or write \\$; else set the variable before this line.',
  };
}

export function unsupported(what: string, help: string): Words {
  return { rule: "unsupported-value", message: `${what}, which no setting can hold`, help };
}

/** What a number is unfit for, or undefined. */
export function unfitNumber(value: number | bigint): Words | undefined {
  if (typeof value === "number" && !Number.isFinite(value))
    return unsupported("This number is not finite", 'Write a number; where you mean no limit, write "off".');
  if (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  return unsupported("This number is beyond ±9007199254740991 (2^53 − 1)", "Write a smaller one, or put it in quotes.");
}

/** A number that is written so that two programs may read two numbers, or a person a third. */
export function oddNumber(source: string, value: number, pointer: Pointer, at: Stretch): Fault {
  const digits = source.replace(/^[+-]/, "");
  const form = /^0x/i.test(digits)
    ? "in hexadecimal"
    : /^0b/i.test(digits)
      ? "in binary"
      : /^0o/i.test(digits)
        ? "in octal"
        : digits.includes("_")
          ? "with underscores"
          : "with a leading zero, which some programs take for octal";
  const hide = pointer.some((key) => typeof key === "string" && SECRET.test(key));
  return {
    rule: "odd-number",
    message: `${hide ? "A number" : clip(source)} is written ${form}, where a decimal number is expected`,
    help: hide || Number.isNaN(value) ? "Write it in decimal digits, or in quotes." : `Write ${value}.`,
    pointer,
    at,
  };
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
