// finds settings in a program without running it: names that are given a literal, by assignment, as an argument or by a call

/** What the scanner has to know of a language. */
export interface Grammar {
  /** What begins a comment that goes to the end of the line. */
  readonly lineComments: readonly string[];
  readonly blockComment?: readonly [open: string, close: string];
  /** Quotes of strings, longest first. */
  readonly quotes: readonly Quote[];
  /** A literal of one character, whose quote begins no string: `'"'` in Rust. */
  readonly character?: RegExp;
  /** Words that stand for values. */
  readonly words: Readonly<Record<string, unknown>>;
  /** Expressions of the language's own: a sticky expression, and what it stands for. Its arguments follow in parentheses where `call` is set. */
  readonly atoms?: readonly Atom[];
  /** The beginning of a call whose two arguments are a name and its value: `setProperty("a.b", 5)`. The name is `b`. */
  readonly pairs?: RegExp;
  /** What may stand around a value and leaves it as it is: a reference before it, a conversion behind it. */
  readonly around?: { readonly before: RegExp; readonly after: RegExp };
  /** Whether braces hold a list, unless a percent sign stands before them. */
  readonly tuples?: true;
  /** Whether a list of pairs is a table. */
  readonly pairLists?: true;
  /** Whether an expression goes on over line breaks, since a sign ends the statement. */
  readonly goesOn?: true;
  /** What joins the parts of a name, of which the last two are its name then: `PoolConfig::new`. */
  readonly joins?: string;
  /** Whether a text without a name is a setting, too; it is called `text 1`. */
  isSetting?(text: string): boolean;
}

export interface Quote {
  readonly mark: string;
  /** What ends it, where that is not the same. */
  readonly close?: string;
  /** What a string of the kind begins with, where that is not the mark. */
  readonly open?: string;
  /** Whether the mark stands twice for itself in it. */
  readonly doubled?: true;
  /** What begins an expression that is put in, up to a closing brace. */
  readonly holes?: "{" | "#{";
  /** Whether a backslash means nothing in it. */
  readonly raw?: true;
  /** Whether line breaks may stand in it. */
  readonly lines?: true;
}

/** An expression that is no literal and stands for a value all the same: `time.Minute`, `Duration::from_secs(30)`. */
export interface Atom {
  readonly match: RegExp;
  /** Whether arguments in parentheses follow, which must be known. */
  readonly call?: true;
  /** Undefined where it cannot be known. */
  value(match: RegExpExecArray, args: readonly unknown[]): unknown;
}

/** A setting in a program. */
export interface Scanned {
  readonly name: string;
  /** What it is given; a text `${…}` where that is known only when the program runs. */
  readonly value: unknown;
  readonly key: readonly [start: number, end: number];
  readonly at: readonly [start: number, end: number];
}

const NAME = /[\p{L}_][\w-]*/uy;
const DEEPEST = 32;

/** Characters that are passed over in all, in search of the end of what cannot be read, before that is given up. */
const PATIENCE = 1_000_000;

interface Run extends Grammar {
  patience: number;
  /** Where the search for the end of a string that is never closed ended, by its quote. */
  readonly unclosed: Map<Quote, number>;
}

function newRun(rules: Grammar): Run {
  return { ...rules, patience: PATIENCE, unclosed: new Map() };
}

/** Finds every name in a text that is given a value. */
export function scanProgram(text: string, rules: Grammar): Scanned[] {
  const grammar = newRun(rules);
  const found: Scanned[] = [];
  let at = 0;
  while (at < text.length) {
    const after = skipComment(text, at, grammar);
    if (after !== at) {
      at = after;
      continue;
    }
    const pair = readPair(text, at, grammar);
    if (pair) {
      found.push(pair);
      at = pair.at[1];
      continue;
    }
    const string = readString(text, at, grammar);
    const word = string || /[\w-]/.test(text[at - 1] ?? "") ? undefined : nameAt(text, at, grammar);
    const name = string ? string.value : word?.name;
    const end = string?.end ?? word?.end;
    if (name === undefined || end === undefined) {
      at += 1;
      continue;
    }
    const given = valueAfter(text, end, grammar, string !== undefined);
    if (!given) {
      const whole = string && grammar.isSetting ? joined(text, string, grammar) : undefined;
      const stretch = [at, whole?.end ?? end] as const;
      if (whole && grammar.isSetting!(whole.value))
        found.push({ name: `text ${found.length + 1}`, value: whole.value, key: stretch, at: stretch });
      at = stretch[1];
      continue;
    }
    found.push({ name, value: given.value, key: [at, end], at: [given.start, given.end] });
    // what is not known may hold further names
    at = given.known ? given.end : given.start;
  }
  return found;
}

