// finds the settings inside what applications wrap around them: environments, a `database` table, a second `connection`
import type { Target } from "./_define.ts";
import { keysOf } from "./_read.ts";
import { isTree, type Tree } from "./_value.ts";

/** One table of settings, and the way to it. */
export interface Found {
  readonly settings: Tree;
  readonly pointer: readonly string[];
}

const DEEPEST = 4;

/** The tables that hold settings of the target: one, or one for each environment. */
export function unwrap(target: Target, data: Tree): Found[] {
  const roots = rootKeys(target);
  const search = (table: Tree, pointer: readonly string[]): Found[] => {
    const own = score(table, roots);
    const members = Object.entries(table).filter((entry): entry is [string, Tree] => isTree(entry[1]));
    // a table inside that looks more like the settings than the table around it
    const better = members.filter(([, member]) => score(member, roots) > own);
    if (better.length > 0) return better.map(([name, settings]) => ({ settings, pointer: [...pointer, name] }));
    if (own > 0 || pointer.length >= DEEPEST) return own > 0 ? [{ settings: table, pointer }] : [];
    return members.flatMap(([name, member]) => search(member, [...pointer, name]));
  };
  const found = search(data, []);
  return found.length > 0 ? found.map((one) => deeper(one, search)) : [{ settings: data, pointer: [] }];
}

/** How many keys of a table are settings of the target, less those that are not. */
export function likeness(target: Target, table: Tree): number {
  const { known, tables } = keysOf(target);
  const count = (at: Tree, prefix: string): number => {
    let sum = 0;
    for (const [name, value] of Object.entries(at).slice(0, 500)) {
      const key = `${prefix}${name}`;
      if (tables.has(key) && isTree(value)) sum += 1 + count(value, `${key}.`);
      else sum += known.has(key) ? 1 : -1;
    }
    return sum;
  };
  return count(table, "");
}

function deeper(found: Found, search: (table: Tree, pointer: readonly string[]) => Found[]): Found {
  const inner = search(found.settings, found.pointer);
  return inner.length === 1 ? inner[0]! : found;
}

function rootKeys(target: Target): ReadonlySet<string> {
  return new Set([...keysOf(target).known].map((key) => key.split(".", 1)[0]!));
}

function score(table: Tree, roots: ReadonlySet<string>): number {
  return Object.keys(table).filter((key) => roots.has(key)).length;
}
