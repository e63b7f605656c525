// what others run because of us: pinned by commit, and without install scripts
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lowest, overlap } from "../../src/model/version-range.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string) => readFileSync(`${root}/${name}`, "utf8");
const pages = [
  ...["action.yml", "README.md"],
  ...[".github/workflows", "docs"].flatMap((folder) =>
    readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`),
  ),
].filter((name) => /\.(?:yml|md)$/.test(name));

test("actions are pinned by commit, with their version as a comment", () => {
  const uses = pages.flatMap((page) =>
    [...read(page).matchAll(/^[ \t]*(?:- )?uses: *(.*)$/gm)].map(([, action]) => `${page}: ${action}`),
  );
  expect(uses.length).toBeGreaterThan(3);
  // our own repository and the commit of its tag are filled in at a release
  for (const action of uses)
    expect(action).toMatch(/: (?:[\w-]+\/[\w/-]+@[0-9a-f]{40}|OWNER\/poolcfg@COMMIT) # v\d+\.\d+\.\d+$/);
});

test("one action has one version", () => {
  const found = new Map<string, Set<string>>();
  for (const page of pages)
    for (const [, name, version] of read(page).matchAll(/uses: *([^@\s]+)@(.+)$/gm))
      found.set(name!, (found.get(name!) ?? new Set()).add(version!));
  for (const [name, versions] of found) expect([...versions], name).toHaveLength(1);
});

test("nothing runs when the package is installed", () => {
  const { scripts, dependencies } = JSON.parse(read("package.json"));
  for (const name of ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"])
    expect(scripts).not.toHaveProperty(name);
  expect(dependencies ?? {}).toEqual({});
});

test("every package installs on the lowest Node that poolcfg supports", () => {
  const { engines } = JSON.parse(read("package.json"));
  const packages: Record<string, { engines?: { node?: string } }> = JSON.parse(read("package-lock.json")).packages;
  const lowestNode = lowest(engines.node)!;
  const others = Object.entries(packages)
    .map(([place, { engines: needs }]) => ({ place, node: needs?.node ?? "*" }))
    .filter(({ node }) => overlap(node, lowestNode) !== true);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(others, "what needs a newer Node belongs to test/libraries/package.json").toEqual([]);
});

test("the policies and the list of what is bundled are packed", () => {
  const [{ files }] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" }),
  );
  const packed = files.map(({ path }: { path: string }) => path);
  for (const file of ["SECURITY.md", "LICENSE", "dist/sbom.cdx.json", "dist/THIRD-PARTY-LICENSES.txt"])
    expect(packed).toContain(file);
});
