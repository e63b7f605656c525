// what a partial run of the measurements measures: nothing that changed is left out, and in turn everything else comes
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { targets } from "../../src/targets/registry.gen.ts";
import { changedPackages, changedTargets, select, shareAt } from "../conformance/_select.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rows = targets.map(({ id, evidence, frame = id }) => ({ id, measured: evidence === "measured", frame }));
const measured = rows.filter((row) => row.measured).map(({ id }) => id);

describe("the shares", () => {
  test.each([1, 3, 5, 40])("of %i parts together are all measured targets, each once", (of) => {
    const all = Array.from({ length: of }, (_, index) => select(rows, [], { part: index + 1, of }).share).flat();
    expect(all.sort()).toEqual(measured.toSorted());
  });

  test.each([6, 12, 24, 48])("all come in turn if there is a run every %i hours", (hours) => {
    const runs = Array.from({ length: 5 }, (_, run) => shareAt(1_800_000_000 + run * hours * 3_600, 5).part);
    expect(new Set(runs)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test("are the same for the same time", () => {
    expect(shareAt(1_800_000_123, 5)).toEqual(shareAt(1_800_000_123, 5));
  });
});

describe("the selection", () => {
  test("has every changed target, and a target that nothing measures in no place", () => {
    const [source] = rows.filter((row) => !row.measured);
    const { changed, share, left } = select(rows, ["knex", source!.id], { part: 2, of: 5 });
    expect(changed).toEqual(["knex"]);
    expect(share).not.toContain("knex");
    expect([...changed, ...share, ...left].sort()).toEqual(measured.toSorted());
  });

  test("measures changed targets first where there is a limit, and each of them in some share", () => {
    const changed = measured.slice(0, 20);
    const runs = [1, 2, 3, 4, 5].map((part) => select(rows, changed, { part, of: 5 }, 6));
    for (const run of runs) {
      expect(run.changed).toHaveLength(6);
      expect(run.share).toEqual([]);
    }
    expect(new Set(runs.flatMap((run) => run.changed))).toEqual(new Set(changed));
  });
});

describe("a target has changed", () => {
  test.each([
    ["its table", "src/targets/knex.ts", ["knex"]],
    ["its driver", "test/conformance/drivers/knex.ts", ["knex"]],
    ["what its table shares with a few", "src/pools/knex.ts", ["knex", "objection"]],
    ["its code form", "templates/code/pgxpool.go", ["pgxpool"]],
    ["the code form that it has from another target", "templates/code/npgsql.cs", ["npgsql", "npgsql@8"]],
    ["the lock file of its language", "test/conformance/rust/Cargo.lock", ["bb8", "deadpool", "diesel", "sqlx"]],
    ["its traps", "test/conformance/traps/slonik.test.ts", ["slonik"]],
    ["what it starts", "test/conformance/drivers/_bun-pools.js", ["bun-sql"]],
  ])("with %s", (_, file, ids) => {
    expect(changedTargets(root, rows, [file])).toEqual(ids);
  });

  test("with the measurement that is its own", () => {
    expect(changedTargets(root, rows, ["test/conformance/behaviours/patient.ts"])).toEqual(
      measured.filter((id) => /^(?:hikaricp|quarkus|spring-boot)/.test(id)),
    );
  });

  test("not with what most have in common", () => {
    for (const file of [
      "src/render/index.ts",
      "src/codecs/units.ts",
      "test/conformance/_server.ts",
      "README.md",
      "src/targets/gone.ts",
    ])
      expect(changedTargets(root, rows, [file]), file).toEqual([]);
  });

  test("with the version of its library in the lock file", () => {
    expect(changedTargets(root, rows, [], ["slonik"])).toEqual(["slonik"]);
    expect(changedTargets(root, rows, [], ["pg-promise", "typescript"])).toEqual(["pg-promise"]);
    const ofPg = changedTargets(root, rows, [], ["pg"]);
    expect(ofPg).toEqual(expect.arrayContaining(["node-postgres", "knex", "kysely"]));
    expect(ofPg).not.toContain("postgres-js");
  });
});

test("a package has changed if any of its versions has", () => {
  const lock = (packages: Record<string, string>) =>
    JSON.stringify({
      packages: Object.fromEntries(Object.entries(packages).map(([place, version]) => [place, { version }])),
    });
  const before = lock({
    "": "1",
    "node_modules/pg": "8.1.0",
    "node_modules/@a/b": "1.0.0",
    "x/node_modules/knex": "2.0.0",
  });
  const now = lock({
    "": "1",
    "node_modules/pg": "8.1.0",
    "node_modules/@a/b": "1.0.1",
    "y/node_modules/tarn": "3.0.0",
  });
  expect(changedPackages(before, now).sort()).toEqual(["@a/b", "knex", "tarn"]);
  expect(changedPackages(now, now)).toEqual([]);
});
