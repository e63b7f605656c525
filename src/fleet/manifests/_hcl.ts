// HCL, as far as Nomad's job files need it: blocks, attributes, lists and tables. Expressions are left as text.
// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md

/** A body: attributes by name, and blocks by name, each a list. */
export interface Body {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly blocks: readonly Block[];
}

/** A block: `task "web" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** Place of its type in the text. */
  readonly at: number;
}

const MAX_DEPTH = 40;
const MAX_TOKENS = 200_000;

interface Token {
  readonly kind: "word" | "text" | "sign" | "line";
  readonly value: string;
  readonly at: number;
}

/** Reads a text; undefined if it is not HCL. */
export function readHcl(text: string): Body | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  let next = 0;
  const peek = () => tokens[next];
  const isSign = (value: string) => peek()?.kind === "sign" && peek()!.value === value;
  const skipLines = () => {
    while (peek()?.kind === "line") next++;
  };

  function body(depth: number, isTop: boolean): Body | undefined {
    const attributes: Record<string, unknown> = Object.create(null);
    const blocks: Block[] = [];
    if (depth > MAX_DEPTH) return undefined;
    for (;;) {
      skipLines();
      const token = peek();
      if (!token) return isTop ? { attributes, blocks } : undefined;
      if (isSign("}")) {
        next++;
        return isTop ? undefined : { attributes, blocks };
      }
      if (token.kind === "sign") return undefined;
      next++;
      if (isSign("=") || isSign(":")) {
        next++;
        attributes[token.value] = value(depth + 1);
        continue;
      }
      const labels: string[] = [];
      while (peek()?.kind === "text" || peek()?.kind === "word") labels.push(tokens![next++]!.value);
      if (!isSign("{")) return undefined;
      next++;
      const inner = body(depth + 1, false);
      if (!inner) return undefined;
      blocks.push({ type: token.value, labels, body: inner, at: token.at });
    }
  }

  function value(depth: number): unknown {
    const token = peek();
    if (!token || depth > MAX_DEPTH) return undefined;
    let found: unknown;
    if (isSign("[")) {
      next++;
      const list: unknown[] = [];
      for (;;) {
        while (peek()?.kind === "line" || isSign(",")) next++;
        if (!peek()) return list;
        if (isSign("]")) break;
        const before = next;
        list.push(value(depth + 1));
        if (next === before) next++;
      }
      next++;
      found = list;
    } else if (isSign("{")) {
      next++;
      const table: Record<string, unknown> = Object.create(null);
      for (;;) {
        while (peek()?.kind === "line" || isSign(",")) next++;
        if (!peek()) return table;
        if (isSign("}")) break;
        const name = tokens![next++]!.value;
        if (isSign("=") || isSign(":")) {
          next++;
          table[name] = value(depth + 1);
        }
      }
      next++;
      found = table;
    } else {
      next++;
      found = token.kind === "text" ? token.value : plain(token.value);
    }
    // the rest of an expression is not evaluated
    while (peek() && peek()!.kind !== "line" && !["}", "]", ","].some(isSign)) {
      next++;
      found = "${expression}";
    }
    return found;
  }

  return body(0, true);
}

function plain(word: string): unknown {
  if (word === "true" || word === "false") return word === "true";
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(word) ? Number(word) : `\${${word}}`;
}

const SPACE = /[ \t\r]*/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const WORD = /[\w.-]+/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"/y;
const HEREDOC = /<<-?[ \t]*(\w{1,60})[ \t]*\n/y;

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    if (tokens.length > MAX_TOKENS) return undefined;
    at += take(SPACE)![0].length;
    if (at >= text.length) break;
    const comment = take(COMMENT);
    if (comment) {
      at += comment[0].length;
      continue;
    }
    if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) return undefined;
      at = end + 2;
      continue;
    }
    const start = at;
    if (text[at] === "\n") {
      tokens.push({ kind: "line", value: "\n", at: at++ });
      continue;
    }
    const quoted = take(TEXT);
    if (quoted) {
      const inner = quoted[0]
        .slice(1, -1)
        .replace(/\\(["\\nt])/g, (_, char: string) => ({ n: "\n", t: "\t" })[char] ?? char);
      tokens.push({ kind: "text", value: inner, at: start });
      at += quoted[0].length;
      continue;
    }
    const heredoc = take(HEREDOC);
    if (heredoc) {
      const from = at + heredoc[0].length;
      const end = new RegExp(`^[ \\t]*${heredoc[1]}[ \\t]*$`, "m").exec(text.slice(from));
      if (!end) return undefined;
      tokens.push({ kind: "text", value: text.slice(from, from + end.index), at: start });
      at = from + end.index + end[0].length;
      continue;
    }
    const word = take(WORD);
    if (word) {
      tokens.push({ kind: "word", value: word[0], at: start });
      at += word[0].length;
      continue;
    }
    tokens.push({ kind: "sign", value: text[at]!, at: at++ });
  }
  return tokens;
}
