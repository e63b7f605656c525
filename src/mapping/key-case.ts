// the keys of a file in the spelling of the table, and where each of them stands in it

import { isTree, type Tree } from "../codecs/literal.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { newTree } from "../diagnostics/inert.ts";
import { MAX_DEPTH } from "../formats/_problems.ts";
import type { Spelling } from "./define.ts";

/** A tree in native spelling. */
export interface Spelled<T> {
  readonly data: T;
  /** The way to a key in the file, of the way to it in `data`. */
  original(pointer: Pointer): Pointer;
  /** Keys whose values are filled in later, and have a default that was taken. */
  readonly filled: readonly string[];
}

/** Spells the keys of a tree, or of a list of trees, as the table of a target does. */
export function spelled<T extends Tree | readonly unknown[]>(data: T, spelling: Spelling | undefined): Spelled<T> {
  if (!spelling) return { data, original: (pointer) => pointer, filled: [] };
  const ways = new Map<string, Pointer>();
  const filled: string[] = [];
  const put = (tree: Tree, parts: readonly string[], value: unknown, way: Pointer, above: Pointer): void => {
    const [first, ...rest] = parts;
    const names = above.filter((step) => typeof step === "string");
    const name = spelling.key?.(first!, names) ?? first!;
    const here = [...above, name];
    const last = rest.length === 0;
    const table = typeof value === "string" ? spelling.table?.(value, name) : undefined;
    // what is deeper in the file goes by where the table itself stands
    if (!ways.has(JSON.stringify(here)) || last) ways.set(JSON.stringify(here), way);
    const there = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (!last || isTree(value) || table) {
      const inner = isTree(there) ? there : newTree();
      tree[name] = inner;
      if (last) copy((table ?? value) as Tree, inner, way, here);
      else put(inner, rest, value, way, here);
    } else tree[name] = leaf(value, here);
  };
  const leaf = (value: unknown, here: Pointer): unknown => {
    if (typeof value !== "string") return value;
    const plain = spelling.plain?.(value, here.map(String)) ?? value;
    const text = spelling.interpolated?.(plain) ?? plain;
    if (text !== plain && !text.includes("${")) filled.push(here.join("."));
    return text;
  };
  const copy = (from: Tree, to: Tree, way: Pointer, above: Pointer): Tree => {
    for (const [key, value] of Object.entries(from))
      put(to, spelling.dotted ? partsOf(key, MAX_DEPTH - above.length) : [key], value, [...way, key], above);
    return to;
  };
  const whole = Array.isArray(data)
    ? data.map((member, at) => (isTree(member) ? copy(member, newTree(), [at], [at]) : member))
    : copy(data as Tree, newTree(), [], []);
  const original = (pointer: Pointer): Pointer => {
    for (let length = pointer.length; length > 0; length -= 1) {
      const way = ways.get(JSON.stringify(pointer.slice(0, length)));
      if (way) return [...way, ...pointer.slice(length)];
    }
    return pointer;
  };
  return { data: whole as unknown as T, original, filled };
}

/** The parts of a dotted key; all that is deeper than any setting stays together in the last one. */
function partsOf(key: string, most: number): string[] {
  const parts = key.split(".");
  const kept = Math.max(1, most) - 1;
  return parts.length <= kept ? parts : [...parts.slice(0, kept), parts.slice(kept).join(".")];
}
