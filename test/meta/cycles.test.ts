// folders of src import one another in one direction only
import { expect, test } from "vitest";
import { importsOf, sourceFiles } from "./_imports.ts";

/** The folders of `src`: each imports only folders that are before it. Files in `src` itself are last. */
const ORDER = [
  "text",
  "model",
  "diagnostics",
  "files",
  "git",
  "packages",
  "codecs",
  "dsn",
  "formats",
  "languages",
  "mapping",
  "drivers",
  "pools",
  "poolers",
  "targets",
  "render",
  "lint",
  "load",
  "import",
  "known-errors",
  "fleet",
  "doctor",
  "project",
  "runtime",
  "cli",
];

/** The folder that a file is in; a file in `src` itself stands alone. */
const folderOf = (name: string) => name.split("/", 1)[0]!;
const place = (name: string) => (name.includes("/") ? ORDER.indexOf(folderOf(name)) : ORDER.length);

const imports = sourceFiles.flatMap((name) => importsOf(name).map((next) => [name, next] as const));

test("the imports are found", () => {
  expect(imports.length).toBeGreaterThan(1_000);
  expect(imports.some(([from, to]) => folderOf(from) === "cli" && folderOf(to) === "targets")).toBe(true);
});

test("every folder has its place", () => {
  const folders = new Set(sourceFiles.filter((name) => name.includes("/")).map(folderOf));
  expect([...folders].sort()).toEqual([...ORDER].sort());
});

test("a folder imports, by value, only folders before it", () => {
  const against = imports.filter(([from, to]) => folderOf(from) !== folderOf(to) && place(to) >= place(from));
  expect(
    against.map(([from, to]) => `${from} > ${to}`),
    "move what both need into a folder that neither imports, or import its type only",
  ).toEqual([]);
});
