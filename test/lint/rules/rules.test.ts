// every rule: its examples run, its edits mend, its facts are in order
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { AREAS } from "../../../src/lint/define.ts";
import { rules } from "../../../src/lint/rules/registry.gen.ts";
import { FIELDS } from "../../../src/model/model.ts";
import { apply, withExample } from "./_example.ts";

// an example would be larger than the docs that show it, or needs a file beside it; tested in messages.test.ts and test/cli
const UNSHOWN: readonly string[] = [
  "input-too-large",
  "no-config",
  "shadowed-config",
  "stale-baseline",
  "unreadable-file",
];

const src = fileURLToPath(new URL("../../../src", import.meta.url));

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  it.each(rule.examples.invalid.map((example, at) => [at + 1, example] as const))(
    "finds example %i once, and the edits that it offers fix it",
    (_, example) => {
      withExample(example, ({ find }) => {
        const findings = find();
        const found = findings.filter((finding) => finding.rule === id);
        expect(found, JSON.stringify(findings)).toHaveLength(1);
        const { edits } = found[0]!;
        // --fix does not look at a server
        if (rule.scope === "server") expect(edits).toBeUndefined();
        if (!edits) return;
        apply(edits);
        expect(find().filter((finding) => finding.rule === id)).toEqual([]);
      });
    },
  );

  it.each(rule.examples.valid.map((example, at) => [at + 1, example] as const))(
    "passes over example %i",
    (_, example) => {
      withExample(example, ({ find }) => expect(find().filter((finding) => finding.rule === id)).toEqual([]));
    },
  );

  it("says what, why and how to mend it, in plain sentences", () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(AREAS).toContain(rule.area);
    expect(rule.summary).toMatch(/^[A-Z"`][^\n]{0,88}[^.\n]$/);
    expect(rule.why).toMatch(/^\S[^\n]{20,}\.$/);
    expect(rule.fix).toMatch(/^\S[^\n]{10,}\.$/);
    expect(rule.source).toMatch(/^https:\/\/\S+$/);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.examples.invalid.length > 0).toBe(!UNSHOWN.includes(id));
    expect(rule.examples.valid.length).toBeGreaterThan(0);
    for (const path of rule.reads) expect(FIELDS.has(path), path).toBe(true);
  });
});

it.each(rules.filter(({ id }) => !UNSHOWN.includes(id)))(
  "$id gives messages that are one line, and say what to do",
  ({ id, check, examples }) => {
    for (const example of examples.invalid) {
      withExample(example, ({ find }) => {
        const { message, help, legal, origin } = find().find((finding) => finding.rule === id)!;
        expect(message).toMatch(/^[^\n]{10,400}$/);
        if (check) expect(help ?? legal, message).toMatch(/^[^\n]+$/);
        expect(origin?.label).toMatch(/./);
      });
    }
  },
);

describe("the registry", () => {
  it("holds every file, in order, under its own name", () => {
    const files = readdirSync(join(src, "lint/rules")).filter((name) => !name.endsWith(".gen.ts"));
    expect(rules.map(({ id }) => id)).toEqual(files.map((name) => basename(name, ".ts")).sort());
  });

  it("says of no two rules the same", () => {
    expect(new Set(rules.map(({ summary }) => summary)).size).toBe(rules.length);
  });

  it("has every rule that is raised somewhere", () => {
    const raised = new Set<string>();
    for (const file of readdirSync(src, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      const text = readFileSync(join(src, file), "utf8");
      for (const [, id] of text.matchAll(/\b(?:raise\(\s*|rule: )"([^"]+)"/g)) raised.add(id!);
    }
    expect(raised.size).toBeGreaterThan(20);
    const known = new Set(rules.map(({ id }) => id));
    expect([...raised].filter((id) => !known.has(id))).toEqual([]);
  });

  it("has no rule without a check that nothing raises", () => {
    const text = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("lint/rules"))
      .map((file) => readFileSync(join(src, file), "utf8"))
      .join("\n");
    expect(rules.filter(({ id, check }) => !check && !text.includes(`"${id}"`)).map(({ id }) => id)).toEqual([]);
  });
});
