// how programs in Elixir are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "lezer-elixir";
import {
  type Argument,
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

export const elixirProgram: ProgramSyntax = {
  parser: () => parser,
  scopes: new Set(["FunctionDefinitionCall", "AnonymousFunction"]),
  branches: new Set(["KernelCall"]),
  blocks: new Set(["DoBlock"]),
  sites: new Set(["Call"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first, second] = children;
    switch (syntax.name) {
      case "Identifier":
        return { kind: "name", name: read.source(syntax), ...reach };
      case "Alias": {
        const [name = "", ...rest] = read.source(syntax).split(".");
        return rest.reduce<Node>((of, part) => ({ kind: "member", of, name: part, at: reach, ...reach }), {
          kind: "name",
          name,
          ...reach,
        });
      }
      case "Integer":
      case "Float": {
        const value = numberOf(read.source(syntax));
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "Boolean":
        return { kind: "value", value: read.source(syntax) === "true", ...reach };
      case "Nil":
        return { kind: "value", value: null, ...reach };
      case "Atom": {
        const atom = read.source(syntax);
        return /^:(?:infinity|verify_none|verify_peer)$/.test(atom)
          ? { kind: "value", value: atom.slice(1), ...reach }
          : { kind: "name", name: atom, ...reach };
      }
      case "String":
      case "Charlist":
      case "StringSigil":
        return textOf(syntax, read);
      case "List":
      case "Map":
      case "MapContent": {
        const keywords = syntax.getChild("Keywords") ?? syntax.getChild("MapContent")?.getChild("Keywords");
        if (keywords) return { kind: "table", type: undefined, args: keyed(keywords, read), ...reach };
        return syntax.name === "List"
          ? { kind: "list", items: children.map((child) => read.node(child)), ...reach }
          : other(reach);
      }
      case "Tuple":
        return { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "AtOperator": {
        const name = syntax.getChild("Identifier");
        return name ? { kind: "name", name: `@${read.source(name)}`, ...reach } : other(reach);
      }
      case "UnaryOperator":
        return read.source(syntax).startsWith("-") && children.length === 2
          ? negated(read.node(second!), reach)
          : other(reach);
      case "PipeOperator":
      case "BinaryOperator":
        return operation(syntax, read);
      case "Dot": {
        const right = syntax.getChild("Right");
        return first && right
          ? { kind: "member", of: read.node(first), name: read.source(right), at: reachOf(right), ...reach }
          : other(reach);
      }
      case "Call":
        return call(syntax, read);
      case "Right":
      case "Block":
      case "ParenthesesCall":
        return children.length === 1 ? read.node(first!) : other(reach);
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "AtOperator") {
      const definition = syntax.getChild("Call");
      const [name, list] = definition ? childrenOf(definition) : [];
      const [value] = list ? childrenOf(list) : [];
      if (!name || !value) return undefined;
      return [{ target: { kind: "name", name: `@${read.source(name)}`, ...reachOf(name) }, value: read.node(value) }];
    }
    if (syntax.name !== "BinaryOperator") return undefined;
    const [left, sign, right] = childrenOf(syntax);
    return left && right && sign && read.source(sign) === "=" && left.name === "Identifier"
      ? [{ target: read.node(left), value: read.node(right) }]
      : undefined;
  },
  call(path, args) {
    const unit = /^:timer\.(seconds|minutes|hours)$/.exec(path)?.[1];
    if (unit !== undefined)
      return mapped(args[0], (count) => (typeof count === "number" ? count * MILLIS[unit]! : new Open(path)));
    if (/^(?:String\.to_integer|String\.to_float)$/.test(path))
      return mapped(args[0], (text) => (/^-?\d+(?:\.\d+)?$/.test(String(text)) ? Number(text) : new Open(path)));
    if (/^(?:to_string|String\.trim|String\.to_charlist)$/.test(path)) return args[0];
    return undefined;
  },
  constant: () => undefined,
};

const MILLIS: Readonly<Record<string, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

function textOf(syntax: SyntaxNode, read: Convert): Node {
  const parts: (string | Node)[] = [];
  for (const child of childrenOf(syntax)) {
    if (child.name === "Interpolation") parts.push(read.node(childrenOf(child)[0] ?? null));
    else if (child.name === "EscapeSequence") parts.push(unescaped(read.source(child)));
    else if (child.name === "QuotedContent") parts.push(read.source(child));
  }
  const reach = reachOf(syntax);
  return parts.every((part) => typeof part === "string")
    ? { kind: "value", value: parts.join(""), ...reach }
    : { kind: "text", parts, ...reach };
}

function operation(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const [left, operator, right] = childrenOf(syntax);
  if (!left || !operator || !right) return other(reach);
  const sign = read.source(operator);
  // what is piped is the first argument
  if (sign === "|>") {
    const target = read.node(right);
    const value = read.node(left);
    return target.kind === "call"
      ? { ...target, args: [{ value }, ...target.args], ...reach }
      : { kind: "call", callee: target, args: [{ value }], ...reach };
  }
  const [one, two] = [read.node(left), read.node(right)];
  if (sign === ".." && one.kind === "value" && two.kind === "value")
    return { kind: "value", value: `${one.value}..${two.value}`, ...reach };
  return { kind: "operation", sign: sign === "<>" ? "+" : sign, left: one, right: two, ...reach };
}

function keyed(keywords: SyntaxNode, read: Convert): Argument[] {
  return keywords.getChildren("Pair").flatMap((pair): Argument[] => {
    const [key, value] = childrenOf(pair);
    if (!key || !value) return [];
    const quoted = key.getChild("QuotedContent");
    const name = quoted ? read.source(quoted) : read.source(key).replace(/:\s*$/, "");
    return [{ name, at: reachOf(key), value: read.node(value) }];
  });
}

// `config :app, App.Repo, key: value` is a call of `config.App.Repo` with named arguments
function call(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const [callee, list] = childrenOf(syntax);
  if (!callee) return other(reach);
  const given = list?.name === "Arguments" ? childrenOf(list) : [];
  const args = given.flatMap((child): Argument[] => {
    if (child.name === "Keywords") return keyed(child, read);
    const keywords = child.name === "List" ? child.getChild("Keywords") : null;
    return keywords ? keyed(keywords, read) : [{ value: read.node(child) }];
  });
  const module = read.source(callee) === "config" && given[1]?.name === "Alias" ? given[1] : undefined;
  const target = module ? aliased(module, read) : read.node(callee);
  return { kind: "call", callee: target, args: module ? args.slice(2) : args, ...reach };
}

function aliased(module: SyntaxNode, read: Convert): Node {
  const reach = reachOf(module);
  return read
    .source(module)
    .split(".")
    .reduce<Node>((of, name) => ({ kind: "member", of, name, at: reach, ...reach }), {
      kind: "name",
      name: "config",
      ...reach,
    });
}
