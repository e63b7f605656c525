// what the expressions of a program are worth without running it
import { type Argument, type Node, pathOf, type Reach } from "./_nodes.ts";
import { combined, formatted, isTable, joined, Open, plainLiteral } from "./_open.ts";
import { type Binding, bindingsOf, type Place, type ProgramTree, type Setting } from "./_program.ts";

/** The maximum depth of names that stand for one another. */
const MAX_STEPS = 200;

/** The maximum number of values that one name is given. */
const MAX_BINDINGS = 200;

/** The maximum number of expressions that are worked out: names may stand for one another many times. */
const MAX_VALUES = 200_000;

type Makes = Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => object>>;

/** Works out what the expressions of one program are worth. */
export class Evaluator {
  readonly program: ProgramTree;
  private readonly makes: Makes;
  private steps = 0;
  private left = MAX_VALUES;
  private readonly known = new Map<readonly Binding[], Map<string, unknown>>();

  /** @param makes what calls of some libraries make of their arguments, by their names. */
  constructor(program: ProgramTree, makes: Makes = {}) {
    this.program = program;
    this.makes = makes;
  }

  /** The value of an expression; what is not known in it is `Open`. */
  value(node: Node, place: Place): unknown {
    this.left -= 1;
    if (this.steps > MAX_STEPS || this.left < 0) return this.open(node);
    this.steps += 1;
    try {
      return this.found(node, place);
    } finally {
      this.steps -= 1;
    }
  }

  private found(node: Node, place: Place): unknown {
    const { syntax } = this.program;
    switch (node.kind) {
      case "value":
        return node.value;
      case "text":
        return joined(node.parts.map((part) => (typeof part === "string" ? part : this.value(part, place))));
      case "list":
        return node.items.map((item) => this.value(item, place));
      case "table":
        return this.table(node.args, place);
      case "operation":
        return this.operation(node, place);
      case "call":
        return this.call(node, place);
      case "name":
      case "member": {
        const path = pathOf(node);
        if (path === undefined) return this.open(node);
        const bound = this.bound(path, place);
        if (bound !== undefined) return bound;
        const constant = syntax.constant(path);
        if (constant !== undefined) return constant;
        const variable = /^(?:process|Bun|Deno|import\.meta)\.env\.(\w+)$/.exec(path)?.[1];
        return variable === undefined ? this.open(node) : new Open(variable, variable);
      }
      case "index": {
        const path = pathOf(node.of);
        const key = this.value(node.key, place);
        if (path !== undefined && typeof key === "string" && /(?:^|\.)(?:environ|env|ENV)$/.test(path))
          return new Open(key, key);
        return this.open(node);
      }
      default:
        return this.open(node);
    }
  }

  /** The entries of a table, with those of the tables that are spread into it. */
  entries(args: readonly Argument[], place: Place, from: Place = place): Setting[] {
    return args.flatMap((argument): Setting[] => {
      const { name, value, at = value, spread } = argument;
      if (spread) return this.spread(value, place, from);
      return name === undefined ? [] : [{ name, value, at, ...place, from }];
    });
  }

  private spread(value: Node, place: Place, from: Place): Setting[] {
    if (this.steps > MAX_STEPS) return [];
    this.steps += 1;
    try {
      if (value.kind === "table") return this.entries(value.args, place, from);
      const path = pathOf(value);
      const made = value.kind === "call" ? pathOf(value.callee) : undefined;
      if (made === "dict" && value.kind === "call") return this.entries(value.args, place, from);
      if (made !== undefined && value.kind === "call" && this.makeOf(made))
        return Object.entries(this.value(value, from) as object).map(([name, one]) => ({
          name,
          value: { kind: "value", value: one, from: value.from, to: value.to },
          at: value,
          ...place,
          from,
        }));
      if (path === undefined) return [];
      const all = bindingsOf(path, from);
      const whole = all.flatMap(({ value: table, scope, under }) =>
        table === undefined ? [] : this.spread(table, { scope, under }, { scope, under }),
      );
      return [...whole, ...this.assigned(path, from)];
    } finally {
      this.steps -= 1;
    }
  }

