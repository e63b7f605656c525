// the comparison with an older version sees what changes, and accepts only what a reviewed entry is about
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as poolcfg from "../../src/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { type Accepted, problemOf, sift } from "../differential/_accepted.ts";
import { type Api, compare, type Difference, pairsOf } from "../differential/_compare.ts";
import { sample } from "../differential/_configs.ts";
import { baselineAt, commitOf, PackError } from "../differential/_pack.ts";

const api = poolcfg as unknown as Api;
const subjects = targets
  .filter(({ id }) => ["node-postgres", "pgxpool", "sqlalchemy"].includes(id))
  .map(({ id, forms }) => ({ id, ...pairsOf(id, forms, forms) }));
const samples = sample(7, 12);
const against = (after: Partial<Api>, options = {}) =>
  samples.flatMap((one) => compare(api, { ...api, ...after }, subjects, one, options));
const whats = (differences: readonly Difference[]) => [...new Set(differences.map(({ what }) => what))];

describe("the comparison", () => {
  test("finds nothing between a version and itself", () => {
    expect(against({}, { wording: true })).toEqual([]);
  });

  test("is made of configs that are loaded, rendered and read back", () => {
    const counts = { findings: 0, rendered: 0, deviations: 0, imported: 0 };
    const watched: Api = {
      inspectPoolConfig(options) {
        const result = api.inspectPoolConfig(options);
        counts.findings += result.findings.length;
        return result;
      },
      render(...given) {
        const result = api.render(...given);
        counts.rendered += 1;
        counts.deviations += result.deviations.length;
        return result;
      },
      importConfig(...given) {
        const result = api.importConfig(...given);
        counts.imported += Object.keys(result.values).length;
        return result;
      },
    };
    expect(against(watched)).toEqual([]);
    const forms = subjects.flatMap(({ forms }) => forms).length;
    expect(counts.rendered).toBe(samples.length * forms);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(samples.length);
  });

  test.each<[string, string[], Partial<Api>]>([
    [
      "a value of the config",
      ["config pool.max"],
      {
        inspectPoolConfig: (options) => {
          const result = api.inspectPoolConfig(options) as { config: { pool: { max: number } } } & ReturnType<
            Api["inspectPoolConfig"]
          >;
          // only what is loaded differs, and not what is rendered of it
          return {
            ...result,
            config: Object.create(result.config, {
              pool: { value: { ...result.config.pool, max: -1 }, enumerable: true },
            }),
          };
        },
      },
    ],
    [
      "a finding that is lost",
      ["finding"],
      { inspectPoolConfig: (options) => ({ ...api.inspectPoolConfig(options), findings: [] }) },
    ],
    ["a rendered text", ["text"], { render: (...given) => ({ ...api.render(...given), text: "" }) }],
    [
      "a deviation that is lost",
      ["deviation"],
      { render: (...given) => ({ ...api.render(...given), deviations: [] }) },
    ],
    [
      "an imported value",
      ["import pool.max"],
      {
        importConfig: (...given) => {
          const result = api.importConfig(...given);
          return { ...result, values: { ...result.values, "pool.max": 0 } };
        },
      },
    ],
    [
      "an error in the place of a result",
      ["render"],
      {
        render: () => {
          throw new TypeError("broken");
        },
      },
    ],
  ])("finds %s", (_, expected, after) => {
    const found = whats(against(after));
    for (const what of expected) expect(found.some((one) => one === what || one.startsWith(`${what} `))).toBe(true);
  });

  test("compares forms that have another name now, and tells of those that one version alone has", () => {
    expect(pairsOf("npgsql", ["keywords", "json"], ["json", "ado-net"])).toEqual({
      forms: [
        { before: "keywords", after: "ado-net" },
        { before: "json", after: "json" },
      ],
      differences: [],
    });
    expect(pairsOf("knex", ["json", "env"], ["json", "ts"])).toEqual({
      forms: [{ before: "json", after: "json" }],
      differences: [
        { target: "knex", what: "form", before: "env" },
        { target: "knex", what: "form", after: "ts" },
      ],
    });
  });

  test("takes the losses of an older version for deviations", () => {
    const losses = (kind: string): Partial<Api> => ({
      render: (...given) => {
        const { deviations, ...rest } = api.render(...given);
        const old = deviations.map((one) => ({ ...one, kind: one.kind === "unsupported" ? kind : one.kind! }));
        return { ...rest, losses: old } as unknown as ReturnType<Api["render"]>;
      },
    });
    expect(against(losses("lost"))).toEqual([]);
    expect(whats(against(losses("rounded"))).some((one) => one.startsWith("deviation "))).toBe(true);
  });

  test("compares messages only if asked", () => {
    const reworded: Partial<Api> = {
      inspectPoolConfig: (options) => {
        const result = api.inspectPoolConfig(options);
        return { ...result, findings: result.findings.map((finding) => ({ ...finding, message: "other words" })) };
      },
    };
    expect(against(reworded)).toEqual([]);
    expect(against(reworded, { wording: true }).length).toBeGreaterThan(0);
  });

  test("makes the same configs of the same seed, and others of another", () => {
    expect(sample(7, 12)).toEqual(samples);
    expect(sample(8, 12)).not.toEqual(samples);
  });
});