function nameAt(text: string, at: number, { joins }: Run): { name: string; end: number } | undefined {
  const parts: string[] = [];
  for (let end = at; ; ) {
    const part = matchAt(NAME, text, end)?.[0];
    if (part === undefined) return undefined;
    parts.push(part);
    end += part.length;
    const next = joins !== undefined && text.startsWith(joins, end) ? end + joins.length : undefined;
    if (next === undefined || !matchAt(NAME, text, next)) return { name: parts.slice(-2).join(joins), end };
    end = next;
  }
}

/** A text with its comments and strings blanked out, and where those strings are. */
export function codeOf(
  text: string,
  rules: Grammar,
): { code: string; strings: (readonly [from: number, to: number])[] } {
  const grammar = newRun(rules);
  const strings: (readonly [number, number])[] = [];
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const string = readString(text, at, grammar);
    const end = string?.end ?? skipComment(text, at, grammar);
    if (end === at) {
      at += 1;
      continue;
    }
    if (string) strings.push([at, end]);
    parts.push(text.slice(done, at), text.slice(at, end).replace(/\S/g, " "));
    done = end;
    at = end;
  }
  return { code: parts.join("") + text.slice(done), strings };
}

function readPair(text: string, at: number, grammar: Run): Scanned | undefined {
  if (!grammar.pairs || /\w/.test(text[at - 1] ?? "")) return undefined;
  const begin = matchAt(grammar.pairs, text, at)?.[0];
  if (begin === undefined) return undefined;
  const open = skipBlanks(text, at + begin.length, grammar);
  const name = readString(text, open, grammar);
  const comma = name && matchAt(/\s*,\s*/y, text, name.end)?.[0];
  if (!name || comma === undefined) return undefined;
  const start = name.end + comma.length;
  const value = readSum(text, start, grammar, 0);
  const whole = value && text[skipBlanks(text, value.end, grammar)] === ")";
  const end = whole ? value.end : skipValue(text, start, ")", grammar);
  if (end === undefined) return undefined;
  const own = name.value.slice(name.value.lastIndexOf(".") + 1);
  const given = whole ? value.value : unknownValue(text.slice(start, end));
  return { name: own, value: given, key: [open, name.end], at: [start, end] };
}

// a string without a name, with those that are added to it
function joined(text: string, first: { value: string; end: number }, grammar: Run): { value: string; end: number } {
  const values = [first.value];
  let { end } = first;
  for (;;) {
    const sign = skipBlanks(text, end, grammar);
    const next = text[sign] === "+" ? readString(text, skipBlanks(text, sign + 1, grammar), grammar) : undefined;
    if (!next) return { value: values.join(""), end };
    values.push(next.value);
    end = next.end;
  }
}

/** Stands for a value that only the program knows. */
function unknownValue(source: string): string {
  return `\${${
    source
      .replace(/[{}\s]+/g, " ")
      .trim()
      .slice(0, 100) || "…"
  }}`;
}

interface Given {
  readonly value: unknown;
  readonly known: boolean;
  readonly start: number;
  readonly end: number;
}

// `name = value`, `name := value`, `name: value`, `"name": value`, `"name" => value`, `name(value)`
function valueAfter(text: string, from: number, grammar: Run, quoted: boolean): Given | undefined {
  const sign = matchAt(/\]?\s*(?:(:=|=>|=(?!=)|:(?!:))|\()\s*/y, text, from);
  if (!sign) return undefined;
  const call = sign[1] === undefined;
  if ((call && (quoted || sign[0].startsWith("]"))) || (sign[0].startsWith("]") && sign[1] !== "=")) return undefined;
  const start = skipBlanks(text, from + sign[0].length, grammar);
  const value = readSum(text, start, grammar, 0);
  const end = value && skipBlanks(text, value.end, grammar);
  // one argument, and all of it
  if (value && end !== undefined && (call ? /[),]/ : /^(?:[,;)\]}\n\r]|$)/).test(text[end] ?? "")) {
    if (!call || text[end] === ")" || /^\s*\)/.test(text.slice(end + 1, end + 20)))
      return { value: value.value, known: true, start, end: value.end };
    return undefined;
  }
  if (value && !call && endsLine(text, value.end)) return { value: value.value, known: true, start, end: value.end };
  const stop = lengthOf(text.slice(start, start + LONGEST));
  // one argument, up to what closes the call
  if (call && text[start + stop] !== ")") return undefined;
  return stop === 0
    ? undefined
    : { value: unknownValue(text.slice(start, start + stop)), known: false, start, end: start + stop };
}

// up to a sign that ends an expression, outside of its own parentheses
function lengthOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    if (depth < 0 || char === "\n" || (depth === 0 && /[,;]/.test(char))) return at;
  }
  // so long an expression is none
  return text.length < LONGEST ? text.length : 0;
}

const LONGEST = 300;