  /** What is given to members of a name after it was bound: `options["pool_size"] = 5`. */
  assigned(path: string, place: Place): Setting[] {
    const own = bindingsOf(path, place);
    return this.program.bindings.flatMap(({ target, value, scope, under }): Setting[] => {
      const of = target.kind === "index" ? target.of : target.kind === "member" ? target.of : undefined;
      if (!of || value === undefined || pathOf(of) !== path) return [];
      if (bindingsOf(path, { scope, under })[0] !== own[0]) return [];
      const key =
        target.kind === "index" ? this.value(target.key, { scope, under }) : (target as { name: string }).name;
      return typeof key === "string" ? [{ name: key, value, at: target, scope, under, from: { scope, under } }] : [];
    });
  }

  private table(args: readonly Argument[], place: Place): Record<string, unknown> {
    const table: Record<string, unknown> = {};
    const entries = this.entries(args, place);
    for (const name of new Set(entries.map((entry) => entry.name)))
      if (!FORBIDDEN.has(name))
        table[name] = this.settled(
          entries.filter((entry) => entry.name === name),
          place,
        );
    return table;
  }

  /**
   * The value that holds of several that are given one after another: the last one, unless it, or what it would take the place of,
   * depends on a condition.
   */
  settled(settings: readonly Setting[], place: Place): unknown {
    let left: Setting[] = [];
    for (const setting of settings) {
      // what runs in any case takes the place of what was before it
      left = [...left.filter(({ under }) => !liesIn(under, setting.under)), setting];
    }
    const values = left.map((setting) => this.value(setting.value, setting.from));
    const [first] = values;
    const certain = left.length === 1 && liesIn(place.under, left[0]!.under);
    if (certain) return first;
    const same = new Set(values.map((value) => JSON.stringify(value))).size === 1;
    if (same && left.some(({ under }) => liesIn(place.under, under))) return first;
    const lines = left.map(({ value }) => `${this.source(value)} in line ${this.line(value.from)}`);
    return new Open(left.length === 1 ? `${lines[0]}, under a condition` : lines.join(" or "));
  }

  line(offset: number): number {
    return this.program.text.slice(0, offset).split("\n").length;
  }

  private bound(path: string, place: Place): unknown {
    const found = bindingsOf(path, place);
    if (found.length === 0) return this.memberOf(path, place);
    const known = this.known.get(found)?.get(place.under.join());
    if (known !== undefined) return known;
    const values = this.known.get(found) ?? new Map<string, unknown>();
    this.known.set(found, values);
    // in a circle of names, the value is not known
    values.set(place.under.join(), new Open(path));
    const value = found.length > MAX_BINDINGS ? new Open(path) : this.boundTo(found, path, place);
    values.set(place.under.join(), value);
    return value;
  }

  private boundTo(found: readonly Binding[], path: string, place: Place): unknown {
    const given = found.filter(({ value }) => value !== undefined);
    if (given.length !== found.length) return new Open(path);
    const settings = given.map(
      ({ value, ...rest }): Setting => ({ name: path, value: value!, at: value!, from: rest, ...rest }),
    );
    const value = this.settled(settings, place);
    const added = isTable(value) ? this.assigned(path, place) : [];
    if (added.length === 0) return value instanceof Open && value.variable === undefined ? new Open(path) : value;
    const table = { ...(value as object) } as Record<string, unknown>;
    for (const name of new Set(added.map((entry) => entry.name)))
      if (!FORBIDDEN.has(name))
        table[name] = this.settled(
          added.filter((entry) => entry.name === name),
          place,
        );
    return table;
  }

