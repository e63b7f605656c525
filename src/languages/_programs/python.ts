// how programs in Python are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
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
import { mapped, Open } from "../_open.ts";
import { numberOf, unescaped } from "../_strings.ts";

export const pythonProgram: ProgramSyntax = {
  parser: () => parser,
  scopes: new Set(["FunctionDefinition", "LambdaExpression"]),
  branches: new Set(["IfStatement", "MatchStatement", "MatchClause", "TryStatement", "WhileStatement"]),
  blocks: new Set(["Body", "MatchBody"]),
  sites: new Set(["CallExpression"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first, second] = children;
    switch (syntax.name) {
      case "VariableName":
        return { kind: "name", name: read.source(syntax), ...reach };
      case "Number": {
        const value = numberOf(read.source(syntax));
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "Boolean":
        return { kind: "value", value: read.source(syntax) === "True", ...reach };
      case "None":
        return { kind: "value", value: null, ...reach };
      case "String":
        return { kind: "value", value: stringOf(read.source(syntax)), ...reach };
      case "FormatString":
        return formatString(syntax, read);
      case "ContinuedString":
        return { kind: "text", parts: children.map((part) => read.node(part)), ...reach };
      case "ParenthesizedExpression":
      case "AwaitExpression":
        return read.node(children.at(-1) ?? null);
      case "MemberExpression":
        if (!second || !first) return other(reach);
        return second.name === "PropertyName"
          ? { kind: "member", of: read.node(first), name: read.source(second), at: reachOf(second), ...reach }
          : {
              kind: "index",
              of: read.node(first),
              key: children.length === 2 ? read.node(second) : other(second),
              ...reach,
            };
      case "UnaryExpression":
        return read.source(syntax).startsWith("-") && children.length === 2
          ? negated(read.node(second!), reach)
          : other(reach);
      case "BinaryExpression": {
        const sign = first && children.at(-1) ? read.source({ from: first.to, to: children.at(-1)!.from }).trim() : "";
        return {
          kind: "operation",
          sign,
          left: read.node(first ?? null),
          right: read.node(children.at(-1) ?? null),
          ...reach,
        };
      }
      case "ArrayExpression":
      case "TupleExpression":
        return { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "DictionaryExpression":
        return { kind: "table", type: undefined, args: dictionary(syntax, read), ...reach };
      case "CallExpression":
        return { kind: "call", callee: read.node(first ?? null), args: callArguments(children.at(-1), read), ...reach };
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "ParamList") {
      const names = childrenOf(syntax).filter(({ name }) => name === "VariableName");
      return names.map((name) => ({ target: read.node(name) }));
    }
    if (syntax.name === "AssignStatement") return assigned(syntax, read);
    if (syntax.name === "UpdateStatement") return [{ target: read.node(syntax.firstChild) }];
    if (syntax.name === "ForStatement") {
      const target = syntax.getChild("VariableName");
      return target ? [{ target: read.node(target) }] : undefined;
    }
    if (syntax.name !== "WithStatement") return undefined;
    const target = syntax.getChild("VariableName");
    const call = syntax.getChild("CallExpression");
    return target && call ? [{ target: read.node(target), value: read.node(call) }] : undefined;
  },
  call(path, args) {
    if (/^(?:int|float|str|bool)$/.test(path))
      return args.length === 1 ? mapped(args[0], converted[path as "int"]) : undefined;
    if (/^(?:datetime\.)?timedelta$/.test(path)) return new Open(path);
    if (path === "dict" && args.length === 0) return {};
    return undefined;
  },
  constant: () => undefined,
};

const converted = {
  int: (value: unknown) => (isNumeral(value) ? Math.trunc(Number(value)) : new Open("int")),
  float: (value: unknown) => (isNumeral(value) ? Number(value) : new Open("float")),
  str: (value: unknown) => (typeof value === "object" ? new Open("str") : String(value)),
  bool: (value: unknown) => (typeof value === "boolean" ? value : new Open("bool")),
};

function isNumeral(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value));
}

function stringOf(source: string): string {
  const [whole, prefix = "", quote = ""] = /^([a-zA-Z]{0,2})("""|'''|"|')/.exec(source) ?? [];
  const inner = source.slice(whole?.length ?? 0, source.endsWith(quote) ? -quote.length : undefined);
  return /r/i.test(prefix) ? inner : unescaped(inner);
}

function formatString(syntax: SyntaxNode, read: Convert): Node {
  const source = read.source(syntax);
  const [whole = "", quote = ""] = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(source) ?? [];
  const parts: (string | Node)[] = [];
  let at = syntax.from + whole.length;
  for (const hole of syntax.getChildren("FormatReplacement")) {
    parts.push(plainPart(read.source({ from: at, to: hole.from })));
    const inner = childrenOf(hole);
    // a conversion or a format changes the text
    parts.push(inner.length === 1 ? read.node(inner[0]!) : other(hole));
    at = hole.to;
  }
  parts.push(plainPart(read.source({ from: at, to: syntax.to - quote.length })));
  return { kind: "text", parts: parts.filter((part) => part !== ""), from: syntax.from, to: syntax.to };
}

function plainPart(text: string): string {
  return unescaped(text).replaceAll("{{", "{").replaceAll("}}", "}");
}

function dictionary(syntax: SyntaxNode, read: Convert): Argument[] {
  const args: Argument[] = [];
  const children = childrenOf(syntax);
  for (let at = 0; at < children.length; at += 1) {
    const child = children[at]!;
    const next = children[at + 1];
    if (child.name === "**" && next) {
      args.push({ spread: true, value: read.node(next) });
      at += 1;
    } else if (next) {
      const key = read.node(child);
      if (key.kind === "value" && typeof key.value === "string")
        args.push({ name: key.value, at: reachOf(child), value: read.node(next) });
      at += 1;
    }
  }
  return args;
}

function callArguments(list: SyntaxNode | undefined, read: Convert): Argument[] {
  if (list?.name !== "ArgList") return [];
  const args: Argument[] = [];
  const children = childrenOf(list);
  for (let at = 0; at < children.length; at += 1) {
    const [child, next, last] = [children[at]!, children[at + 1], children[at + 2]];
    if (/^\*/.test(child.name) && next) {
      args.push(child.name === "**" ? { spread: true, value: read.node(next) } : { value: other(next) });
      at += 1;
    } else if (next?.name === "AssignOp" && last) {
      args.push({ name: read.source(child), at: reachOf(child), value: read.node(last) });
      at += 2;
    } else args.push({ value: read.node(child) });
  }
  return args;
}

// `a = b = 1`, `a, b = 1, 2`, `a: int = 1`
function assigned(syntax: SyntaxNode, read: Convert): Bind[] {
  const groups: SyntaxNode[][] = [[]];
  let type: string | undefined;
  for (const child of childrenOf(syntax)) {
    if (child.name === "AssignOp") groups.push([]);
    else if (child.name === "TypeDef") type = read.source(child).replace(/^:\s*/, "");
    else groups.at(-1)!.push(child);
  }
  const values = groups.pop()!;
  return groups.flatMap((targets) =>
    targets.map((target, at) => {
      const value = targets.length === values.length ? values[at]! : undefined;
      return { target: read.node(target), ...(value && { value: read.node(value) }), type };
    }),
  );
}
