// finds the settings inside what applications wrap around them: environments, a `database` table, a second `connection`

import { isTree, type Tree } from "../codecs/literal.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { isWithin, keysOf } from "../mapping/decode.ts";
import type { Target } from "../mapping/define.ts";

/** One table of settings, and the way to it. */
export interface Found {
  readonly settings: Tree;
  readonly pointer: Pointer;
  /** What it is called, where it is one of several: `production`, or the `name` of a member of a list. */
  readonly name: string;
}

const DEEPEST = 4;

/** The tables that hold settings of the target: one, or one for each environment. */
export function unwrap(target: Target, data: Tree | readonly unknown[]): Found[] {
  const roots = rootKeys(target);
  const search = ({ settings: table, pointer, name }: Found): Found[] => {
    const own = score(table, roots);
    const members = Object.entries(table)
      .filter((entry): entry is [string, Tree] => isTree(entry[1]))
      .map(([key, member]) => ({
        settings: member,
        pointer: [...pointer, key],
        name: name === "" ? key : `${name}.${key}`,
      }));
    // a table inside that looks more like the settings than the table around it
    const better = members.filter(({ settings }) => score(settings, roots) > own);
    const whole = own === 0 && pointer.length === 0 && target.keyCase?.environments !== undefined;
    if (better.length > 0 && !whole) return better;
    if (own > 0 || pointer.length >= DEEPEST) return own > 0 ? [{ settings: table, pointer, name }] : [];
    return members.flatMap(search);
  };
  const starts = isList(data) ? listed(data, roots) : [{ settings: data, pointer: [], name: "" }];
  const found = starts.flatMap(search);
  if (found.length === 0) return [starts[0] ?? { settings: {}, pointer: [], name: "" }];
  return found.map((one) => {
    const inner = search(one);
    return inner.length === 1 ? inner[0]! : one;
  });
}

/** How many keys of a table are settings of the target, less those that are not; and the first of them. */
export function likeness(target: Target, table: Tree): { score: number; keys: string[] } {
  const { known, tables } = keysOf(target);
  const keys: string[] = [];
  const count = (at: Tree, prefix: string): number => {
    let sum = 0;
    for (const [name, value] of Object.entries(at).slice(0, 500)) {
      const key = `${prefix}${name}`;
      if (known.has(key)) keys.push(key);
      if (tables.has(key) && isTree(value)) sum += 1 + count(value, `${key}.`);
      else sum += known.has(key) ? 1 : isWithin(target, key) ? -1 : 0;
    }
    return sum;
  };
  return { score: count(table, ""), keys };
}

// most data sources in one file have a name; it is no setting, unless the target has one
function listed(data: readonly unknown[], roots: ReadonlySet<string>): Found[] {
  return data.flatMap((member, at) => {
    if (!isTree(member)) return [];
    const name = typeof member.name === "string" && member.name !== "" ? member.name : String(at);
    const { name: _, ...rest } = member;
    return { settings: roots.has("name") ? member : rest, pointer: [at], name };
  });
}

function isList(data: Tree | readonly unknown[]): data is readonly unknown[] {
  return Array.isArray(data);
}

function rootKeys(target: Target): ReadonlySet<string> {
  return new Set([...keysOf(target).known].map((key) => key.split(".", 1)[0]!));
}

function score(table: Tree, roots: ReadonlySet<string>): number {
  return Object.keys(table).filter((key) => roots.has(key)).length;
}
