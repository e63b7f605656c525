// what a programming language is here: how settings are written in its programs, and found in them without running these
import type { Expression } from "../codecs/literal.ts";
import type { ProgramSyntax } from "./_nodes.ts";
import type { Grammar } from "./_scan.ts";

/** One programming language. Its quoting belongs here; its id is its file name. */
export interface Language<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** Ending of a file in it, without the dot. */
  readonly extension: string;
  /** Further endings. */
  readonly extensions?: readonly string[];
  /** Endings of files that are searched by the scanner though there is a grammar. */
  readonly scannedExtensions?: readonly string[];
  /** What begins a comment that goes to the end of the line. */
  readonly comment: string;
  /** Writes text as a string literal. */
  quote(text: string): string;
  /** Writes a value as a literal; lines after the first begin with `indent`. */
  literal(value: unknown, indent: string): string;
  /** An environment variable as a text; the program fails, or has an empty text, without it. */
  variable(name: string): Expression;
  /** The text of the file that an environment variable names, without the line break at its end; the program fails without it. */
  fileVariable(name: string): Expression;
  /** The password of a URL with one host, decoded. */
  passwordIn(url: Expression): Expression;
  /** A function of another module of the program; undefined if that is not the name of a module. Absent where no target needs it. */
  imported?(module: string, name: string): Expression | undefined;
  /** `MODULE#NAME` of such a function, as an example. */
  readonly importedExample?: string;
  /** A URL less some of its parameters. Absent where no target in it needs that. */
  withoutParameters?(url: Expression, names: readonly string[], why: string): Expression;
  /** A URL with parameters put in, in place of those that it has. */
  withParameters?(url: Expression, parameters: Readonly<Record<string, string>>): Expression;
  /** A URL with a password put in. */
  withPassword?(url: string, password: Expression): Expression;
  /**
   * Writes a program with its types, or without them. In frames, helpers and expressions, a type and the marks that belong to it
   * stand between `<:` and `:>`, and what is there in their place without types follows `:|`. Absent where the language has one
   * kind of program.
   */
  types?(program: string, kept: boolean): string;
  /** Lays out a program as the formatter of the language would, where its frame cannot. */
  tidy?(program: string): string;
  /** How programs are parsed; absent if there is no grammar for them. */
  readonly program?: ProgramSyntax;
  /** How settings are found in a program without a grammar, by a scan of its text. */
  readonly grammar?: Grammar;
}

/** Defines a language; its id is its file name. */
export function defineLanguage<const Id extends string>(language: Language<Id>): Language<Id> {
  return language;
}
