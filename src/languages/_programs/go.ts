// how programs in Go are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/go";
import {
  type Argument,
  type Bind,
  type Convert,
  childrenOf,
  type Node,
  negated,
  other,
  type ProgramSyntax,
  reachOf,
} from "../_nodes.ts";
import { mapped } from "../_open.ts";
import { numberOf, unescaped } from "../_strings.ts";

export const goProgram: ProgramSyntax = {
  parser: () => parser,
  scopes: new Set(["FunctionDecl", "MethodDecl", "FunctionLiteral"]),
  branches: new Set(["IfStatement", "SwitchStatement", "SwitchBlock", "SelectStatement", "TypeSwitchStatement"]),
  blocks: new Set(["Block", "IfStatement", "SwitchBlock", "Case"]),
  sites: new Set(["CallExpr", "TypedLiteral"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first, second] = children;
    switch (syntax.name) {
      case "VariableName":
      case "DefName":
      case "FieldName":
        return { kind: "name", name: read.source(syntax), ...reach };
      case "Number": {
        const value = numberOf(read.source(syntax));
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "Bool":
        return { kind: "value", value: read.source(syntax) === "true", ...reach };
      case "Nil":
        return { kind: "value", value: null, ...reach };
      case "String":
        return { kind: "value", value: stringOf(read.source(syntax)), ...reach };
      case "ParenthesizedExpr":
      case "DerefExpr":
        return wrapped(read.node(children.at(-1) ?? null));
      case "UnaryExp":
        if (read.source(syntax).startsWith("-")) return negated(read.node(second ?? null), reach);
        return /^[&*]/.test(read.source(syntax)) ? read.node(children.at(-1) ?? null) : other(reach);
      case "SelectorExpr":
        if (!first || !second) return other(reach);
        return rightmost(read.node(first), (of) => ({
          kind: "member",
          of,
          name: read.source(second),
          at: reachOf(second),
          from: of.from,
          to: reach.to,
        }));
      case "IndexExpr":
        return { kind: "index", of: read.node(first ?? null), key: read.node(second ?? null), ...reach };
      case "CallExpr":
        return rightmost(read.node(first ?? null), (callee) => ({
          kind: "call",
          callee,
          args: childrenOf(children.at(-1)!).map((child) => ({ value: read.node(child) })),
          from: callee.from,
          to: reach.to,
        }));
      case "BinaryExp": {
        const right = children.at(-1)!;
        const sign = read.source({ from: first!.to, to: right.from }).trim();
        return { kind: "operation", sign, left: read.node(first!), right: read.node(right), ...reach };
      }
      case "TypedLiteral":
        return literal(syntax, read);
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "Parameter") {
      const names = syntax.getChildren("DefName");
      return names.map((name) => ({
        target: read.node(name),
        type: typeOf(name.nextSibling ?? syntax.lastChild, read),
      }));
    }
    if (/^(?:VarDecl|VarSpec|ConstSpec|Assignment)$/.test(syntax.name)) return assigned(syntax, read);
    return undefined;
  },
  call(path, args) {
    if (/^(?:time\.Duration|u?int(?:8|16|32|64)?|float(?:32|64)|string)$/.test(path)) return args[0];
    if (path === "strconv.Atoi" || path === "strconv.ParseInt") return mapped(args[0], Number);
    return undefined;
  },
  constant: (path) => NANOSECONDS[/^time\.(\w+)$/.exec(path)?.[1] ?? ""],
  formats: { calls: new Set(["fmt.Sprintf"]), verb: /%(?:%|[-+# 0]{0,5}\d{0,4}(?:\.\d{0,4})?[a-zA-Z])/g },
};

const NANOSECONDS: Readonly<Record<string, number>> = {
  Nanosecond: 1,
  Microsecond: 1e3,
  Millisecond: 1e6,
  Second: 1e9,
  Minute: 60e9,
  Hour: 3_600e9,
};

/**
 * Applies a selector or a call to what it belongs to: the grammar takes `30 * time.Minute` for `(30 * time).Minute`.
 */
function rightmost(node: Node, apply: (node: Node) => Node): Node {
  if (node.kind !== "operation" || isWrapped(node)) return apply(node);
  const right = rightmost(node.right, apply);
  return { ...node, right, to: right.to };
}

const WRAPPED = new WeakSet<Node>();

// in parentheses, so that a selector behind it is of the whole
function wrapped(node: Node): Node {
  const copy = { ...node };
  WRAPPED.add(copy);
  return copy;
}

function isWrapped(node: Node): boolean {
  return WRAPPED.has(node);
}

function stringOf(source: string): string {
  return source.startsWith("`") ? source.slice(1, -1).replaceAll("\r", "") : unescaped(source.slice(1, -1));
}

function literal(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const [type, body] = [syntax.firstChild, syntax.getChild("LiteralValue")];
  if (!type || !body) return other(reach);
  const elements = childrenOf(body);
  if (/^(?:SliceType|ArrayType)$/.test(type.name))
    return { kind: "list", items: elements.map((element) => read.node(element.lastChild)), ...reach };
  const args = elements.flatMap((element): Argument[] => {
    const key = element.getChild("Key")?.firstChild;
    const value = element.lastChild;
    if (!key || !value) return [];
    const name = key.name === "String" ? stringOf(read.source(key)) : read.source(key);
    return [{ name, at: reachOf(key), value: read.node(value) }];
  });
  return { kind: "table", type: typeOf(type, read), args, ...reach };
}

function typeOf(type: SyntaxNode | null, { source }: Convert): string | undefined {
  return type ? source(type).replace(/^[*&]/, "") : undefined;
}

// `a, err := f()` gives the first name the value; `var a T = v`, `a = v`
function assigned(syntax: SyntaxNode, read: Convert): Bind[] {
  const [targets, values]: [SyntaxNode[], SyntaxNode[]] = [[], []];
  let after = false;
  let type: SyntaxNode | null = null;
  let sign = "=";
  for (let child = syntax.firstChild; child; child = child.nextSibling) {
    if (/^(?::=|=|UpdateOp|[-+*/|&]=)$/.test(child.name)) {
      after = true;
      sign = read.source(child);
    } else if (/^(?:,|var|const|VarSpec|ConstSpec|SpecList)$/.test(child.name)) continue;
    else if (after) values.push(child);
    else if (/Type(?:Name)?$/.test(child.name)) type = child;
    else targets.push(child);
  }
  return targets.map((target, at) => {
    const value =
      values.length === 1 && at === 0 ? values[0] : values.length === targets.length ? values[at] : undefined;
    const known = value && (sign === "=" || sign === ":=");
    return { target: read.node(target), ...(known && { value: read.node(value) }), type: typeOf(type, read) };
  });
}
