// the pools that a program opens, each with the settings that belong to it and to nothing else

import { Evaluator } from "../languages/_evaluator.ts";
import { type Argument, type Node, pathOf, type Reach } from "../languages/_nodes.ts";
import { Open } from "../languages/_open.ts";
import { bindingsOf, chainedOn, type Place, type ProgramTree, type Setting } from "../languages/_program.ts";
import type { Program } from "../mapping/define.ts";
import {
  chainOf,
  closed,
  DISTINCT,
  idOf,
  isConstruction,
  isDsn,
  isNamed,
  type PoolInProgram,
  partsOf,
  rootName,
  rootScope,
  URL_NAMES,
  withoutIndex,
} from "./pool-nodes.ts";

/** What holds settings: a pool, or a part of one. */
interface Holder extends Place {
  readonly id: number;
  /** `pool` and `part` are constructed in the program; `named` is a name or a parameter whose construction is elsewhere. */
  readonly kind: "pool" | "part" | "named" | "table";
  readonly at: Reach;
  label: string | undefined;
  readonly settings: Setting[];
  /** Arguments without a name: the connection string, another part, anything. */
  readonly given: { readonly node: Node; readonly from: Place }[];
}

/** Finds the pools of one library. */
export function poolsInProgram(program: ProgramTree, spec: Program, urlCall?: string): PoolInProgram[] {
  return new Finder(program, spec, urlCall).pools();
}

class Finder {
  private readonly holders: Holder[] = [];
  private readonly constructed = new Map<string, Holder>();
  private readonly byName = new Map<string, Holder>();
  private readonly values: Evaluator;
  private readonly group: number[] = [];
  private readonly program: ProgramTree;
  private readonly spec: Program;
  private readonly urlCall: string | undefined;

  constructor(program: ProgramTree, spec: Program, urlCall: string | undefined) {
    this.program = program;
    this.spec = spec;
    this.urlCall = urlCall;
    this.values = new Evaluator(program, spec.makes);
  }

  pools(): PoolInProgram[] {
    for (const site of this.program.sites) this.construct(site.node, site);
    for (const site of this.program.sites) this.callsOn(site.node, site);
    for (const { target, value, scope, under } of this.program.bindings)
      if (value) this.assignment(target, value, { scope, under });
    this.tables();
    this.join();
    const roots = [...new Set(this.holders.map(({ id }) => this.rootOf(id)))];
    return roots.flatMap((root) => {
      const members = this.holders.filter(({ id }) => this.rootOf(id) === root);
      const isPool = members.some(({ kind }) => kind === "pool");
      const made = this.made(members);
      return isPool || Object.keys(made.data).length > 0 ? [made] : [];
    });
  }

  private add(kind: Holder["kind"], at: Reach, place: Place, label?: string): Holder {
    const { scope, under } = place;
    const holder: Holder = { id: this.holders.length, kind, at, label, settings: [], given: [], scope, under };
    this.holders.push(holder);
    this.group.push(holder.id);
    return holder;
  }

  // a constructor, with the calls that are chained on it
  private construct(node: Node, place: Place): void {
    const chain = chainOf(node);
    const at = chain.findIndex((part) => this.kindOf(part) !== undefined);
    const root = chain[at];
    if (!root) return;
    const holder = this.add(this.kindOf(root)!, root, place);
    for (const part of chain.slice(at)) this.constructed.set(idOf(part), holder);
    if (root.kind === "call" || root.kind === "table") this.take(holder, root.args, place);
    if (root.kind === "call") this.opening(holder, root, place);
    for (const part of chain.slice(at + 1)) if (part.kind === "call") this.method(holder, part, place);
  }

  // `PoolConfig::new(5)`, `config.create_pool(…)`
  private opening(holder: Holder, { callee, args }: Node & { kind: "call" }, place: Place): void {
    const path = pathOf(withoutIndex(callee));
    const name = path?.split(".").slice(-2).join(".") ?? "";
    const [first] = args;
    const { scope, under } = place;
    if (first && Object.hasOwn(this.spec.keys, name))
      holder.settings.push({ name, value: first.value, at: callee, scope, under, from: place });
    if (callee.kind === "member") holder.given.push({ node: callee.of, from: place });
    if (path?.startsWith("config.")) {
      holder.label = path.slice("config.".length);
      const same = this.holders.find((other) => other !== holder && other.label === holder.label);
      if (same) this.unite(same, holder);
    }
  }

