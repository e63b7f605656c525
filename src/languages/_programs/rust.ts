// how programs in Rust are read
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/rust";
import {
  type Argument,
  type Bind,
  type Convert,
  childrenOf,
  type Node,
  negated,
  other,
  type ProgramSyntax,
  type Reach,
  reachOf,
} from "../_nodes.ts";
import { mapped, Open } from "../_open.ts";
import { numberOf, unescaped } from "../_strings.ts";

export const rustProgram: ProgramSyntax = {
  parser: () => parser,
  scopes: new Set(["FunctionItem", "ClosureExpression"]),
  branches: new Set(["IfExpression", "MatchExpression", "MatchBlock", "WhileExpression"]),
  blocks: new Set(["Block", "MatchArm", "ElseClause", "IfExpression"]),
  sites: new Set(["CallExpression", "StructExpression"]),
  node(syntax, read) {
    const reach = reachOf(syntax);
    const children = childrenOf(syntax);
    const [first, second] = children;
    switch (syntax.name) {
      case "Identifier":
      case "BoundIdentifier":
      case "self":
      case "Self": {
        const name = read.source(syntax);
        return name === "None" ? { kind: "value", value: null, ...reach } : { kind: "name", name, ...reach };
      }
      case "ScopedIdentifier":
        return scoped(syntax, read);
      case "Integer":
      case "Float": {
        const value = numberOf(read.source(syntax));
        return value === undefined ? other(reach) : { kind: "value", value, ...reach };
      }
      case "Boolean":
        return { kind: "value", value: read.source(syntax) === "true", ...reach };
      case "String":
        return {
          kind: "value",
          value: unescaped(
            read
              .source(syntax)
              .slice(1, -1)
              .replace(/\\\r?\n\s*/g, ""),
          ),
          ...reach,
        };
      case "RawString":
        return { kind: "value", value: read.source(syntax).replace(/^r(#*)"([\s\S]*)"\1$/, "$2"), ...reach };
      case "ParenthesizedExpression":
      case "ReferenceExpression":
        return read.node(children.at(-1) ?? null);
      case "TryExpression":
      case "AwaitExpression":
      case "TypeCastExpression":
        return read.node(first ?? null);
      case "UnaryExpression":
        return read.source(syntax).startsWith("-")
          ? negated(read.node(children.at(-1)!), reach)
          : read.source(syntax).startsWith("*")
            ? read.node(children.at(-1)!)
            : other(reach);
      case "BinaryExpression": {
        const right = children.at(-1)!;
        const sign = first ? read.source({ from: first.to, to: right.from }).trim() : "";
        return { kind: "operation", sign, left: read.node(first ?? null), right: read.node(right), ...reach };
      }
      case "FieldExpression":
        return first && second
          ? { kind: "member", of: read.node(first), name: read.source(second), at: reachOf(second), ...reach }
          : other(reach);
      case "IndexExpression":
        return { kind: "index", of: read.node(first ?? null), key: read.node(second ?? null), ...reach };
      case "GenericFunction":
        return read.node(first ?? null);
      case "CallExpression":
        return call(syntax, read);
      case "StructExpression": {
        const body = syntax.getChild("FieldInitializerList");
        const type = first ? partsOf(first, read).join(".") : undefined;
        return { kind: "table", type, args: fields(body, read), ...reach };
      }
      case "ArrayExpression":
        return pairs(children, read) ?? { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "TupleExpression":
        return { kind: "list", items: children.map((child) => read.node(child)), ...reach };
      case "MacroInvocation":
        return macro(syntax, read);
      case "ClosureExpression": {
        const body = syntax.lastChild;
        return body && body.name !== "Block" ? read.node(body) : other(reach);
      }
      default:
        return other(reach);
    }
  },
  bindings(syntax, read) {
    if (syntax.name === "Parameter") {
      const name = syntax.getChild("BoundIdentifier");
      return name ? [{ target: read.node(name), type: typeOf(syntax.lastChild, read) }] : undefined;
    }
    if (syntax.name === "ForExpression") {
      const name = syntax.getChild("BoundIdentifier");
      return name ? [{ target: read.node(name) }] : undefined;
    }
    if (syntax.name === "AssignmentExpression") {
      const children = childrenOf(syntax);
      const [target] = children;
      return target ? [{ target: read.node(target), value: read.node(children.at(-1)!) }] : undefined;
    }
    return /^(?:LetDeclaration|ConstItem|StaticItem)$/.test(syntax.name) ? declared(syntax, read) : undefined;
  },
  call(path, args, of) {
    const [first] = args;
    const method = path.slice(path.lastIndexOf(".") + 1);
    const unit = /(?:^|\.)Duration\.from_(\w+)$/.exec(path)?.[1];
    if (unit !== undefined) {
      const size = /^secs_f(?:32|64)$/.test(unit) ? 1e9 : NANOSECONDS[unit];
      return size === undefined ? undefined : mapped(first, (amount) => duration(amount, size) ?? new Open(path));
    }
    if (/(?:^|\.)Duration\.new$/.test(path))
      return isCount(args[0]) && isCount(args[1]) ? { secs: args[0], nanos: args[1] } : undefined;
    if (
      /^(?:Option\.)?Some$|^Ok$|(?:^|\.)(?:String|u(?:8|16|32|64|size)|i32|i64)\.from$|(?:^|\.)LazyLock\.new$/.test(
        path,
      )
    )
      return first;
    if (of === undefined) return undefined;
    if (method === "parse" || method === "parse_from")
      return mapped(of, (text) => (typeof text === "string" && /^-?\d+$/.test(text) ? Number(text) : text));
    if (SAME.has(method)) return of;
    if (Array.isArray(of) && (OF_ITEMS.has(method) || (method === "map" && isConversion(args[0])))) return of;
    // the closure converts what is there
    if (/^(?:map|and_then)$/.test(method) && of instanceof Open && of.variable !== undefined) return of;
    return undefined;
  },
  constant(path) {
    if (/(?:^|\.)Duration\.ZERO$/.test(path)) return { secs: 0, nanos: 0 };
    const type = /(?:^|\.)(u(?:8|16|32|64|size))\.MAX$/.exec(path)?.[1];
    if (type !== undefined) return LARGEST[type];
    // a variant without data
    const last = path.slice(path.lastIndexOf(".") + 1);
    return path.includes(".") && /^[A-Z]/.test(last) && /[a-z]/.test(last) && /^\w+$/.test(last) ? last : undefined;
  },
};

const SAME: ReadonlySet<string> = new Set([
  ...[
    "to_string",
    "to_owned",
    "into",
    "as_str",
    "as_ref",
    "clone",
    "unwrap",
    "expect",
    "ok",
    "trim",
    "to_vec",
    "try_into",
  ],
]);

/** Methods that a list and its iterator have. */
const OF_ITEMS: ReadonlySet<string> = new Set(["iter", "into_iter", "copied", "cloned", "collect"]);

/** Whether a function only changes the type of a text: `String::from`. */
function isConversion(value: unknown): boolean {
  return (
    value instanceof Open && /^(?:String::from|Into::into|(?:str|ToString|ToOwned)::to_\w{1,20})$/.test(value.text)
  );
}

const NANOSECONDS: Readonly<Record<string, number>> = {
  nanos: 1,
  micros: 1e3,
  millis: 1e6,
  secs: 1e9,
  mins: 60e9,
  hours: 3_600e9,
  days: 86_400e9,
  weeks: 604_800e9,
};

const LARGEST: Readonly<Record<string, number>> = {
  u8: 255,
  u16: 65_535,
  u32: 4_294_967_295,
  u64: Number.MAX_SAFE_INTEGER,
  usize: Number.MAX_SAFE_INTEGER,
};

const PER_SECOND = 1e9;

function duration(amount: unknown, unit: number): object | undefined {
  if (typeof amount !== "number" || amount < 0) return undefined;
  // in two parts, since a large number of nanoseconds is no exact number
  const secs = Math.floor((amount * (unit >= 1e6 ? unit / 1e6 : 1)) / (unit >= 1e6 ? 1e3 : PER_SECOND / unit));
  const rest = unit >= PER_SECOND ? (amount % 1) * PER_SECOND : (amount % (PER_SECOND / unit)) * unit;
  return { secs, nanos: Math.round(rest) % PER_SECOND };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** The names in `a::b::<T>::c`, without those of types that it is given. */
function partsOf(syntax: SyntaxNode, read: Convert): string[] {
  if (syntax.name === "TypeArgList") return [];
  const children = childrenOf(syntax);
  return children.length === 0 ? [read.source(syntax)] : children.flatMap((child) => partsOf(child, read));
}

// `a::b::<T>::c` as a name with dots
function scoped(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const parts = partsOf(syntax, read);
  const [first, ...rest] = parts;
  return rest.reduce<Node>((of, name) => ({ kind: "member", of, name, at: reach, ...reach }), {
    kind: "name",
    name: first ?? "",
    ...reach,
  });
}

// `text.parse::<T>()` makes a T as `T::parse(text)` would
function call(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const [callee, list] = [syntax.firstChild, syntax.lastChild];
  if (!callee || list?.name !== "ArgList") return other(reach);
  const args = childrenOf(list).map((child): Argument => ({ value: read.node(child) }));
  const generic = callee.name === "GenericFunction" ? callee.firstChild : null;
  const types = callee.getChild("TypeArgList");
  const [made] = types ? childrenOf(types) : [];
  const type = made && partsOf(made, read).at(-1);
  // a number is what its text says
  if (generic?.name === "FieldExpression" && type !== undefined && /^[A-Z]/.test(type) && generic.firstChild) {
    const at = reachOf(generic);
    const owner: Node = { kind: "name", name: type, ...at };
    const target: Node = { kind: "member", of: owner, name: read.source(generic.lastChild!), at, ...at };
    return { kind: "call", callee: target, args: [{ value: read.node(generic.firstChild) }, ...args], ...reach };
  }
  return { kind: "call", callee: read.node(callee), args, ...reach };
}

function fields(body: SyntaxNode | null, read: Convert): Argument[] {
  return (body?.getChildren("FieldInitializer") ?? []).map((field) => {
    const [name, value] = childrenOf(field);
    return {
      name: read.source(name!),
      at: reachOf(name!),
      value: value ? read.node(value) : ({ kind: "name", name: read.source(name!), ...reachOf(name!) } as Node),
    };
  });
}

// a list of pairs of texts stands for a table
function pairs(items: readonly SyntaxNode[], read: Convert): Node | undefined {
  const found = items.map((item) => (item.name === "TupleExpression" ? childrenOf(item) : []));
  const isTable = found.length > 0 && found.every((pair) => pair.length === 2 && pair[0]!.name === "String");
  if (!isTable) return undefined;
  const args = found.map(
    ([key, value]): Argument => ({ name: read.source(key!).slice(1, -1), at: reachOf(key!), value: read.node(value!) }),
  );
  return { kind: "table", type: undefined, args, from: items[0]!.from, to: items.at(-1)!.to };
}

// `format!("…{}…{name}…", …)`, `vec![…]`
function macro(syntax: SyntaxNode, read: Convert): Node {
  const reach = reachOf(syntax);
  const tokens = childrenOf(syntax).at(-1);
  if (tokens && /^(?:std::)?vec\s*!/.test(read.source(syntax)))
    return { kind: "list", items: itemsOf(tokens).map((item) => inMacro(item, reach, read)), ...reach };
  const format = tokens?.getChild("String");
  if (!/^(?:\w+::)*format\s*!/.test(read.source(syntax)) || !format) return other(reach);
  const text = unescaped(read.source(format).slice(1, -1));
  const parts = text.split(/(\{[^{}]*\})/).map((part): string | Node => {
    const name = /^\{([A-Za-z_]\w*)?(?::[^{}]*)?\}$/.exec(part);
    if (!name) return part.replaceAll("{{", "{").replaceAll("}}", "}");
    return name[1] === undefined ? other(reach) : { kind: "name", name: name[1], ...reach };
  });
  return { kind: "text", parts: parts.filter((part) => part !== ""), ...reach };
}

/** What commas separate among the tokens of a macro, of which the grammar makes no expressions. */
function itemsOf(tokens: SyntaxNode): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (let token = tokens.firstChild?.nextSibling; token?.nextSibling; token = token.nextSibling)
    if (token.name === ",") items.push([]);
    else if (!/Comment$/.test(token.name)) items.at(-1)!.push(token);
  return items.filter((item) => item.length > 0);
}

// a literal with conversions, or a name
function inMacro(item: readonly SyntaxNode[], reach: Reach, read: Convert): Node {
  const [first, ...rest] = item;
  const texts = rest.map((token) => read.source(token));
  if (read.source(first!) === "String" && texts.length === 3 && texts.slice(0, 2).join("") === "::from") {
    const [given] = itemsOf(rest.at(-1)!);
    return given ? inMacro(given, reach, read) : other(reach);
  }
  const isLiteral = /^(?:String|RawString|Integer|Boolean)$/.test(first!.name);
  const isConverted = isLiteral && texts.every((text, at) => (at % 2 === 0 ? SAME.has(text) : text === "()"));
  return isConverted || (rest.length === 0 && first!.name === "Identifier") ? read.node(first!) : other(reach);
}

function declared(syntax: SyntaxNode, read: Convert): Bind[] | undefined {
  const name = syntax.getChild("BoundIdentifier") ?? syntax.getChild("MutPattern")?.getChild("BoundIdentifier");
  if (!name) return undefined;
  let value: SyntaxNode | null = null;
  let type: SyntaxNode | null = null;
  for (let child = name.nextSibling ?? syntax.firstChild; child; child = child.nextSibling) {
    if (child.name === ":") type = child.nextSibling;
    if (child.name === "=") value = child.nextSibling;
  }
  return [{ target: read.node(name), ...(value && { value: read.node(value) }), type: typeOf(type, read) }];
}

function typeOf(type: SyntaxNode | null, { source }: Convert): string | undefined {
  return type
    ? source(type)
        .replace(/^&(?:'\w+\s*)?(?:mut\s+)?/, "")
        .replaceAll("::", ".")
    : undefined;
}