function endsLine(text: string, at: number): boolean {
  return /^[ \t]*(?:\r?\n|$|\/\/|#|--)/.test(text.slice(at, at + 200));
}

interface ReadValue {
  readonly value: unknown;
  readonly end: number;
}

function readSum(text: string, at: number, grammar: Run, depth: number): ReadValue | undefined {
  return readOperands(text, at, /[+-]/, (from) => readProduct(text, from, grammar, depth), grammar);
}

function readProduct(text: string, at: number, grammar: Run, depth: number): ReadValue | undefined {
  return readOperands(text, at, /[*/]/, (from) => readPrimary(text, from, grammar, depth), grammar);
}

function readOperands(
  text: string,
  at: number,
  signs: RegExp,
  next: (from: number) => ReadValue | undefined,
  grammar: Run,
): ReadValue | undefined {
  let left = next(at);
  while (left) {
    const end = grammar.goesOn ? skipBlanks(text, left.end, grammar) : skipInLine(text, left.end);
    const sign = text[end];
    if (sign === undefined || !signs.test(sign) || grammar.lineComments.some((mark) => text.startsWith(mark, end)))
      return left;
    const right = next(skipBlanks(text, end + 1, grammar));
    const value = right && combine(sign, left.value, right.value);
    if (!right || value === undefined) return undefined;
    left = { value, end: right.end };
  }
  return left;
}

function combine(sign: string, one: unknown, two: unknown): unknown {
  if (typeof one === "string" && typeof two === "string" && sign === "+") return one + two;
  if (typeof one !== "number" || typeof two !== "number") return undefined;
  const value = { "+": one + two, "-": one - two, "*": one * two, "/": one / two }[sign as "+"];
  return Number.isFinite(value) ? value : undefined;
}

function readPrimary(text: string, at: number, grammar: Run, depth: number): ReadValue | undefined {
  const { around } = grammar;
  if (!around) return readBare(text, at, grammar, depth);
  const read = readBare(text, at + (matchAt(around.before, text, at)?.[0].length ?? 0), grammar, depth);
  return read && { ...read, end: read.end + (matchAt(around.after, text, read.end)?.[0].length ?? 0) };
}

function readBare(text: string, at: number, grammar: Run, depth: number): ReadValue | undefined {
  if (depth > DEEPEST) return undefined;
  for (const { match, call, value } of grammar.atoms ?? []) {
    const found = matchAt(match, text, at);
    if (!found) continue;
    const end = at + found[0].length;
    const args = call ? readList(text, end, "(", ")", grammar, depth) : { items: [], end };
    const made = args && value(found, args.items);
    return made === undefined ? undefined : { value: made, end: args!.end };
  }
  const string = readString(text, at, grammar);
  if (string) return string;
  const number = matchAt(
    /[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?(?:[uif](?:8|16|32|64|size))?[lLdDfFmM]?(?![\w.])/y,
    text,
    at,
  );
  if (number) return { value: numberOf(number[0]), end: at + number[0].length };
  const word = matchAt(/:?[A-Za-z_]\w*/y, text, at)?.[0];
  if (word !== undefined) {
    if (!Object.hasOwn(grammar.words, word) || /^\s*[(.]/.test(text.slice(at + word.length, at + word.length + 20)))
      return undefined;
    return { value: grammar.words[word], end: at + word.length };
  }
  if (text[at] === "(") {
    const inner = readList(text, at, "(", ")", grammar, depth);
    if (!inner) return undefined;
    return { value: inner.items.length === 1 ? inner.items[0] : inner.items, end: inner.end };
  }
  if (text[at] === "[") return tableOrList(readList(text, at, "[", "]", grammar, depth), false, grammar.pairLists);
  if (text[at] === "{" || text.startsWith("%{", at))
    return tableOrList(
      readList(text, text.indexOf("{", at), "{", "}", grammar, depth),
      !grammar.tuples || text[at] === "%",
    );
  return undefined;
}

function numberOf(text: string): number {
  return Number(text.replace(/_|(?:[uif](?:8|16|32|64|size))$|[lLdDfFmM]$/g, ""));
}

interface Items {
  readonly items: readonly unknown[];
  readonly table: Record<string, unknown>;
  readonly end: number;
}

function tableOrList(read: Items | undefined, table = false, pairs = false): ReadValue | undefined {
  if (!read) return undefined;
  if (pairs && read.items.length > 0 && read.items.every(isPair)) {
    const named = read.items.filter(([name]) => !FORBIDDEN.has(name));
    return { value: Object.fromEntries(named), end: read.end };
  }
  const isTable = table || (read.items.length === 0 && Object.keys(read.table).length > 0);
  return { value: isTable ? read.table : read.items, end: read.end };
}

function isPair(item: unknown): item is [string, unknown] {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
}

// what is not known in it is a placeholder, so that the rest can be read
function readList(
  text: string,
  from: number,
  open: string,
  close: string,
  grammar: Run,
  depth: number,
): Items | undefined {
  if (text[from] !== open || depth > DEEPEST) return undefined;
  const items: unknown[] = [];
  const table: Record<string, unknown> = Object.create(null);
  let at = skipBlanks(text, from + 1, grammar);
  while (at < text.length && text[at] !== close) {
    const key = keyAt(text, at, grammar);
    const start = key ? key.end : at;
    const value = readSum(text, start, grammar, depth + 1);
    const ended = value && skipBlanks(text, value.end, grammar);
    const whole = ended !== undefined && (text[ended] === "," || text[ended] === close);
    const end = whole ? ended : skipValue(text, start, close, grammar);
    if (end === undefined) return undefined;
    const kept = whole ? value!.value : unknownValue(text.slice(start, end));
    if (!key) items.push(kept);
    else if (!FORBIDDEN.has(key.name)) table[key.name] = kept;
    at = text[end] === "," ? skipBlanks(text, end + 1, grammar) : end;
  }
  return text[at] === close ? { items, table, end: at + 1 } : undefined;
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

function keyAt(text: string, at: number, grammar: Run): { name: string; end: number } | undefined {
  const string = readString(text, at, grammar);
  const name = string ? string.value : matchAt(NAME, text, at)?.[0];
  if (name === undefined) return undefined;
  const from = string ? string.end : at + name.length;
  const sign = matchAt(/\s*(?:=>|:(?!:)|=(?!=))\s*/y, text, from);
  return sign ? { name, end: skipBlanks(text, from + sign[0].length, grammar) } : undefined;
}

// to the comma or bracket that ends a value of any kind
function skipValue(text: string, from: number, close: string, grammar: Run): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length && grammar.patience > 0; grammar.patience -= 1) {
    const after = skipComment(text, at, grammar);
    const string = after === at ? readString(text, at, grammar) : undefined;
    if (after !== at || string) {
      at = string?.end ?? after;
      continue;
    }
    const char = text[at]!;
    if (depth === 0 && (char === "," || char === close)) return at;
    if (/[([{]/.test(char)) depth += 1;
    if (/[)\]}]/.test(char)) depth -= 1;
    if (depth < 0) return undefined;
    at += 1;
  }
  return undefined;
}

function readString(text: string, at: number, grammar: Run): { value: string; end: number } | undefined {
  const quote = grammar.quotes.find(({ mark, open = mark }) => text.startsWith(open, at));
  // from a quote before this one there was no end, so there is none from here
  if (!quote || at < (grammar.unclosed.get(quote) ?? 0)) return undefined;
  const unclosed = (end: number): undefined => void grammar.unclosed.set(quote, end);
  const { mark, open = mark, close = mark, raw, lines, doubled, holes } = quote;
  let value = "";
  for (let here = at + open.length; here < text.length; here += 1) {
    const char = text[here]!;
    if (doubled && text.startsWith(mark + mark, here)) {
      value += mark;
      here += mark.length * 2 - 1;
      continue;
    }
    if (text.startsWith(close, here)) return { value, end: here + close.length };
    const hole = holes && text.startsWith(holes, here) ? matchAt(HOLE, text, here)?.[0] : undefined;
    if (hole !== undefined) {
      value += unknownValue(hole.replace("#", ""));
      here += hole.length - 1;
      continue;
    }
    if (char === "\n" && !lines) return unclosed(here);
    if (char === "\\" && !raw) {
      here += 1;
      const code = matchAt(CODE, text, here);
      const escaped = text[here] ?? "";
      value += code ? String.fromCodePoint(Number.parseInt(code[1] ?? code[2]!, 16)) : (ESCAPES[escaped] ?? escaped);
      here += code ? code[0].length - 1 : 0;
    } else value += char;
  }
  return unclosed(text.length);
}

const HOLE = /#?\{[^{}"\n]{1,200}\}/y;

/** A character by its number. */
const CODE = /u(?:\{((?:10|0?[\da-f])?[\da-f]{1,4})\}|([\da-f]{4}))/iy;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", 0: "\0" };

function skipComment(text: string, at: number, { lineComments, blockComment, character }: Grammar): number {
  const literal = character && matchAt(character, text, at)?.[0];
  if (literal !== undefined) return at + literal.length;
  if (lineComments.some((mark) => text.startsWith(mark, at))) {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  if (!blockComment || !text.startsWith(blockComment[0], at)) return at;
  const end = text.indexOf(blockComment[1], at + blockComment[0].length);
  return end < 0 ? text.length : end + blockComment[1].length;
}

function skipBlanks(text: string, from: number, grammar: Run): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at += 1;
    const after = skipComment(text, at, grammar);
    if (after === at) return at;
    at = after;
  }
}

function skipInLine(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}
