// what a program binds and calls
import type { SyntaxNode, Tree } from "@lezer/common";
import { type Bind, type Convert, type Node, other, type ProgramSyntax, pathOf, type Reach } from "./_nodes.ts";

/** Where something is: its scope, and the conditions that it depends on. */
export interface Place {
  readonly scope: Scope;
  /** The blocks that run under a condition, from the outermost to the innermost. */
  readonly under: readonly number[];
}

/** A binding and where it is. */
export type Binding = Bind & Place;

/** A call or a table, and where it is. */
export interface Site extends Place {
  readonly node: Node;
}

/** A part of a program with names of its own. */
export class Scope {
  readonly names = new Map<string, Binding[]>();
  readonly parent: Scope | undefined;
  /** The name of the function or class; empty for the program. */
  readonly title: string;
  readonly at: number;

  constructor(parent: Scope | undefined, title: string, at: number) {
    this.parent = parent;
    this.title = title;
    this.at = at;
  }
}

/** A program that was read. */
export interface ProgramTree {
  readonly text: string;
  readonly syntax: ProgramSyntax;
  readonly bindings: readonly Binding[];
  readonly sites: readonly Site[];
  /** Where the text is not valid in the language. */
  readonly errors: readonly Reach[];
}

/** Why a program cannot be read. */
export class Unreadable extends Error {}

/** The maximum depth of a syntax tree. */
const MAX_DEPTH = 400;

/** The maximum time for parsing, in milliseconds. */
const MAX_MS = 2_000;

/**
 * Reads a program without running it.
 *
 * @throws Unreadable if it is nested too deeply, or takes too long.
 */
export function readProgramTree(text: string, syntax: ProgramSyntax): ProgramTree {
  const tree = parse(text, syntax);
  const bindings: Binding[] = [];
  const sites: Site[] = [];
  const errors: Reach[] = [];
  const nodes = new Map<string, Node>();
  const read: Convert = {
    text,
    source: ({ from, to }) => text.slice(from, to),
    node(node) {
      if (!node) return other({ from: 0, to: 0 });
      const id = `${node.from}:${node.to}:${node.name}`;
      const known = nodes.get(id);
      if (known) return known;
      const made = syntax.node(node, read);
      nodes.set(id, made);
      return made;
    },
  };
  // the calls that an outer chain of calls contains
  const inner = new Set<string>();
  const walk = (node: SyntaxNode, place: Place) => {
    if (node.type.isError) errors.push({ from: node.from, to: node.to });
    if (/Comment$/.test(node.name)) return;
    const scope = syntax.scopes.has(node.name) ? new Scope(place.scope, titleOf(node, read), node.from) : place.scope;
    const here = { scope, under: place.under };
    for (const bind of syntax.bindings(node, read) ?? []) {
      const binding = { ...bind, ...here };
      bindings.push(binding);
      const path = pathOf(bind.target);
      if (path === undefined) continue;
      const name = ownPath(path);
      const own = name === path ? scope : classOf(scope);
      const there = own.names.get(name);
      if (there) there.push(binding);
      else own.names.set(name, [binding]);
    }
    if (syntax.sites.has(node.name)) {
      const site = read.node(node);
      if (!inner.has(`${site.from}:${site.to}`)) sites.push({ node: site, ...here });
      for (let at = chainedOn(site); at; at = chainedOn(at)) inner.add(`${at.from}:${at.to}`);
    }
    const isBranch = syntax.branches.has(node.name);
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const under = isBranch && syntax.blocks.has(child.name) ? [...here.under, child.from] : here.under;
      walk(child, { scope, under });
    }
  };
  walk(tree.topNode, { scope: new Scope(undefined, "", 0), under: [] });
  return { text, syntax, bindings, sites, errors };
}

function parse(text: string, syntax: ProgramSyntax): Tree {
  const end = Date.now() + MAX_MS;
  const pending = syntax.parser().startParse(text);
  for (let step = 1; ; step += 1) {
    const tree = pending.advance();
    if (tree) {
      refuseDeep(tree);
      return tree;
    }
    if (step % 256 === 0 && Date.now() > end) throw new Unreadable("takes too long to read");
  }
}

function refuseDeep(tree: Tree): void {
  let depth = 0;
  tree.iterate({
    enter: () => {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Unreadable(`is nested more than ${MAX_DEPTH} levels deep`);
    },
    leave: () => {
      depth -= 1;
    },
  });
}

function titleOf(node: SyntaxNode, { source }: Convert): string {
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (
      /^(?:DefName|FieldName|VariableName|VariableDefinition|PropertyDefinition|Definition|BoundIdentifier)$/.test(
        child.name,
      )
    )
      return source(child).slice(0, 60);
  return "";
}

/** What a call or a member is chained on: `a.b()` of `a.b().c()`. */
export function chainedOn(node: Node): Node | undefined {
  if (node.kind === "call") return node.callee.kind === "member" ? node.callee.of : undefined;
  return node.kind === "member" || node.kind === "index" ? node.of : undefined;
}

/** A path without what names the object that a method belongs to. */
function ownPath(path: string): string {
  return path.replace(/^(?:self|this)\./, "");
}

// a member of the object that a method belongs to is visible in every method
function classOf(scope: Scope): Scope {
  let at = scope;
  while (at.parent) at = at.parent;
  return at;
}

/** The bindings of a name that are visible at a place. */
export function bindingsOf(path: string, place: Place): readonly Binding[] {
  const name = ownPath(path);
  for (let at: Scope | undefined = place.scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return [];
}

/** A named value, and where it is given. */
export interface Setting extends Place {
  readonly name: string;
  readonly value: Node;
  /** Where the value is evaluated. */
  readonly from: Place;
  readonly at: Reach;
}