  private kindOf(node: Node): "pool" | "part" | undefined {
    const path =
      node.kind === "table" ? node.type : node.kind === "call" ? pathOf(withoutIndex(node.callee)) : undefined;
    if (path === undefined) return undefined;
    if (isNamed(path, this.spec.opens)) return "pool";
    return isNamed(path, this.spec.parts) ? "part" : undefined;
  }

  private take(holder: Holder, args: readonly Argument[], place: Place): void {
    holder.settings.push(...this.values.entries(args, place));
    for (const { name, spread, value } of args) {
      if (spread) continue;
      if (name === undefined && value.kind === "table" && value.type === undefined)
        holder.settings.push(...this.values.entries(value.args, place));
      else holder.given.push({ node: value, from: place });
    }
  }

  // `.max_connections(5)`, `.option("name", 5)`; what it is given besides may be the connection
  private method(holder: Holder, call: Node & { kind: "call" }, place: Place): void {
    const name = call.callee.kind === "member" ? call.callee.name : undefined;
    const at = call.callee.kind === "member" ? call.callee.at : call;
    const [first, second] = call.args;
    if (name === undefined || first === undefined) return;
    const { scope, under } = place;
    if (second && this.spec.pairs?.includes(name)) {
      const key = this.values.value(first.value, place);
      if (typeof key === "string")
        holder.settings.push({
          name: key.slice(key.lastIndexOf(".") + 1),
          value: second.value,
          at: first.value,
          scope,
          under,
          from: place,
        });
      return;
    }
    if (Object.hasOwn(this.spec.keys, name))
      holder.settings.push({ name, value: first.value, at, scope, under, from: place });
    else for (const { value: given } of call.args) holder.given.push({ node: given, from: place });
  }

  // calls on something that was constructed elsewhere: `db.SetMaxOpenConns(5)`
  private callsOn(node: Node, place: Place): void {
    const chain = chainOf(node);
    if (chain.some((part) => this.kindOf(part) !== undefined)) return;
    const first = chain.findIndex(({ kind }) => kind === "call");
    const call = chain[first];
    if (call?.kind !== "call" || call.callee.kind !== "member") return;
    const path = pathOf(call.callee.of);
    if (path === undefined) return;
    const calls = chain.slice(first).filter((part): part is Node & { kind: "call" } => part.kind === "call");
    const names = calls.map(({ callee }) => (callee.kind === "member" ? callee.name : ""));
    const isSetting = (name: string) => Object.hasOwn(this.spec.keys, name) || this.spec.pairs?.includes(name) === true;
    if (!names.some(isSetting)) return;
    const holder = this.ownerOf(path, place, names.find(isSetting)!);
    if (holder) for (const part of calls) this.method(holder, part, place);
  }

  // `config.MaxConns = 5`, `options["pool_size"] = 5`
  private assignment(target: Node, value: Node, place: Place): void {
    const of = target.kind === "member" || target.kind === "index" ? target.of : undefined;
    if (!of) return;
    const key = target.kind === "index" ? this.values.value(target.key, place) : (target as { name: string }).name;
    if (typeof key !== "string" || !Object.hasOwn(this.spec.keys, key)) return;
    const path = pathOf(withoutIndex(of));
    const holder = path === undefined ? undefined : this.ownerOf(path, place, key);
    const at = target.kind === "member" ? target.at : target;
    holder?.settings.push({ name: key, value, at, scope: place.scope, under: place.under, from: place });
  }

