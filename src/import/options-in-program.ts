// the options that a program in JavaScript gives to a library, or exports, worked out without running it

import { getKey, setKey, type Tree } from "../codecs/literal.ts";
import { createFinding } from "../diagnostics/catalogue.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { Origin } from "../diagnostics/origin.ts";
import { Evaluator } from "../languages/_evaluator.ts";
import { type Node, pathOf, type Reach } from "../languages/_nodes.ts";
import { isTable, Open } from "../languages/_open.ts";
import { bindingsOf, type Place, type ProgramTree, readProgramTree, Unreadable } from "../languages/_program.ts";
import { DEFAULT_EXPORT, javascriptProgram } from "../languages/_programs/javascript.ts";
import type { OptionsCall, Target } from "../mapping/define.ts";
import { isTabular } from "../mapping/layout.ts";
import { targets } from "../targets/registry.gen.ts";
import type { Hints } from "./detect.ts";
import type { Input } from "./input.ts";
import { chainOf, closed, idOf } from "./pool-nodes.ts";

/** What is asked for. */
interface Wanted {
  readonly target: Target | undefined;
  readonly pool: string | undefined;
  readonly hints: Hints;
}

interface FoundCall {
  readonly target: Target;
  readonly call: OptionsCall;
  readonly node: Node & { kind: "call" };
  readonly place: Place;
  readonly label: string;
  readonly line: number;
}

/**
 * The options in a program; undefined if it has none, or if a part of them is known only when it runs.
 *
 * @throws PoolcfgError `usage` if no pool has the name that is wanted.
 */
export function optionsInProgram(text: string, name: string, wanted: Wanted): Input | undefined {
  const tree = parsed(text);
  // the grammar has no decorators before `export`
  const isMinor = ({ from, to }: Reach) => from === to && text.startsWith("export", to);
  if (!tree?.errors.every(isMinor)) return undefined;
  return new Finder(tree, name, wanted).input();
}