describe("an accepted difference", () => {
  const entry: Accepted = {
    targets: ["knex"],
    what: "value pool.max",
    before: "\\d+",
    after: '"\\d+"',
    reason: "the library reads a text here since version 9",
  };
  const difference = { target: "knex", form: "json", what: "value pool.max", before: "5", after: '"5"' };

  test("is what its entry says, and nothing beside it", () => {
    expect(sift([difference], [entry])).toEqual({ open: [], stale: [] });
    const others: Difference[] = [
      { ...difference, target: "objection" },
      { ...difference, what: "value pool.min" },
      { ...difference, before: "5 or so" },
      { ...difference, after: "6" },
      { target: "knex", form: "json", what: "value pool.max", before: "5" },
      { what: "value pool.max", before: "5", after: '"5"' },
    ];
    expect(sift(others, [entry])).toEqual({ open: others, stale: [entry] });
    expect(sift([difference], [{ ...entry, forms: ["code"] }]).open).toEqual([difference]);
  });

  test("of a finding is for any target, if the entry says so", () => {
    const loaded = { what: "finding setting-lost for knex", after: '"5"' };
    const { targets: _, before: __, ...rest } = entry;
    const any = { ...rest, what: "finding setting-lost for *" };
    expect(sift([loaded], [any])).toEqual({ open: [], stale: [] });
    expect(sift([{ ...loaded, what: "finding lost for knex" }], [any]).stale).toEqual([any]);
  });

  test.each<[string, Partial<Accepted>]>([
    ["a pattern that fits any text", { before: ".*" }],
    ["a pattern that fits any text, written otherwise", { after: "[^]*" }],
    ["no reason", { reason: "ok" }],
    ["no target in its list", { targets: [] }],
  ])("must not have %s", (_, change) => {
    expect(problemOf(entry)).toBeUndefined();
    expect(problemOf({ ...entry, ...change })).toBeDefined();
  });

  test("has its reason in the list", () => {
    const list = JSON.parse(
      readFileSync(new URL("../differential/accepted.json", import.meta.url), "utf8"),
    ) as Accepted[];
    expect(list.map(problemOf).filter((problem) => problem !== undefined)).toEqual([]);
  });
});

describe("the baseline", () => {
  const nowhere = "0".repeat(40);

  test("is found by its files or its subject if its commit was rewritten", () => {
    const head = baselineAt("HEAD");
    expect(commitOf(head)).toBe(head.commit);
    expect(commitOf({ ...head, commit: nowhere })).toBe(head.commit);
    expect(commitOf({ ...head, commit: nowhere, tree: nowhere })).toBe(head.commit);
  });

  test("that is nowhere is an error that says so", () => {
    expect(() => commitOf({ commit: nowhere, tree: nowhere, subject: "\u{1F9EA}" })).toThrow(PackError);
  });
});