  // a member of a table that the program has in a literal: of a name, or of a parameter whose type has one literal only
  private memberOf(path: string, place: Place): unknown {
    const dot = path.lastIndexOf(".");
    if (dot < 0) return undefined;
    const [owner, name] = [path.slice(0, dot), path.slice(dot + 1)];
    const bound = bindingsOf(owner, place);
    if (bound.length === 0) return undefined;
    const type = bound.length === 1 && bound[0]!.value === undefined ? bound[0]!.type : undefined;
    if (type !== undefined) {
      const literals = this.program.sites.filter(({ node }) => node.kind === "table" && node.type === type);
      const [only] = literals;
      if (!only || literals.length > 1 || only.node.kind !== "table") return undefined;
      const entries = this.entries(only.node.args, only).filter((entry) => entry.name === name);
      return entries.length === 1 ? this.value(entries[0]!.value, only) : undefined;
    }
    const value = this.bound(owner, place);
    return isTable(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }

  private call(node: Node & { kind: "call" }, place: Place): unknown {
    const { syntax } = this.program;
    const args = node.args.map(({ value }) => this.value(value, place));
    const of = node.callee.kind === "member" ? node.callee.of : undefined;
    const path = pathOf(node.callee) ?? (node.callee.kind === "member" ? `.${node.callee.name}` : "");
    const made = this.makeOf(path);
    if (made) return made(this.table(node.args, place));
    const format = syntax.formats?.calls.has(path) ? args[0] : undefined;
    if (typeof format === "string") return formatted(format, args.slice(1), syntax.formats!.verb);
    const receiver = of && node.callee.kind === "member" ? this.value(of, place) : undefined;
    const own = syntax.call(path, args, receiver);
    if (own instanceof Open) return new Open(this.source(node), own.variable, own.fallback);
    if (own !== undefined) return own;
    return this.variable(node, path, args) ?? this.withDefault(node, args, receiver) ?? this.open(node);
  }

  private makeOf(path: string) {
    const name = Object.keys(this.makes).find((own) => path === own || path.endsWith(`.${own}`));
    return name === undefined ? undefined : this.makes[name];
  }

  // a call that reads an environment variable, whose default may be a further argument
  private variable(node: Node & { kind: "call" }, path: string, args: readonly unknown[]): Open | undefined {
    const [name] = args;
    const isReader = /env|^(?:decouple\.)?config$/i.test(path.slice(0, 80));
    if (typeof name !== "string" || !/^[A-Za-z_]\w{0,100}$/.test(name) || !isReader) return undefined;
    const named = node.args.findIndex((argument) => argument.name === "default" || argument.name === "fallback");
    const second = node.args.findIndex((argument, at) => at > 0 && argument.name === undefined);
    const at = named >= 0 ? named : second;
    return new Open(name, name, at < 0 ? undefined : plainLiteral(args[at]));
  }

  // `.unwrap_or(5)`, `.orElse(5)`, `.getOrDefault("X", 5)`
  private withDefault(node: Node & { kind: "call" }, args: readonly unknown[], of: unknown): Open | undefined {
    if (node.callee.kind !== "member") return undefined;
    const { name } = node.callee;
    if (of instanceof Open && of.variable !== undefined && of.fallback === undefined && DEFAULTS.has(name))
      return new Open(of.text, of.variable, plainLiteral(args[0]));
    return undefined;
  }

  private operation(node: Node & { kind: "operation" }, place: Place): unknown {
    const [left, right] = [this.value(node.left, place), this.value(node.right, place)];
    if (CHOICES.has(node.sign)) {
      if (left instanceof Open && left.variable !== undefined && left.fallback === undefined)
        return new Open(left.text, left.variable, plainLiteral(right));
      // languages differ in what counts as false
      const isFalse =
        left === null || left === undefined || (node.sign !== "??" && (left === 0 || left === "" || left === false));
      return left instanceof Open || isFalse ? this.open(node) : left;
    }
    return combined(node.sign, left, right) ?? this.open(node);
  }

  open(node: Node): Open {
    return new Open(this.source(node));
  }

  source({ from, to }: Reach): string {
    const text = this.program.text
      .slice(from, Math.min(to, from + 400))
      .replace(/[{}\s]+/g, " ")
      .trim();
    return text.length > 100 ? `${text.slice(0, 99)}…` : text || "…";
  }
}

const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const CHOICES: ReadonlySet<string> = new Set(["||", "??", "or", "?:"]);
const DEFAULTS: ReadonlySet<string> = new Set([
  "unwrap_or",
  "unwrap_or_else",
  "orElse",
  "getOrDefault",
  "GetValueOrDefault",
]);

/** Whether what is under some conditions is under all of others, too. */
export function liesIn(under: readonly number[], conditions: readonly number[]): boolean {
  return conditions.every((block, at) => under[at] === block);
}