function parsed(text: string): ProgramTree | undefined {
  try {
    return readProgramTree(text, javascriptProgram);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Finder {
  private readonly values: Evaluator;
  private readonly tree: ProgramTree;
  private readonly name: string;
  private readonly wanted: Wanted;

  constructor(tree: ProgramTree, name: string, wanted: Wanted) {
    this.tree = tree;
    this.name = name;
    this.wanted = wanted;
    this.values = new Evaluator(tree);
  }

  input(): Input | undefined {
    // it changes a table that is elsewhere
    if (this.tree.sites.some(({ node }) => node.kind === "call" && pathOf(node.callee) === "Object.assign"))
      return undefined;
    const calls = this.calls();
    const found = this.selected(calls);
    if (found) return this.ofCall(found);
    return calls.length > 0 ? this.undecided(calls) : this.ofExport();
  }

  private calls(): FoundCall[] {
    const ours = this.wanted.target ? [this.wanted.target] : targets;
    const known = ours.flatMap((target) => (target.calls ?? []).map((call) => ({ target, call })));
    const seen = new Set<string>();
    return this.tree.sites.flatMap(({ node, ...place }) =>
      chainOf(node).flatMap((part): FoundCall[] => {
        if (part.kind !== "call" || seen.has(idOf(part))) return [];
        const source = this.sourceOf(part.callee, place);
        const own = known.find(({ call }) => call.module === source?.module && call.name === source.name);
        if (!own || (own.call.needs !== undefined && !this.needed(own.call, part, place))) return [];
        seen.add(idOf(part));
        const line = this.values.line(part.from);
        return [{ ...own, node: part, place, line, label: this.labelOf(part) ?? `line ${line}` }];
      }),
    );
  }

  // a client that the program makes elsewhere has the options
  private needed({ needs, url }: OptionsCall, { args }: Node & { kind: "call" }, place: Place): boolean {
    const value = args[0] ? this.values.value(args[0].value, place) : undefined;
    if (isTable(value)) return Object.hasOwn(value, needs!);
    return url === true && (typeof value === "string" || (value instanceof Open && value.variable !== undefined));
  }

  /** The module that a name comes from, and its name there; the whole module is its default export. */
  private sourceOf(node: Node, place: Place): { module: string; name: string } | undefined {
    const names: string[] = [];
    let [at, from] = [node, place];
    for (let step = 0; step < 20; step += 1) {
      if (at.kind === "member") {
        names.unshift(at.name);
        at = at.of;
        continue;
      }
      if (at.kind === "call") {
        const [first] = at.args;
        const isRequire = pathOf(at.callee) === "require" && first?.value.kind === "value";
        const module = isRequire ? (first.value as { value: unknown }).value : undefined;
        return typeof module === "string" ? { module, name: names.join(".") || "default" } : undefined;
      }
      if (at.kind !== "name") return undefined;
      const bound = bindingsOf(at.name, from);
      const [only] = bound;
      if (!only || bound.length > 1) return undefined;
      if (only.value) {
        at = only.value;
        from = { scope: only.scope, under: only.under };
        continue;
      }
      const [module, exported] = only.type?.split("#") ?? [];
      if (module === undefined || exported === undefined) return undefined;
      const whole = exported === "*" || exported === "default";
      const all = whole ? names.filter((one, index) => index > 0 || one !== "default") : [exported, ...names];
      return { module: module.replace(/^node:/, ""), name: all.join(".") || "default" };
    }
    return undefined;
  }

  private labelOf(node: Node): string | undefined {
    for (const { target, value } of this.tree.bindings) {
      const path = pathOf(target);
      if (
        value &&
        path !== undefined &&
        path !== DEFAULT_EXPORT &&
        chainOf(value).some((part) => idOf(part) === idOf(node))
      )
        return path;
    }
    return undefined;
  }

  private selected(calls: readonly FoundCall[]): FoundCall | undefined {
    const { pool } = this.wanted;
    if (pool === undefined) return calls.length === 1 ? calls[0] : undefined;
    const found = calls.filter(({ label, line }) => label === pool || String(line) === pool);
    if (found.length === 1) return found[0];
    if (calls.length === 0) return undefined;
    const words = found.length === 0 ? "There is no pool" : "Several pools have the name";
    throw new PoolcfgError(
      "usage",
      `${words} ${JSON.stringify(pool.slice(0, 60))} in ${this.name}. It has ${listed(calls)}.`,
    );
  }

  private undecided(calls: readonly FoundCall[]): Input {
    const [first, second] = calls as [FoundCall, FoundCall];
    const document: Document = {
      name: this.name,
      text: this.tree.text,
      data: {},
      problems: [],
      locate: () => undefined,
    };
    const isUnique = calls.filter(({ label }) => label === first.label).length === 1;
    const finding = createFinding("pool-not-selected", {
      severity: "error",
      message: `${this.name} has ${calls.length} pools: ${listed(calls)}`,
      origin: new Origin("file", { document, range: rangeAt(this.tree.text, second.node.from, second.node.to) }),
      help: `Select one by its name or line, for example --pool ${isUnique ? first.label : first.line}.`,
    });
    return { kind: "tables", name: this.name, data: {}, known: { target: first.target, finding } };
  }

  private ofCall({ target, call, node, place }: FoundCall): Input | undefined {
    const notes: string[] = [];
    const data: Tree = {};
    let url: string | undefined;
    const { keys = [""], texts = [] } = call;
    const values = node.args.map(({ value }) => this.values.value(value, place));
    const isByText = texts.length > 0 && values.length > 1 && values[1] !== undefined && !isTable(values[1]);
    for (const [at, { value: given }] of node.args.entries()) {
      const value = values[at];
      const key = keys[Math.min(at, keys.length - 1)]!;
      if (isTable(value)) {
        if (!this.isWhole(given, place)) return undefined;
        const table = plain(value, notes, key);
        if (key === "") for (const [name, member] of Object.entries(table)) data[name] = member;
        else setKey(data, key, table);
      } else if (isByText && texts[at] !== undefined) setKey(data, texts[at]!, closed(value, texts[at]!, notes));
      else if (at === 0 && call.url && (typeof value === "string" || value instanceof Open)) {
        const text = closed(value, "the connection string", notes);
        url = typeof text === "string" ? text : undefined;
      } else if (value !== undefined && value !== null) return undefined;
    }
    const { connection: layout } = target;
    const own = layout.layout === "options" ? layout.url : undefined;
    if (url !== undefined && own !== undefined && getKey(data, own) === undefined) setKey(data, own, url);
    const known = { target, recognised: `${call.name === "default" ? "the call" : call.name} of ${call.module}` };
    const apart = url !== undefined && own === undefined ? { url } : {};
    return { kind: "tables", name: this.name, data, remarks: remarksOf(notes), known: { ...known, ...apart } };
  }

  private ofExport(): Input | undefined {
    const { hints, target } = this.wanted;
    const claimed = target ? [target] : (hints.claims ?? []).map((claim) => claim.target);
    if (claimed.length === 0 || !claimed.every(({ connection }) => isTabular(connection))) return undefined;
    const found = this.tree.bindings.filter(({ target: to }) => {
      const path = pathOf(to);
      return path === DEFAULT_EXPORT || path === "module.exports";
    });
    const others = this.tree.bindings.some(({ target: to }) => /^(?:module\.)?exports\./.test(pathOf(to) ?? ""));
    const [only] = found;
    if (!only?.value || found.length > 1 || others) return undefined;
    const { scope, under } = only;
    const place = { scope, under };
    const given = this.unwrapped(only.value);
    const value = this.values.value(given, place);
    if (!isTable(value) || !this.isWhole(given, place)) return undefined;
    const notes: string[] = [];
    const data = plain(value, notes, "");
    return { kind: "tables", name: this.name, data, hints, remarks: remarksOf(notes) };
  }

  // `defineConfig({…})` returns what it is given
  private unwrapped(node: Node): Node {
    const isHelper = node.kind === "call" && /^define(?:[A-Z]\w*)?Config$/.test(pathOf(node.callee) ?? "");
    return isHelper && node.args.length === 1 ? node.args[0]!.value : node;
  }

  /** Whether all names of a table are known, also of those that are spread into it. */
  private isWhole(node: Node, place: Place, depth = 0): boolean {
    if (depth > 50) return false;
    if (node.kind === "table")
      return node.args.every(({ spread, value }) => {
        if (spread) return this.isWhole(value, place, depth + 1);
        return !isTable(this.values.value(value, place)) || this.isWhole(value, place, depth + 1);
      });
    const path = pathOf(node);
    const bound = path === undefined ? [] : bindingsOf(path, place);
    if (bound.length > 0)
      return bound.every(
        ({ value, scope, under }) => value !== undefined && this.isWhole(value, { scope, under }, depth + 1),
      );
    // a member of a table that the program has
    if (node.kind === "member" && isTable(this.values.value(node, place)))
      return this.isWhole(node.of, place, depth + 1);
    return false;
  }
}

function plain(value: Record<string, unknown>, notes: string[], key: string): Tree {
  const table = closed(value, "", notes) as Tree;
  for (const [at, note] of notes.entries()) notes[at] = note.replace(/^\./, key === "" ? "" : `${key}.`);
  return withoutUndefined(table) as Tree;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const own = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(own.map(([name, member]) => [name, withoutUndefined(member)]));
}

function remarksOf(notes: readonly string[]): readonly string[] {
  return ["the program was not run", ...notes];
}

function listed(calls: readonly FoundCall[]): string {
  const shown = calls.slice(0, 10).map(({ label, line }) => `${label} (line ${line})`);
  return [...shown, ...(calls.length > 10 ? [`${calls.length - 10} more`] : [])].join(", ");
}
