// turns the nodes of a YAML document into plain values
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import type { Pointer } from "../diagnostics/document.ts";
import type { Fault, Stretch } from "./_define.ts";
import { below, type LocationNode, rootSpot } from "./_places.ts";
import {
  duplicateKey,
  forbiddenKey,
  isForbidden,
  MAX_DEPTH,
  oddNumber,
  syntaxError,
  tooDeep,
  unfitNumber,
  unsupported,
} from "./_problems.ts";

/** What each alias stands for. */
export type Ties = ReadonlyMap<Alias, Node>;

/** How many values may come of aliases: nesting makes many of few aliases, while many aliases of a small value make few. */
const MAX_COPIED = 50_000;

/** Tags that say no more than the core schema does by itself. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Numbers that YAML 1.1, YAML 1.2 and people read differently. */
const ODD = /^[-+]?(?:0[xob][0-9a-fA-F_]+|0\d+|\d+_[\d_]*)$/;

/** Where everything stands. */
export function toSpots(root: Node, text: string, ties: Ties): LocationNode {
  const met = new Map<Node, LocationNode>();
  const top = rootSpot(stretchOf(root, text));
  visit(root, top);
  return top;

  function visit(node: unknown, spot: LocationNode): void {
    if (isAlias(node)) {
      const target = met.get(ties.get(node)!);
      if (target) spot.below = target.below;
    } else if (node) met.set(node as Node, spot);
    if (isSeq(node)) for (const [at, item] of node.items.entries()) place(item, below(spot, at), undefined);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const name = keyOf(key);
      // the last one holds, and nothing of those before it
      spot.below.delete(name);
      place(value, below(spot, name), key);
    }
  }

  function place(node: unknown, spot: LocationNode, key: Node | undefined): void {
    if (key) spot.key = stretchOf(key, text);
    const value = node ? stretchOf(node as Node, text) : spot.key;
    if (value) spot.value = value;
    visit(node, spot);
  }
}

/** A key as its table has it. */
function keyOf(key: Scalar): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

/** Where a node stands: a scalar with its quotes, a list as a whole, of a table only its opening. */
function stretchOf(node: Node, text: string): Stretch {
  const [start, end] = node.range ?? [0, 0];
  if (isMap(node)) {
    if (node.flow) return [start, start + 1];
    const first = node.items[0]?.key;
    return isScalar(first) && first.range ? [first.range[0], first.range[1]] : [start, start];
  }
  // a block text goes up to the next line, which an edit must leave alone
  let last = end;
  while (last > start && (text[last - 1] === "\n" || text[last - 1] === "\r")) last--;
  return [start, last];
}