  /** What a name stands for, as far as it holds settings of the library; `key` is one that it is given. */
  private ownerOf(path: string, place: Place, key: string, depth = 0): Holder | undefined {
    const parts = path.split(".");
    for (let length = parts.length; length > 0; length -= 1) {
      const name = parts.slice(0, length).join(".");
      const found = bindingsOf(name, place);
      if (found.length === 0) continue;
      const [last] = found.slice(-1);
      for (const { value, scope, under } of found) {
        const holder = value && depth < 20 ? this.holderIn(value, { scope, under }, key, depth + 1) : undefined;
        if (holder) {
          holder.label ??= name;
          return holder;
        }
      }
      if (last!.type !== undefined && last!.type !== "var")
        return this.isOwnType(last!.type) ? this.named(name, last!) : undefined;
      const isMade = found.some(({ value }) => value !== undefined && isConstruction(value));
      return !isMade && DISTINCT.test(key) ? this.named(name, last!) : undefined;
    }
    // nothing in the text says what it is
    return this.named(parts[0] === "this" || parts[0] === "self" ? path : parts[0]!, place);
  }

  private isOwnType(type: string): boolean {
    const plain = type.replace(/<.*$/s, "");
    const own = [...(this.spec.opens ?? []), ...(this.spec.parts ?? []), ...(this.spec.types ?? [])];
    return own.some((name) => name === plain || `.${plain}`.endsWith(`.${name}`) || name.startsWith(`${plain}.`));
  }

  private holderIn(value: Node, place: Place, key: string, depth: number): Holder | undefined {
    const made = this.constructed.get(idOf(value));
    if (made) return made;
    for (const part of chainOf(value)) {
      const holder = this.constructed.get(idOf(part));
      if (holder) return holder;
    }
    const path = pathOf(value);
    if (path !== undefined && bindingsOf(path.split(".")[0]!, place).length > 0)
      return this.ownerOf(path, place, key, depth);
    // what a method of it gives: `sqlDB, err := db.DB()`
    const on = value.kind === "call" && value.callee.kind === "member" ? pathOf(value.callee.of) : undefined;
    if (on === undefined || bindingsOf(on, place).length === 0) return undefined;
    const owner = this.ownerOf(on, place, key, depth);
    return owner?.kind === "named" ? undefined : owner;
  }

  private named(name: string, place: Place): Holder {
    const { scope } = place;
    const id = `${scope.at}:${name}`;
    const known = this.byName.get(id);
    if (known) return known;
    const holder = this.add("named", { from: scope.at, to: scope.at }, { scope, under: [] }, name);
    this.byName.set(id, holder);
    return holder;
  }

  // names that all the settings are given to: DATABASES
  private tables(): void {
    const found = (this.spec.tables ?? []).flatMap((name) => this.table(name));
    const [first] = found;
    if (!first) return;
    const holder = this.add("table", first.at, first, first.name);
    holder.settings.push(...found);
  }

  private table(name: string): Setting[] {
    const own = this.program.bindings.filter(({ target }) => {
      const path = pathOf(target);
      if (path !== undefined) return path === name || path.endsWith(`.${name}`);
      return (
        target.kind === "index" && this.values.value(target.key, { scope: rootScope(this.program), under: [] }) === name
      );
    });
    const settings = own.flatMap(({ target, value, scope, under }): Setting[] =>
      value ? [{ name, value, at: target, scope, under, from: { scope, under } }] : [],
    );
    const inner = this.program.bindings.filter(({ target }) => rootName(target) === name && target.kind === "index");
    const [place] = inner;
    const empty = (at: Reach): Node => ({ kind: "table", type: undefined, args: [], from: at.from, to: at.to });
    if (settings.length === 0 && place?.value) {
      const { scope, under, target } = place;
      return [{ name, value: empty(place.value), at: target, scope, under, from: { scope, under } }];
    }
    return settings;
  }

