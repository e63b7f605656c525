// the values that stand in rendered settings besides plain data, and the tree that they stand in
import { newTree } from "../diagnostics/inert.ts";
import { keysOf } from "../model/paths.ts";

/** A piece of code, in the language of its target. Only the code form holds it. */
export class Expression {
  readonly code: string;
  /** Import declarations that it needs. */
  readonly imports: readonly string[];
  /** Functions that it needs, declared before it. */
  readonly helpers: readonly string[];

  constructor(code: string, needs: { imports?: readonly string[]; helpers?: readonly string[] } = {}) {
    this.code = code;
    this.imports = needs.imports ?? [];
    this.helpers = needs.helpers ?? [];
  }
}

/** A value that is found when it is first asked for: the content of a file. */
export class Lazy {
  readonly read: () => unknown;

  constructor(read: () => unknown) {
    this.read = read;
  }
}

/** Words of one text that several fields write together; parted by blanks. */
export class Words {
  readonly words: readonly string[];

  constructor(...words: string[]) {
    this.words = words;
  }
}

/** Native settings in the making. */
export type Tree = { [key: string]: unknown };

/** Sets the value at a dotted key. Words join those that are there. */
export function setKey(tree: Tree, key: string, value: unknown): void {
  const keys = keysOf(key);
  const last = keys.at(-1)!;
  let at = tree;
  for (const step of keys.slice(0, -1)) {
    // a text or a number has no keys, so the table takes its place
    const there = Object.hasOwn(at, step) ? at[step] : undefined;
    if (typeof there !== "object" || there === null) at[step] = newTree();
    at = at[step] as Tree;
  }
  const there = at[last];
  at[last] = there instanceof Words && value instanceof Words ? new Words(...there.words, ...value.words) : value;
}

/** The value at a dotted key, own properties only. */
export function getKey(tree: unknown, key: string): unknown {
  let at = tree;
  for (const step of keysOf(key)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Tree)[step];
  }
  return at;
}

/** Settles a finished tree: words become text, lazy values become getters. */
export function settle(tree: unknown): unknown {
  if (tree instanceof Words) return tree.words.join(" ");
  if (!isTree(tree)) return tree;
  const settled: Tree = {};
  for (const [key, value] of Object.entries(tree)) {
    if (value instanceof Lazy) {
      Object.defineProperty(settled, key, { get: value.read, enumerable: true, configurable: true });
    } else settled[key] = settle(value);
  }
  return settled;
}

/** Whether a value is a table of further settings. */
export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a value is an object that is no list, whatever it was made by. */
export function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a table, or a list with tables in it. */
export function holdsTables(value: unknown): value is object | readonly unknown[] {
  return isTable(value) || (Array.isArray(value) && value.some(isTable));
}

/** The same as `plain`, also for a list of tables. */
export function plainTables(value: object | readonly unknown[]): Tree | readonly unknown[] {
  return Array.isArray(value) ? value.map((member) => (isTable(member) ? plain(member) : member)) : plain(value);
}

/** A copy with plain tables in it, whatever they were made by; functions and class instances stay as they are. */
export function plain(value: object, depth = 0): Tree {
  const copy = newTree();
  for (const [key, member] of Object.entries(value)) {
    if (key === "__proto__") continue;
    const inner = isTable(member) && depth < DEEPEST && (isTree(member) || Object.getPrototypeOf(member) === null);
    copy[key] = inner ? plain(member, depth + 1) : member;
  }
  return copy;
}

// deeper tables are no settings of any tool
const DEEPEST = 32;
