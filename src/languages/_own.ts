// in a program without a grammar, the parts of its text that set up one library
import { codeOf, type Grammar } from "./_scan.ts";

/** What sets up a library. The names are those of functions, classes and types; a path of two has a dot: `PG.connect`. */
export interface Names {
  readonly opens?: readonly string[];
  readonly parts?: readonly string[];
  readonly types?: readonly string[];
  /** Members that all the settings are assigned to. */
  readonly tables?: readonly string[];
}

interface Token {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** The maximum number of tokens that are looked at. */
const MAX_TOKENS = 400_000;

/** The maximum number of rounds in which names lead to further names. */
const MAX_ROUNDS = 8;

/** The maximum number of tokens that are passed in parts that lie in one another, and in the search for variables. */
const MAX_STEPS = 5_000_000;

const TOKEN = /[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|::|==|=>|\n|[^\s\w]/gu;

/**
 * Blanks out all but the arguments, initializers and assignments of what sets up a library, and the values of the variables in them.
 * If there is none, the text that is left has the string literals only.
 */
export function onlyOwn(text: string, names: Names, grammar: Grammar): string {
  const { code, strings } = codeOf(text, grammar);
  const parts = new Parts(code, strings, names, grammar);
  const kept = parts.find();
  return blanked(text, kept.length > 0 ? kept : literals(code, strings));
}

type Range = readonly [from: number, to: number];

// strings, and what joins them
function literals(code: string, strings: readonly Range[]): Range[] {
  return strings.map(([from, to], at) => {
    const next = strings[at + 1];
    return [from, next && /^\s*\+\s*$/.test(code.slice(to, Math.min(next[0], to + 2_000))) ? next[0] : to];
  });
}

function blanked(text: string, kept: readonly Range[]): string {
  let made = "";
  for (const [from, to] of [...kept].sort(([one], [two]) => one - two)) {
    if (to <= made.length) continue;
    made += blank(text.slice(made.length, Math.max(from, made.length)));
    made += text.slice(made.length, to);
  }
  return made + blank(text.slice(made.length));
}

function blank(text: string): string {
  return text.replace(/\S/g, " ");
}

class Parts {
  private readonly tokens: readonly Token[];
  /** The token that closes a bracket, by the one that opens it. */
  private readonly closes = new Map<number, number>();
  /** Declarations of each name, in order. */
  private readonly declared = new Map<string, number[]>();
  private readonly ours = new Set<number>();
  /** First and last token of each part. */
  private readonly kept = new Map<number, number>();
  /** Variables whose values have been looked for. */
  private readonly followed = new Set<string>();
  private left = MAX_STEPS;
  private readonly grammar: Grammar;
  private readonly names: readonly (readonly string[])[];
  private readonly tables: ReadonlySet<string>;

  constructor(code: string, strings: readonly Range[], { opens, parts, types, tables }: Names, grammar: Grammar) {
    this.grammar = grammar;
    this.names = [...(opens ?? []), ...(parts ?? []), ...(types ?? [])].map((name) => name.split("."));
    this.tables = new Set(tables);
    this.tokens = tokensOf(code, strings);
    const open: number[] = [];
    for (const [at, { text }] of this.tokens.entries()) {
      if (/^[([{]$/.test(text)) open.push(at);
      else if (/^[)\]}]$/.test(text) && open.length > 0) this.closes.set(open.pop()!, at);
    }
    for (const at of this.tokens.keys())
      if (this.isDeclared(at)) {
        const there = this.declared.get(this.text(at));
        if (there) there.push(at);
        else this.declared.set(this.text(at), [at]);
      }
  }

  find(): Range[] {
    for (const at of this.tokens.keys()) {
      if (this.isNamed(at)) this.named(at);
      else if (this.tables.has(this.text(at)) && this.text(at + 1) === "=")
        this.keep(at + 2, this.statementEnd(at + 2));
    }
    for (let round = 0, size = -1; round < MAX_ROUNDS && size !== this.kept.size + this.ours.size; round += 1) {
      size = this.kept.size + this.ours.size;
      this.assignments();
      for (const [from, to] of [...this.kept]) this.values(from, to);
    }
    const found = [...this.kept].flatMap(([from, to]) => this.withoutOthers(from, to));
    // of a part that was not looked through, it is not known what belongs to it
    return this.left > 0 ? found : [];
  }

  private text(at: number): string {
    return this.tokens[at]?.text ?? "";
  }

  private isWord(at: number): boolean {
    return /^[\p{L}_]/u.test(this.text(at));
  }

  // over line breaks
  private next(at: number): number {
    let next = at + 1;
    while (this.text(next) === "\n") next += 1;
    return next;
  }

  private before(at: number): number {
    let before = at - 1;
    while (this.text(before) === "\n") before -= 1;
    return before;
  }

  // `string text =`, `Builder builder)`; in a language without declarations, the first assignment is one
  private isDeclared(at: number): boolean {
    if (!this.isWord(at) || KEYWORDS.has(this.text(at))) return false;
    const sign = this.text(this.next(at));
    if (!this.grammar.goesOn) return sign === "=" && !/^(?:\.|::|@)$/.test(this.text(at - 1));
    const before = this.before(at);
    const isType = (this.isWord(before) && !KEYWORDS.has(this.text(before))) || /^[>\]?]$/.test(this.text(before));
    return isType && /^(?:=|=>|,|\)|;|\{|in)$/.test(sign);
  }

  private isNamed(at: number): boolean {
    return this.names.some((parts) =>
      parts.every((part, index) => {
        const place = at - 2 * (parts.length - 1 - index);
        return this.text(place) === part && (index === 0 || /^(?:\.|::)$/.test(this.text(place - 1)));
      }),
    );
  }

  private keep(from: number, to: number): void {
    if (to < from) return;
    // with the sign that ends a statement, so that the value before it ends there
    const end = this.text(to + 1) === ";" ? to + 1 : to;
    this.kept.set(from, Math.max(end, this.kept.get(from) ?? -1));
  }

  // a constructor or a call, a type before a name
  private named(at: number): void {
    let start = at;
    while (/^(?:\.|::)$/.test(this.text(start - 1)) && this.isWord(start - 2)) start -= 2;
    const isNew = this.text(this.before(start)) === "new";
    const end = this.constructed(at, isNew);
    if (end > at) {
      this.keep(at, end);
      let first = this.before(start);
      while (/^(?:new|await|using)$/.test(this.text(first))) first = this.before(first);
      if (this.text(first) === "=" && this.isWord(this.before(first))) this.ours.add(this.before(first));
      return;
    }
    if (!this.grammar.goesOn) {
      // arguments without parentheses
      if (this.text(at - 1) !== "." || this.text(at + 1) === "\n" || /^[=.,)}]$/.test(this.text(at + 1))) return;
      this.keep(at, this.statementEnd(at + 1));
      return;
    }
    const name = this.text(this.next(at)) === "?" ? this.next(this.next(at)) : this.next(at);
    if (!this.isDeclared(name)) return;
    this.ours.add(name);
    const block = this.text(this.next(name)) === "{" ? (this.closes.get(this.next(name)) ?? name) : name;
    const made = this.next(this.next(block));
    if (this.text(this.next(block)) === "=" && this.text(made) === "new") this.keep(made, this.constructed(made, true));
  }

  /** The end of the arguments and the initializer that follow a token; the token itself if none do. */
  private constructed(at: number, isNew: boolean): number {
    let end = at;
    if (this.text(this.next(end)) === "<") {
      let type = this.next(end);
      while (type < at + 40 && /^(?:[<>,.?\n]|[\p{L}_].*)$/u.test(this.text(type))) type += 1;
      if (this.text(type) === "(") end = type - 1;
    }
    const open = this.grammar.goesOn ? this.next(end) : end + 1;
    if (this.text(open) === "(") end = this.closes.get(open) ?? at;
    else end = at;
    if (isNew && this.text(this.next(end)) === "{") end = this.closes.get(this.next(end)) ?? end;
    return end;
  }

  /** Whether the declaration of a name that applies at a token is one of ours. */
  private isOurs(at: number): boolean {
    const own = this.declared.get(this.text(at)) ?? [];
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.ours.has(own[low - 1]!);
  }

  // `builder.MaxPoolSize = 5`, `config["pool"] = 5`, `config.merge!(pool: 5)`
  private assignments(): void {
    for (const at of this.tokens.keys()) {
      if (!this.isWord(at) || (this.text(at - 1) === "." && this.text(at - 2) !== "this") || !this.isOurs(at)) continue;
      let end = at;
      let isMerge = false;
      for (;;) {
        const next = this.next(end);
        if (this.text(next) === "." && this.isWord(this.next(next))) {
          end = this.next(next);
          isMerge = MERGES.has(this.text(end));
          if (isMerge) break;
        } else if (this.text(next) === "[" && this.closes.has(next)) end = this.closes.get(next)!;
        else break;
      }
      const sign = this.text(end + 1) === "!" ? end + 1 : end;
      if (isMerge && this.text(sign + 1) === "(") this.keep(sign + 1, this.closes.get(sign + 1) ?? -1);
      else if (end > at && /^(?:=|\|\|=|\?\?=)$/.test(this.text(this.next(end)))) this.keep(at, this.statementEnd(at));
      // `settings = builder.ConnectionStringBuilder`
      const [before, name] = [this.before(at), this.before(this.before(at))];
      if (this.text(before) === "=" && this.text(end) === "ConnectionStringBuilder" && this.isWord(name))
        this.ours.add(name);
    }
  }

  // the variables whose values are in a part
  private values(from: number, to: number): void {
    for (let at = from; at <= to && this.left > 0; at += 1, this.left -= 1) {
      const own = this.declared.get(this.text(at));
      if (!own || /^(?:\.|::)$/.test(this.text(at - 1)) || /^(?:[=:([]|=>|::)$/.test(this.text(this.next(at))))
        continue;
      if (this.text(this.next(at)) === "." && !this.grammar.goesOn && !COPIES.has(this.text(at + 2))) continue;
      if (this.followed.has(this.text(at))) continue;
      this.followed.add(this.text(at));
      for (const place of own) {
        this.left -= 1;
        if (this.left < 0) return;
        if (this.kept.has(place)) continue;
        let sign = this.next(place);
        if (this.text(sign) === "{") sign = this.next(this.closes.get(sign) ?? sign);
        if (!/^=>?$/.test(this.text(sign))) continue;
        const first = this.next(sign);
        const last = this.statementEnd(first);
        // what another constructor or block has in it belongs to that
        const isPlain = this.tokens.slice(first, last + 1).every(({ text }) => text !== "{" && text !== "new");
        if (this.grammar.goesOn && !isPlain) continue;
        if (!this.grammar.goesOn) this.ours.add(place);
        this.keep(first, last);
      }
    }
  }

  /** The last token of the statement that a token is in. */
  private statementEnd(at: number): number {
    let last = at - 1;
    for (let here = at; here < this.tokens.length; here += 1) {
      const text = this.text(here);
      if (/^[)\]};]$/.test(text)) return last;
      if (text === "\n" && !this.grammar.goesOn) {
        const goesOn = /^(?:[,=+.|&\\]|=>|::)$/.test(this.text(last)) || this.text(this.next(here)) === ".";
        if (last >= at && !goesOn) return last;
        continue;
      }
      here = this.closes.get(here) ?? here;
      last = here;
    }
    return last;
  }

  // a part without the initializers of what else is constructed in it
  private withoutOthers(from: number, to: number): Range[] {
    const ranges: Range[] = [];
    let start = this.tokens[from]!.at;
    for (let at = from; at <= to && this.left > 0; at += 1, this.left -= 1) {
      if (this.text(at) !== "new" || !this.isWord(this.next(at))) continue;
      let type = this.next(at);
      while (/^(?:\.|::)$/.test(this.text(type + 1)) && this.isWord(type + 2)) type += 2;
      if (this.isNamed(type)) continue;
      const end = this.constructed(type, true);
      if (end === type || end > to) continue;
      ranges.push([start, this.tokens[type]!.end]);
      start = this.tokens[end]!.end;
      at = end;
    }
    return [...ranges, [start, this.tokens[to]!.end]];
  }
}

// a string is one token, so that it is part of a statement
function tokensOf(code: string, strings: readonly Range[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const read = (from: number, to: number) => {
    for (const { 0: text, index } of code.slice(from, to).matchAll(TOKEN)) {
      if (tokens.length >= MAX_TOKENS) return;
      tokens.push({ text, at: from + index, end: from + index + text.length });
    }
  };
  for (const [from, to] of strings) {
    read(at, from);
    tokens.push({ text: '"', at: from, end: to });
    at = to;
  }
  read(at, code.length);
  return tokens;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "return new await out ref in is as using yield throw case else get set init when and or not if while".split(" "),
);

const MERGES: ReadonlySet<string> = new Set(["merge", "update", "store", "deep_merge", "reverse_merge"]);

/** Methods of a table that return it with the same settings, or with further ones. */
const COPIES: ReadonlySet<string> = new Set([
  ...MERGES,
  "freeze",
  "dup",
  "to_h",
  "with_indifferent_access",
  "symbolize_keys",
  "stringify_keys",
]);
