// folders of src import one another in one direction only
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importsOf, sourceFiles } from "./_imports.ts";

/** Imports between folders that are part of a cycle today, as `from > to`. Remove what is gone; add nothing. */
const KNOWN: readonly string[] = JSON.parse(readFileSync(new URL("known-cycles.json", import.meta.url), "utf8"));

/** The folder that a file is in; a file in `src` itself stands alone. */
const folderOf = (name: string) => name.split("/", 1)[0]!;

const imports = new Map<string, Set<string>>();
for (const name of sourceFiles) {
  const from = folderOf(name);
  const to = imports.get(from) ?? new Set();
  for (const next of importsOf(name)) if (folderOf(next) !== from) to.add(folderOf(next));
  imports.set(from, to);
}

function reachedFrom(folder: string): Set<string> {
  const reached = new Set([folder]);
  for (const one of reached) for (const next of imports.get(one) ?? []) reached.add(next);
  return reached;
}

// an import is part of a cycle if there is a way back
const found = [...imports].flatMap(([from, to]) =>
  [...to].filter((next) => reachedFrom(next).has(from)).map((next) => `${from} > ${next}`),
);

test("the imports are found", () => {
  expect(imports.size).toBeGreaterThan(30);
  expect(imports.get("render.ts")).toContain("targets");
});

test("no folder imports another one, by value, that also leads back to it", () => {
  const added = found.filter((one) => !KNOWN.includes(one));
  expect(added, "move what both need into a folder that neither imports, or import its type only").toEqual([]);
});

test("the list of known cycles has nothing that is gone, so that it only becomes shorter", () => {
  expect(KNOWN.filter((one) => !found.includes(one))).toEqual([]);
  expect([...KNOWN]).toEqual([...KNOWN].sort());
  expect(KNOWN.length).toBeLessThanOrEqual(MOST);
});

/** How many there were when the list was last shortened. Lower it with the list. */
const MOST = 44;
