// what a syntax is: how settings are written as text, and read back
import type { Reader } from "../sources/_define.ts";
import type { Form, Target } from "../targets/_define.ts";

/** One text syntax. Quoting belongs here. */
export interface Syntax<Id extends Form = Form> {
  readonly id: Id;
  /** Whether expressions can stand in it, and no secret does. */
  readonly code: boolean;
  /** Writes rendered settings; the text ends with a line break. `variable` is to hold a value that is one text. */
  write(value: unknown, target: Target, variable?: string): string;
  /** Reads the settings out of a text, with their places. Absent where nobody keeps settings in a file of it. */
  readonly reader?: Reader;
  /** Whether a text without a name may be in it. */
  looksLike?(text: string): boolean;
}

/** Defines a syntax; its id is its file name. */
export function defineSyntax<const Id extends Form>(syntax: Syntax<Id>): Syntax<Id> {
  return syntax;
}
