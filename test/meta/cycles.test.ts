// folders of src import one another in one direction only
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importsOf, sourceFiles } from "./_imports.ts";

/** Imports between folders that are part of a cycle today, as `from > to`. UPDATE_GOLDEN=1 writes it anew after a move of files. */
const LIST = new URL("known-cycles.json", import.meta.url);

/** How many there were when the list was last shortened. Lower it with the list; never raise it. */
const MOST = 17;

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
const found = [...imports]
  .flatMap(([from, to]) => [...to].filter((next) => reachedFrom(next).has(from)).map((next) => `${from} > ${next}`))
  .sort();

if (process.env.UPDATE_GOLDEN === "1" && !process.env.CI) writeFileSync(LIST, `${JSON.stringify(found, null, 2)}\n`);
const known: readonly string[] = JSON.parse(readFileSync(LIST, "utf8"));

test("the imports are found", () => {
  expect(imports.size).toBeGreaterThan(15);
  expect([...(imports.get("cli") ?? [])]).toContain("targets");
});

test("no folder imports another one, by value, that also leads back to it", () => {
  const added = found.filter((one) => !known.includes(one));
  expect(added, "move what both need into a folder that neither imports, or import its type only").toEqual([]);
});

test("the list of known cycles has nothing that is gone, so that it only becomes shorter", () => {
  expect(known.filter((one) => !found.includes(one))).toEqual([]);
  expect(known.length).toBeLessThanOrEqual(MOST);
});