/** Copies the nodes into values. What cannot be kept is reported: a key is left out, an item of a list becomes null. */
export function toData(root: Node, text: string, merges = false): { data: unknown; faults: Fault[]; ties: Ties } {
  const faults: Fault[] = [];
  const anchors = new Map<string, Node>();
  const ties = new Map<Alias, Node>();
  const open = new Set<Node>();
  const way: (string | number)[] = [];
  const here = (): Pointer => [...way];
  const at = (node: Node): Stretch => stretchOf(node, text);
  let inside = 0;
  let copied = 0;
  let stopped = false;
  const data = copy(root);
  return { data: data === undefined ? null : data, faults, ties };

  // what an alias stands for has been looked at in its own place
  function report(fault: Fault): undefined {
    if (inside === 0) faults.push(fault);
  }

  function stop(fault: Fault): undefined {
    if (!stopped) faults.push(fault);
    stopped = true;
  }

  function copy(node: unknown): unknown {
    if (stopped || node === null || node === undefined) return null;
    if (isAlias(node)) return follow(node);
    const { anchor, tag } = node as Scalar;
    if (anchor) anchors.set(anchor, node as Node);
    if (inside > 0 && ++copied > MAX_COPIED) return stop(tooMany(node as Node));
    // CloudFormation has a short form of its functions, as tags
    if (merges && tag !== undefined && /^![A-Za-z]{1,60}(?:::[A-Za-z]{1,60})?$/.test(tag) && way.length < MAX_DEPTH) {
      const name = tag === "!Ref" || tag === "!Condition" ? tag.slice(1) : `Fn::${tag.slice(1)}`;
      return Object.assign(Object.create(null), { [name]: plain(node as Node) });
    }
    if (tag !== undefined && !PLAIN_TAGS.has(tag)) {
      report({
        ...unsupported("This value has a tag of its own", "Write it without the tag."),
        pointer: here(),
        at: at(node as Node),
      });
      return undefined;
    }
    return plain(node as Node);
  }

  function plain(node: Node): unknown {
    if (isScalar(node)) return scalar(node);
    if (way.length >= MAX_DEPTH) return stop({ ...tooDeep(), pointer: here(), at: at(node as Node) });
    open.add(node as Node);
    const kept = isSeq(node) ? list(node.items) : isMap(node) ? table(node.items) : undefined;
    open.delete(node as Node);
    return kept;
  }

  function follow(alias: Alias): unknown {
    const target = anchors.get(alias.source);
    if (!target)
      return stop({
        ...syntaxError(
          "This alias names an anchor that does not stand before it",
          "Set the anchor (&name) first, or write the value out.",
        ),
        pointer: here(),
        at: at(alias),
      });
    if (open.has(target)) {
      report({
        ...unsupported("This alias stands inside of what it names", "Write the value out."),
        pointer: here(),
        at: at(alias),
      });
      return undefined;
    }
    ties.set(alias, target);
    inside++;
    const value = copy(target);
    inside--;
    return value;
  }

  function tooMany(node: Node): Fault {
    return {
      rule: "too-many-aliases",
      message: `The aliases of this file stand for too much: more than ${MAX_COPIED} values come of them`,
      help: "Write the values out.",
      at: at(node),
    };
  }

  function scalar(node: Scalar): unknown {
    const { value, source = "", type } = node;
    if (type === "PLAIN" && ODD.test(source.slice(0, 400)))
      report(oddNumber(source, typeof value === "number" ? value : Number.NaN, here(), at(node)));
    if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
    if (typeof value === "number" || typeof value === "bigint") {
      const words = unfitNumber(value);
      if (!words) return value;
      report({ ...words, pointer: here(), at: at(node) });
    } else
      report({
        ...unsupported("This value is of a kind of its own", "Put it in quotes."),
        pointer: here(),
        at: at(node),
      });
    return undefined;
  }

  function list(items: readonly unknown[]): unknown[] {
    return items.map((item, index) => {
      way.push(index);
      const value = copy(item);
      way.pop();
      return value ?? null;
    });
  }

  function table(pairs: readonly Pair[]): object {
    const kept = Object.create(null) as Record<string, unknown>;
    const seen = new Set<string>();
    const merged: object[] = [];
    for (const { key, value } of pairs) {
      if (stopped) break;
      if (!isScalar(key) || key.value === null || (key.tag !== undefined && !PLAIN_TAGS.has(key.tag))) {
        const words = unsupported("This key is not a text", "Write the key as a text, in quotes if need be.");
        report({ ...words, pointer: here(), at: at((key ?? value ?? root) as Node) });
        continue;
      }
      if (key.anchor) anchors.set(key.anchor, key);
      const name = keyOf(key);
      way.push(name);
      if (isForbidden(name)) report({ ...forbiddenKey(name), pointer: here(), at: at(key) });
      else if (name === "<<" && key.type === "PLAIN" && merges) merged.push(...tables(copy(value)));
      else if (name === "<<" && key.type === "PLAIN")
        report({
          ...unsupported("This is a merge key", "Write the settings out, or name a base file with `extends`."),
          pointer: here(),
          at: at(key),
        });
      else {
        if (seen.has(name)) report({ ...duplicateKey(name), pointer: here(), at: at(key) });
        seen.add(name);
        const plain = copy(value);
        if (plain === undefined) delete kept[name];
        else kept[name] = plain;
      }
      way.pop();
    }
    // what is written out goes before what is merged, and of that the first
    for (const table of merged)
      for (const [name, value] of Object.entries(table)) if (!Object.hasOwn(kept, name)) kept[name] = value;
    return kept;
  }
}

/** The tables of a merge key: one, or a list of them. */
function tables(value: unknown): object[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "object" && one !== null);
}