  /** What is put into a table after it was made: `DATABASES["default"]["OPTIONS"] = {…}`. */
  private extend(name: string, data: Record<string, unknown>): void {
    if (!this.spec.tables?.includes(name)) return;
    const put = (way: readonly string[], value: unknown) => {
      let at = data as Record<string, unknown>;
      for (const step of way.slice(0, -1)) {
        if (FORBIDDEN.has(step)) return;
        const next = Object.hasOwn(at, step) ? at[step] : undefined;
        if (typeof next !== "object" || next === null || next instanceof Open) at[step] = {};
        at = at[step] as Record<string, unknown>;
      }
      const last = way.at(-1)!;
      if (!FORBIDDEN.has(last)) at[last] = value;
    };
    for (const { target, value, scope, under } of this.program.bindings) {
      const way = rootName(target) === name ? this.wayOf(target, { scope, under }) : undefined;
      if (!way || way.length === 0) continue;
      const place = { scope, under };
      const read = value ? this.values.value(value, place) : this.values.open(target);
      put(way, under.length > 0 ? new Open(`${this.values.source(target)} under a condition`) : read);
    }
    for (const { node, scope, under } of this.program.sites) {
      if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.name !== "update") continue;
      const way = rootName(node.callee.of) === name ? this.wayOf(node.callee.of, { scope, under }) : undefined;
      if (!way) continue;
      const entries = [...this.values.entries(node.args, { scope, under })];
      const [given] = node.args;
      const table = given && given.name === undefined ? this.values.value(given.value, { scope, under }) : undefined;
      if (typeof table === "object" && table !== null && !(table instanceof Open))
        for (const [key, value] of Object.entries(table)) put([...way, key], value);
      for (const { name: key, value } of entries) put([...way, key], this.values.value(value, { scope, under }));
    }
  }

  private wayOf(target: Node, place: Place): string[] | undefined {
    const way: string[] = [];
    let at = target;
    while (at.kind === "index") {
      const key = this.values.value(at.key, place);
      if (typeof key !== "string") return undefined;
      way.unshift(key);
      at = at.of;
    }
    return way;
  }

  /** Joins what belongs to one pool. */
  private join(): void {
    const pools = this.holders.filter(({ kind }) => kind === "pool");
    // what is handed to a constructor, at any depth
    for (const holder of this.holders)
      for (const { node, from } of holder.given)
        for (const other of this.holdersWithin(node, from)) if (other !== holder) this.unite(holder, other);
    for (const { target, value, scope, under } of this.program.bindings) {
      const of = value && target.kind === "member" ? pathOf(target.of) : undefined;
      if (of === undefined) continue;
      const place = { scope, under };
      const owner = bindingsOf(of, place).flatMap((bind) =>
        bind.value ? (this.constructed.get(idOf(bind.value)) ?? []) : [],
      )[0];
      if (owner) for (const other of this.holdersWithin(value!, place)) this.unite(owner, other);
    }
    this.label();
    const roots = new Set(pools.map(({ id }) => this.rootOf(id)));
    const loose = this.holders.filter(({ id, kind }) => kind !== "table" && !roots.has(this.rootOf(id)));
    if (roots.size === 1) for (const holder of loose) this.unite(pools[0]!, holder);
    else if (roots.size > 1)
      for (const holder of loose) {
        const near = pools.filter(({ scope }) => scope === holder.scope);
        if (near.length === 1) this.unite(near[0]!, holder);
      }
    else this.joinLoose(loose);
  }

  // without a constructor: the parts of one function, and what they are given to if there is one such thing
  private joinLoose(loose: readonly Holder[]): void {
    const parts = loose.filter(({ kind }) => kind === "part");
    for (const one of parts) for (const two of loose) if (one.scope === two.scope) this.unite(one, two);
    const left = [...new Map(loose.map((holder) => [this.rootOf(holder.id), holder])).values()];
    if (left.length === 2 && left.some(({ kind }) => kind === "part")) this.unite(left[0]!, left[1]!);
  }

  // the name that it is bound to
  private label(): void {
    for (const { target, value } of this.program.bindings) {
      const path = pathOf(target);
      if (!value || path === undefined) continue;
      for (const part of chainOf(value)) {
        const holder = this.constructed.get(idOf(part));
        if (holder) holder.label ??= path;
      }
    }
  }

  private holdersWithin(node: Node, from: Place, depth = 0): Holder[] {
    if (depth > 8) return [];
    const own = chainOf(node).flatMap((part) => this.constructed.get(idOf(part)) ?? []);
    const path = pathOf(node);
    if (path !== undefined && this.spec.tables?.includes(path))
      own.push(...this.holders.filter(({ kind, label }) => kind === "table" && label === path));
    const bound = path === undefined ? [] : bindingsOf(path, from);
    const inside = partsOf(node).flatMap((part) => this.holdersWithin(part, from, depth + 1));
    const named = bound.flatMap(({ value, scope, under }) =>
      value ? this.holdersWithin(value, { scope, under }, depth + 1) : [],
    );
    return [...own, ...inside, ...named];
  }

  private rootOf(id: number): number {
    let at = id;
    while (this.group[at] !== at) at = this.group[at]!;
    return at;
  }

  private unite(one: Holder, two: Holder): void {
    const [first, second] = [this.rootOf(one.id), this.rootOf(two.id)].sort((a, b) => a - b);
    this.group[second!] = first!;
  }

  private made(members: readonly Holder[]): PoolInProgram {
    const main = members.find(({ kind }) => kind === "pool") ?? members[0]!;
    const data: Record<string, unknown> = {};
    const places = new Map<string, { key: Reach; at: Reach }>();
    const notes: string[] = [];
    const settings = members.flatMap((holder) => holder.settings.map((setting) => ({ setting, holder })));
    for (const name of new Set(settings.map(({ setting }) => setting.name))) {
      if (!Object.hasOwn(this.spec.keys, name) || FORBIDDEN.has(name)) continue;
      const own = settings.filter(({ setting }) => setting.name === name);
      const { holder } = own[0]!;
      const value = this.values.settled(
        own.map(({ setting }) => setting).sort((a, b) => a.value.from - b.value.from),
        { scope: holder.scope, under: holder.under },
      );
      if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Open))
        this.extend(name, value as Record<string, unknown>);
      data[name] = closed(value, name, notes);
      const { at, value: last } = own.at(-1)!.setting;
      places.set(name, { key: at, at: last });
    }
    return {
      label: main.label ?? (main.scope.title || `line ${this.values.line(main.at.from)}`),
      line: this.values.line(
        members.find(({ kind }) => kind !== "named")?.at.from ?? settings[0]?.setting.at.from ?? main.at.from,
      ),
      opened: members.some(({ kind }) => kind === "pool"),
      data,
      places,
      notes,
      url: this.urlOf(members),
    };
  }

  private urlOf(members: readonly Holder[]): PoolInProgram["url"] {
    const named = members.flatMap(({ settings }) =>
      settings.filter(({ name }) => URL_NAMES.test(name)).map(({ value, from }) => ({ node: value, from })),
    );
    const all = [...named, ...members.flatMap(({ given }) => given)];
    let open: Open | undefined;
    for (const { node, from } of all) {
      const found = this.dsnIn(node, from);
      if (found instanceof Open) open ??= found;
      else if (found) return found;
    }
    return open;
  }

  private dsnIn(node: Node, from: Place, depth = 0): PoolInProgram["url"] {
    if (depth > 8) return undefined;
    if (node.kind === "call" && this.urlCall !== undefined && isNamed(pathOf(node.callee) ?? "", [this.urlCall])) {
      const parts = this.values
        .entries(node.args, from)
        .map(({ name, value }) => [name, closed(this.values.value(value, from), name, [])]);
      return { value: "", start: node.from, parts: Object.fromEntries(parts) };
    }
    const value = this.values.value(node, from);
    if (typeof value === "string" && isDsn(value)) {
      const literal = this.literalOf(node, from);
      return { value, start: (literal ?? node).from, ...(literal && { literal }) };
    }
    if (value instanceof Open && value.variable !== undefined) {
      if (typeof value.fallback === "string" && isDsn(value.fallback))
        return { value: value.fallback, start: node.from };
      return value;
    }
    for (const part of [...partsOf(node), ...(chainedOn(node) ? [chainedOn(node)!] : [])]) {
      const found = this.dsnIn(part, from, depth + 1);
      if (found && !(found instanceof Open)) return found;
      if (found && value instanceof Open) return found;
    }
    const path = pathOf(node);
    for (const { value: bound, scope, under } of path === undefined ? [] : bindingsOf(path, from)) {
      const found = bound && bound !== node ? this.dsnIn(bound, { scope, under }, depth + 1) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  private literalOf(node: Node, from: Place, depth = 0): Reach | undefined {
    if (node.kind === "value") return node;
    const path = pathOf(node);
    const bound = path === undefined || depth > 8 ? [] : bindingsOf(path, from);
    const [only] = bound;
    return only?.value && bound.length === 1 ? this.literalOf(only.value, only, depth + 1) : undefined;
  }
}

const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
