// what a syntax is: how settings are written as text, and read back
import { PoolcfgError } from "../../diagnostics/errors.ts";
import type { Reader } from "../../formats/_define.ts";
import type { Form, Target } from "../../mapping/define.ts";

/** One text syntax. Quoting belongs here. */
export interface Syntax<Id extends Form = Form> {
  readonly id: Id;
  /** Whether expressions can stand in it, and no secret does. */
  readonly code: boolean;
  /** Which values it cannot express, and which readers it is for: a paragraph of the page of each target that has it. */
  readonly limits?: string;
  /** Writes rendered settings; the text ends with a line break. `variable` is to hold a value that is one text. */
  write(value: unknown, target: Target, variable?: string): string;
  /**
   * Why a text cannot be a value in it: the reader would take it for another text, or for more than a value. Undefined if
   * it can, and absent if every text can. `write` throws for such a text.
   */
  unwritable?(text: string): Unwritable | undefined;
  /** Reads the settings out of a text, with their places. Absent where nobody keeps settings in a file of it. */
  readonly reader?: Reader;
  /** Whether a text without a name may be in it. */
  looksLike?(text: string): boolean;
}

export interface Unwritable {
  /** Follows "cannot be written: ". */
  readonly why: string;
  readonly workaround?: string;
}

/** Guards a writer: the text, if the syntax can have it as a value. */
export function writable(text: string, unwritable: NonNullable<Syntax["unwritable"]>): string {
  const reason = unwritable(text);
  if (reason === undefined) return text;
  throw new PoolcfgError("usage", `A value cannot be written: ${reason.why}.`);
}

/** Defines a syntax; its id is its file name. */
export function defineSyntax<const Id extends Form>(syntax: Syntax<Id>): Syntax<Id> {
  return syntax;
}
