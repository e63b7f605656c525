// how programs in Java are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/java";
import {
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

export const javaProgram: ProgramSyntax = {
  parser: () => parser,
  scopes: new Set(["MethodDeclaration", "ConstructorDeclaration", "LambdaExpression"]),
  branches: new Set(["IfStatement", "SwitchStatement", "SwitchBlock", "WhileStatement"]),
  blocks: new Set(["Block", "ExpressionStatement", "IfStatement", "SwitchGroup", "SwitchRule"]),
  sites: new Set(["MethodInvocation", "ObjectCreationExpression"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first] = children;
    switch (syntax.name) {
      case "Identifier":
      case "Definition":
      case "this":
        return { kind: "name", name: read.source(syntax), ...reach };
      case "ScopedIdentifier":
      case "ScopedTypeName":
      case "TypeName": {
        const [name = "", ...rest] = read
          .source(syntax)
          .split(".")
          .map((part) => part.trim());
        return rest.reduce<Node>((of, part) => ({ kind: "member", of, name: part, at: reach, ...reach }), {
          kind: "name",
          name,
          ...reach,
        });
      }
      case "IntegerLiteral":
      case "FloatingPointLiteral": {
        const value = numberOf(read.source(syntax));
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "BooleanLiteral":
        return { kind: "value", value: read.source(syntax) === "true", ...reach };
      case "null":
        return { kind: "value", value: null, ...reach };
      case "StringLiteral":
        return { kind: "value", value: unescaped(read.source(syntax).slice(1, -1)), ...reach };
      case "TextBlock":
        return { kind: "value", value: unescaped(read.source(syntax).slice(3, -3)).trim(), ...reach };
      case "ParenthesizedExpression":
      case "CastExpression":
        return read.node(children.at(-1) ?? null);
      case "UnaryExpression":
        return read.source(syntax).startsWith("-") ? negated(read.node(children.at(-1)!), reach) : other(reach);
      case "BinaryExpression": {
        const right = children.at(-1)!;
        const sign = first ? read.source({ from: first.to, to: right.from }).trim() : "";
        return { kind: "operation", sign, left: read.node(first ?? null), right: read.node(right), ...reach };
      }
      case "FieldAccess": {
        const name = children.at(-1)!;
        return first && name !== first
          ? { kind: "member", of: read.node(first), name: read.source(name), at: reachOf(name), ...reach }
          : other(reach);
      }
      case "ArrayInitializer":
        return { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "MethodInvocation":
        return invocation(syntax, read);
      case "ObjectCreationExpression": {
        const type = children.find(({ name }) => /Type/.test(name));
        const list = syntax.getChild("ArgumentList");
        if (!type || !list) return other(reach);
        const plain = type.name === "GenericType" ? type.firstChild! : type;
        return {
          kind: "call",
          callee: read.node(plain),
          args: childrenOf(list).map((child) => ({ value: read.node(child) })),
          ...reach,
        };
      }
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "FormalParameter") {
      const name = syntax.getChild("Definition");
      return name ? [{ target: read.node(name), type: typeOf(syntax, read) }] : undefined;
    }
    if (syntax.name === "AssignmentExpression") {
      const children = childrenOf(syntax);
      const [target, sign] = children;
      if (!target || !sign) return undefined;
      const plain = read.source(sign) === "=";
      return [{ target: read.node(target), ...(plain && { value: read.node(children.at(-1)!) }) }];
    }
    if (!/^(?:LocalVariableDeclaration|FieldDeclaration|Resource)$/.test(syntax.name)) return undefined;
    const type = typeOf(syntax, read);
    return syntax.getChildren("VariableDeclarator").map((declarator): Bind => {
      const [name, , value] = childrenOf(declarator);
      return { target: read.node(name!), ...(value && { value: read.node(value) }), type };
    });
  },
  call(path, args, of) {
    const [first, second] = args;
    const method = path.slice(path.lastIndexOf(".") + 1);
    const unit = /(?:^|\.)Duration\.of(\w+)$/.exec(path)?.[1];
    if (unit !== undefined)
      return mapped(first, (amount) =>
        typeof amount === "number" && UNIT_MILLIS[unit.toUpperCase()] !== undefined
          ? `PT${(amount * UNIT_MILLIS[unit.toUpperCase()]!) / 1_000}S`
          : new Open(path),
      );
    if (/(?:^|\.)Duration\.parse$/.test(path)) return first;
    const from = /(?:^|\.)TimeUnit\.([A-Z]+)\.toMillis$/.exec(path)?.[1];
    if (from !== undefined)
      return mapped(first, (amount) =>
        typeof amount === "number" && UNIT_MILLIS[from] !== undefined ? amount * UNIT_MILLIS[from]! : new Open(path),
      );
    if (CONVERSIONS.test(path))
      return mapped(first, (value) => (typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value));
    if (/^(?:String\.valueOf|Optional\.(?:ofNullable|of)|Objects\.requireNonNull)$/.test(path)) return first;
    if (/^Objects\.requireNonNullElse$/.test(path) && first instanceof Open)
      return new Open(first.text, first.variable, plain(second));
    if (
      /^(?:System\.getProperty|Integer\.getInteger|Long\.getLong|Boolean\.getBoolean)$/.test(path) &&
      typeof first === "string"
    )
      return new Open(first, first, plain(second));
    if (
      method === "getOrDefault" &&
      of instanceof Open &&
      /getenv|getProperties/.test(of.text) &&
      typeof first === "string"
    )
      return new Open(first, first, plain(second));
    if (method === "toMillis" && typeof of === "string") return seconds(of) * 1_000;
    if (/^(?:intValue|longValue|map|trim|toString)$/.test(method) && of !== undefined) return of;
    return undefined;
  },
  constant: (path) => (/(?:^|\.)Duration\.ZERO$/.test(path) ? "PT0S" : undefined),
  formats: { calls: new Set(["String.format"]), verb: /%(?:%|[-+# 0]{0,5}\d{0,4}(?:\.\d{0,4})?[a-zA-Z])/g },
};

const CONVERSIONS = /^(?:Integer\.(?:parseInt|valueOf)|Long\.(?:parseLong|valueOf)|Math\.toIntExact)$/;

/** Milliseconds of each unit of ChronoUnit and TimeUnit, by its name. */
export const UNIT_MILLIS: Readonly<Record<string, number>> = {
  NANOS: 1e-6,
  NANOSECONDS: 1e-6,
  MICROSECONDS: 1e-3,
  MILLIS: 1,
  MILLISECONDS: 1,
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
};

function seconds(duration: string): number {
  return Number(/^PT(-?[\d.]+)S$/.exec(duration)?.[1] ?? Number.NaN);
}

function plain(value: unknown): unknown {
  if (typeof value === "string" && /^-?\d{1,15}$/.test(value)) return Number(value);
  return value instanceof Open ? undefined : value;
}

function invocation(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const children = childrenOf(syntax);
  const [name, list] = [syntax.getChild("MethodName"), syntax.getChild("ArgumentList")];
  const [of] = children;
  if (!name || !list || !of) return other(reach);
  const args = childrenOf(list).map((child) => ({ value: read.node(child) }));
  const title = read.source(name);
  const callee: Node =
    of.name === "MethodName"
      ? { kind: "name", name: title, ...reachOf(name) }
      : { kind: "member", of: read.node(of), name: title, at: reachOf(name), from: reach.from, to: name.to };
  return { kind: "call", callee, args, ...reach };
}

function typeOf(syntax: SyntaxNode, { source }: Convert): string | undefined {
  const type = childrenOf(syntax).find(({ name }) => /Type/.test(name));
  return type && source(type);
}
