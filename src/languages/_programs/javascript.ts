// how programs in JavaScript and TypeScript are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
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

// the types are additions only, so plain JavaScript is read by the same dialect; the grammar is loaded on first use
let typescript: typeof parser | undefined;

export const javascriptProgram: ProgramSyntax = {
  parser() {
    typescript ??= parser.configure({ dialect: "ts" });
    return typescript;
  },
  scopes: new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunction", "MethodDeclaration"]),
  branches: new Set(["IfStatement", "SwitchStatement", "WhileStatement", "TryStatement"]),
  blocks: new Set(["Block", "SwitchBody", "ExpressionStatement"]),
  sites: new Set(["CallExpression", "NewExpression"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first] = children;
    const last = children.at(-1);
    switch (syntax.name) {
      case "VariableName":
      case "VariableDefinition":
        return read.source(syntax) === "undefined"
          ? { kind: "value", value: undefined, ...reach }
          : { kind: "name", name: read.source(syntax), ...reach };
      case "this":
        return { kind: "name", name: "this", ...reach };
      case "Number": {
        const source = read.source(syntax);
        const value = source.endsWith("n") ? undefined : numberOf(source);
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "BooleanLiteral":
        return { kind: "value", value: read.source(syntax) === "true", ...reach };
      case "null":
        return { kind: "value", value: null, ...reach };
      case "String":
        return { kind: "value", value: unescaped(read.source(syntax).slice(1, -1)), ...reach };
      case "TemplateString":
        return template(syntax, read);
      case "ParenthesizedExpression":
      case "AwaitExpression":
      case "PrefixCast":
        return read.node(last ?? null);
      case "PostfixExpression":
        return last && read.source(last) === "!" ? read.node(first!) : other(reach);
      case "UnaryExpression":
        return unary(syntax, read);
      case "BinaryExpression": {
        const sign = children[1];
        if (!first || !sign || !last) return other(reach);
        // the value is the same for the checker's sake
        if (sign.name === "as" || sign.name === "satisfies") return read.node(first);
        return { kind: "operation", sign: read.source(sign), left: read.node(first), right: read.node(last), ...reach };
      }
      case "MemberExpression": {
        if (!first || !last || first === last) return other(reach);
        return last.name === "PropertyName"
          ? { kind: "member", of: read.node(first), name: read.source(last), at: reachOf(last), ...reach }
          : { kind: "index", of: read.node(first), key: read.node(last), ...reach };
      }
      case "InstantiationExpression":
        return read.node(first ?? null);
      case "ArrayExpression":
        return syntax.getChild("Spread")
          ? other(reach)
          : { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "ObjectExpression":
        return {
          kind: "table",
          type: undefined,
          args: syntax.getChildren("Property").flatMap((property) => members(property, read)),
          ...reach,
        };
      case "CallExpression":
      case "NewExpression": {
        const list = syntax.getChild("ArgList");
        const callee = children.find(({ name }) => name !== "new");
        if (!callee) return other(reach);
        const args = list ? childrenOf(list) : [];
        // it is not known which parameter gets what
        if (args.some(({ name }) => name === "Spread")) return other(reach);
        return {
          kind: "call",
          callee: read.node(callee),
          args: args.map((child) => ({ value: read.node(child) })),
          ...reach,
        };
      }
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "ParamList")
      return syntax.getChildren("VariableDefinition").map((name) => ({ target: read.node(name) }));
    if (syntax.name === "ImportDeclaration") return imported(syntax, read);
    if (syntax.name === "PatternProperty") return unpacked(syntax, read);
    if (syntax.name === "ExportDeclaration" && syntax.getChild("default")) {
      const value = syntax.getChild("default")!.nextSibling;
      return value
        ? [{ target: { kind: "name", name: DEFAULT_EXPORT, ...reachOf(syntax) }, value: read.node(value) }]
        : [];
    }
    if (syntax.name === "VariableDeclaration") return declared(syntax, read);
    if (syntax.name === "PropertyDeclaration") {
      const name = syntax.getChild("PropertyDefinition");
      const value = syntax.getChild("Equals")?.nextSibling;
      if (!name || !value) return undefined;
      const of: Node = { kind: "name", name: "this", ...reachOf(name) };
      const target: Node = { kind: "member", of, name: read.source(name), at: reachOf(name), ...reachOf(name) };
      return [{ target, value: read.node(value) }];
    }
    if (syntax.name !== "AssignmentExpression") return undefined;
    const [target, sign, value] = childrenOf(syntax);
    if (!target || !sign) return undefined;
    return [{ target: read.node(target), ...(sign.name === "Equals" && value && { value: read.node(value) }) }];
  },
  call(path, args) {
    const [first] = args;
    if (/^(?:Number|parseInt|Number\.parseInt|parseFloat|Number\.parseFloat)$/.test(path)) {
      const isWhole = path.endsWith("parseInt");
      return mapped(first, (value) => {
        const isNumeral =
          typeof value === "number" || (typeof value === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value));
        return isNumeral ? (isWhole ? Math.trunc(Number(value)) : Number(value)) : new Open(path);
      });
    }
    if (path === "String")
      return mapped(first, (value) => (typeof value === "object" ? new Open(path) : String(value)));
    if (path === "Object.freeze") return first;
    return undefined;
  },
  constant: () => undefined,
};

function unary(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const [sign, value] = childrenOf(syntax);
  const text = sign ? read.source(sign) : "";
  if (!value || !/^[-+]$/.test(text)) return other(reach);
  if (text === "-") return negated(read.node(value), reach);
  // a plus sign makes a number of it
  return {
    kind: "call",
    callee: { kind: "name", name: "Number", ...reach },
    args: [{ value: read.node(value) }],
    ...reach,
  };
}

function template(syntax: SyntaxNode, read: Convert): Node {
  const parts: (string | Node)[] = [];
  let at = syntax.from + 1;
  for (const hole of syntax.getChildren("Interpolation")) {
    parts.push(unescaped(read.source({ from: at, to: hole.from })));
    const inner = childrenOf(hole).filter(({ name }) => !/^Interpolation/.test(name));
    parts.push(inner.length === 1 ? read.node(inner[0]!) : other(hole));
    at = hole.to;
  }
  parts.push(unescaped(read.source({ from: at, to: syntax.to - 1 })));
  return { kind: "text", parts: parts.filter((part) => part !== ""), from: syntax.from, to: syntax.to };
}

function members(property: SyntaxNode, read: Convert): Argument[] {
  const children = childrenOf(property);
  const [first] = children;
  if (first?.name === "Spread") return spread(children.at(-1), read);
  const name = property.getChild("PropertyDefinition") ?? (first?.name === "String" ? first : undefined);
  // a computed name may be any
  if (!name) return [{ spread: true, value: other(property) }];
  const source = read.source(name);
  const key = name.name === "String" ? unescaped(source.slice(1, -1)) : source;
  if (property.getChild("ParamList")) return [{ name: key, at: reachOf(name), value: other(property) }];
  const last = children.at(-1)!;
  const value: Node = last === name ? { kind: "name", name: key, ...reachOf(name) } : read.node(last);
  return [{ name: key, at: reachOf(name), value }];
}

// `...(isLive && { ssl: true })`, `...(isLive ? { ssl: true } : {})`: under a condition, the members are not known
function spread(value: SyntaxNode | undefined, read: Convert): Argument[] {
  let inner = value;
  while (inner?.name === "ParenthesizedExpression") inner = childrenOf(inner)[0];
  if (!inner) return [];
  const children = childrenOf(inner);
  const isChoice = inner.name === "BinaryExpression" && read.source(children[1]!) === "&&";
  const tables = isChoice ? children.slice(2) : inner.name === "ConditionalExpression" ? children.filter(isObject) : [];
  const expected = isChoice ? 1 : 2;
  if (tables.length !== expected || !tables.every(isObject)) return [{ spread: true, value: read.node(inner) }];
  return tables.flatMap((table) => {
    const node = read.node(table);
    return node.kind === "table" ? node.args.map((member) => ({ ...member, value: other(inner) })) : [];
  });
}

function isObject({ name }: SyntaxNode): boolean {
  return name === "ObjectExpression";
}

// `const a = 1, { b } = c`; the names of a pattern are bound where they are
function declared(syntax: SyntaxNode, read: Convert): Bind[] {
  const binds: Bind[] = [];
  for (let child = syntax.firstChild; child; child = child.nextSibling) {
    if (child.name !== "VariableDefinition") continue;
    const value = valueAfter(child);
    // one without a value gets it later
    if (value) binds.push({ target: read.node(child), value: read.node(value) });
  }
  return binds;
}

/** The name that what a module exports by default is bound to. */
export const DEFAULT_EXPORT = "export default";

// the type of what is imported is `module#name`
function imported(syntax: SyntaxNode, read: Convert): Bind[] {
  const from = syntax.getChild("String");
  if (!from || syntax.getChild("type")) return [];
  const module = unescaped(read.source(from).slice(1, -1));
  const binds: Bind[] = [];
  const isAll = syntax.getChild("Star") !== null;
  for (const name of syntax.getChildren("VariableDefinition"))
    binds.push({ target: read.node(name), type: `${module}#${isAll ? "*" : "default"}` });
  let exported: string | undefined;
  for (let child = syntax.getChild("ImportGroup")?.firstChild; child; child = child.nextSibling) {
    if (child.name === "VariableName" || child.name === "default") exported = read.source(child);
    if (child.name !== "VariableDefinition") continue;
    binds.push({ target: read.node(child), type: `${module}#${exported ?? read.source(child)}` });
    exported = undefined;
  }
  return binds;
}

// `const { Pool, max = 5, other: name } = value`
function unpacked(property: SyntaxNode, read: Convert): Bind[] {
  const name = property.getChild("VariableDefinition");
  if (!name) return [];
  const pattern = property.parent;
  const value = pattern?.parent?.name === "VariableDeclaration" ? valueAfter(pattern) : undefined;
  if (!value) return [{ target: read.node(name) }];
  const key = property.getChild("PropertyName") ?? property.getChild("PropertyDefinition") ?? name;
  const member: Node = {
    kind: "member",
    of: read.node(value),
    name: read.source(key),
    at: reachOf(key),
    ...reachOf(property),
  };
  const fallback = property.getChild("Equals")?.nextSibling;
  return [
    {
      target: read.node(name),
      value: fallback
        ? { kind: "operation", sign: "??", left: member, right: read.node(fallback), ...reachOf(property) }
        : member,
    },
  ];
}

function valueAfter(pattern: SyntaxNode): SyntaxNode | undefined {
  let next = pattern.nextSibling;
  if (next?.name === "TypeAnnotation") next = next.nextSibling;
  return (next?.name === "Equals" && next.nextSibling) || undefined;
}
