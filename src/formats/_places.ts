// where each key and value of a text stands, as a tree of the same shape as its data
import type { Pointer } from "../diagnostics/document.ts";
import type { Stretch } from "./_define.ts";

/** One value of the text, with what stands in it. */
export interface LocationNode {
  readonly name: string | number | undefined;
  readonly above: LocationNode | undefined;
  /** Shared with another spot where one value stands for another. */
  below: Map<string | number, LocationNode>;
  key?: Stretch;
  value?: Stretch;
}

/** The root of a tree. */
export function rootSpot(value: Stretch): LocationNode {
  return { name: undefined, above: undefined, below: new Map(), value };
}

/** The spot of that name under another, made where there is none. */
export function below(above: LocationNode, name: string | number): LocationNode {
  let spot = above.below.get(name);
  if (!spot) {
    spot = { name, above, below: new Map() };
    above.below.set(name, spot);
  }
  return spot;
}

/** Where a key or value stands; of an item of a list, which has no key, always the value. */
export function findSpot(root: LocationNode, pointer: Pointer, part: "key" | "value"): Stretch | undefined {
  let spot: LocationNode | undefined = root;
  for (const name of pointer) spot = spot?.below.get(name);
  return part === "key" ? (spot?.key ?? spot?.value) : spot?.value;
}

/** The way from the root to a spot. */
export function pathOf(spot: LocationNode): Pointer {
  const way: (string | number)[] = [];
  for (let at: LocationNode | undefined = spot; at?.name !== undefined; at = at.above) way.unshift(at.name);
  return way;
}
