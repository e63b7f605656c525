// settings that a kind of file, or a program, has under keys of its own

import { getKey, isTable, plain, setKey, type Tree } from "../codecs/literal.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { defaultIn } from "../languages/_default.ts";
import { isPlaceholder } from "../mapping/decode.ts";
import type { FileKind } from "../mapping/define.ts";

/** Settings under the keys of their target. `way` leads from those to where they stand in what was read. */
export interface Remapped {
  readonly data: Tree;
  way(pointer: Pointer): Pointer;
}

/** Settings out of `keys` of a file or a program; `words` says values of some in the words of the target. */
export function remapKeys(
  data: object,
  keys: NonNullable<FileKind["keys"]>,
  words: FileKind["enumValues"] = {},
): Remapped {
  const tree: Tree = {};
  const table = plain(data);
  const from: [native: string[], own: string[]][] = [];
  for (const [key, native] of Object.entries(keys)) {
    // a program's `PoolConfig.new` is one name
    const isName = Object.hasOwn(table, key);
    const value = isName ? table[key] : getKey(table, key);
    const meant = typeof value === "string" ? getKey(words[key], value) : undefined;
    if (value === undefined) continue;
    // what is set from a variable says less than what is set by itself
    if (native !== "" && isPlaceholder(value) && getKey(tree, native) !== undefined) continue;
    from.push([native === "" ? [] : native.split("."), isName ? [key] : key.split(".")]);
    if (native !== "") setKey(tree, native, meant ?? value);
    else if (isTable(value)) Object.assign(tree, withoutPlaceholders(plain(value)));
  }
  from.sort(([one], [two]) => two.length - one.length);
  const way = (pointer: Pointer) => {
    const found = from.find(([native]) => native.every((step, at) => pointer[at] === step));
    return found ? [...found[1], ...pointer.slice(found[0].length)] : pointer;
  };
  return { data: tree, way };
}

/** Puts the defaults in of environment variables that a program reads, and says which they are. */
export function withDefaults(tree: Tree, above = ""): { data: Tree; notes: string[] } {
  const notes: string[] = [];
  const data: Tree = {};
  for (const [name, value] of Object.entries(tree)) {
    const key = `${above}${name}`;
    const found = typeof value === "string" && isPlaceholder(value) ? defaultIn(value.slice(2, -1)) : undefined;
    if (found) notes.push(`${key} is filled in later there, by ${found.variable}; its default is read`);
    const inner = isTable(value) ? withDefaults(plain(value), `${key}.`) : undefined;
    notes.push(...(inner?.notes ?? []));
    data[name] = found?.value ?? inner?.data ?? value;
  }
  return { data, notes };
}

// a member that is made by a call says nothing
function withoutPlaceholders(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => !isPlaceholder(value)));
}
