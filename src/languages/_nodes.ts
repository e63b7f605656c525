// the syntax that programs in every language have in common, as far as settings are concerned
import type { Parser, SyntaxNode } from "@lezer/common";

/** First character in the text, and the one after the last. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

/** An expression. */
export type Node = Reach & Kind;

type Kind =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "text"; readonly parts: readonly (string | Node)[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Node; readonly name: string; readonly at: Reach }
  | { readonly kind: "index"; readonly of: Node; readonly key: Node }
  | { readonly kind: "call"; readonly callee: Node; readonly args: readonly Argument[] }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  /** A literal of a struct, a dictionary, an object; `type` is the name of its type if the program has it there. */
  | { readonly kind: "table"; readonly type: string | undefined; readonly args: readonly Argument[] }
  | { readonly kind: "operation"; readonly sign: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "other" };

/** An argument of a call, or a member of a table. */
export interface Argument {
  /** The name that it is given to; absent for a positional argument. */
  readonly name?: string;
  /** Where that name is. */
  readonly at?: Reach;
  /** Whether the members of the value are arguments: `**options`. */
  readonly spread?: true;
  readonly value: Node;
}

/** A name, a member or a parameter that gets a value. */
export interface Bind {
  readonly target: Node;
  /** Absent for a parameter and for a value that cannot be read. */
  readonly value?: Node;
  /** The name of the declared type. */
  readonly type?: string | undefined;
}

/** How the grammar of a language maps to these nodes. */
export interface ProgramSyntax {
  /** The parser, which is loaded on first use. */
  parser(): Parser;
  /** Names of syntax nodes whose bindings are invisible outside. */
  readonly scopes: ReadonlySet<string>;
  /** Names of syntax nodes that run one of their blocks, or none, and the names of those blocks. */
  readonly branches: ReadonlySet<string>;
  readonly blocks: ReadonlySet<string>;
  /** Names of syntax nodes that are looked at as expressions: calls, tables. */
  readonly sites: ReadonlySet<string>;
  /** The expression that a syntax node is. */
  node(syntax: SyntaxNode, read: Convert): Node;
  /** What a syntax node binds; undefined if it binds nothing. */
  bindings(syntax: SyntaxNode, read: Convert): readonly Bind[] | undefined;
  /**
   * The value of a call of the language's own: a duration, a conversion. `path` is the name of what is called, with dots; `of` is the
   * value of the object whose method it is. Undefined for any other call.
   */
  call(path: string, args: readonly unknown[], of: unknown): unknown;
  /** The value of a name with dots that is not bound in the program: `time.Minute`. Undefined if it has none. */
  constant(path: string): unknown;
  /** The verbs of the format strings of these calls are filled in at run time: `fmt.Sprintf`. */
  readonly formats?: { readonly calls: ReadonlySet<string>; readonly verb: RegExp };
}

/** What a syntax needs to read a program. */
export interface Convert {
  readonly text: string;
  /** The expression that a syntax node is; the same for the same syntax node. */
  node(syntax: SyntaxNode | null): Node;
  source(syntax: Reach): string;
}

/** The children of a syntax node that are not punctuation. */
export function childrenOf(syntax: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = syntax.firstChild; child; child = child.nextSibling)
    if (/^[A-Za-z*]/.test(child.name) && !/Comment$/.test(child.name)) children.push(child);
  return children;
}

/** The name with dots that an expression is: `sql.Open`; undefined if it is anything else. */
export function pathOf(node: Node): string | undefined {
  const parts: string[] = [];
  let at = node;
  while (at.kind === "member") {
    parts.unshift(at.name);
    at = at.of;
  }
  return at.kind === "name" ? [at.name, ...parts].join(".") : undefined;
}

/** A value with a minus sign before it. */
export function negated(value: Node, reach: Reach): Node {
  return { kind: "operation", sign: "-", left: { kind: "value", value: 0, ...reach }, right: value, ...reach };
}

/** A node without a meaning here: its value is known when the program runs. */
export function other({ from, to }: Reach): Node {
  return { kind: "other", from, to };
}

/** Where a syntax node is. */
export function reachOf({ from, to }: Reach): Reach {
  return { from, to };
}
