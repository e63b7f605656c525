// the generated JSON Schema and the loader say the same about any config
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectPoolConfig } from "../../src/load/index.ts";
import type { Field } from "../../src/model/field.ts";
import { isField, model } from "../../src/model/model.ts";
import { CONTAINERS, cases } from "../../src/model/spellings.ts";

const schema = JSON.parse(readFileSync(new URL("../../schemas/config.schema.json", import.meta.url), "utf8"));
const accepts = new Ajv2020({ strict: false, allErrors: false }).compile(schema);

/** Faults of shape: what a JSON Schema can see. */
const SHAPE = ["unknown-key", "wrong-type", "out-of-range", "zero-not-off", "duplicate-setting"];

function shapeFaults(config: unknown): string[] {
  const text = { name: "random.json", content: JSON.stringify(config), format: "json" };
  const { findings } = inspectPoolConfig({ text, env: {}, dotenv: false });
  return findings
    .filter(({ rule, severity }) => severity === "error" && SHAPE.includes(rule))
    .map(({ message }) => message);
}

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom<unknown>(
    0,
    0.5,
    70_000,
    99_999_999,
    true,
    false,
    "",
    "off",
    "always",
    "10%",
    "101%",
    "0s",
    "0",
    "00.0ms",
    "0h0m",
    "1h30m",
    "30 s",
    "5x",
    "5432,5433",
    "require",
    "session",
    "pgbouncer",
    "text",
    [],
    {},
    ["a"],
  ),
  fc.integer({ min: 1, max: 9_000 }).map((n) => `${n}s`),
);

function legalValue(field: Field): fc.Arbitrary<unknown> {
  if (field.choices) return fc.constantFrom(...field.choices);
  if (field.kind === "count")
    return fc.integer({ min: Math.max(1, field.min ?? 1), max: Math.min(100, field.max ?? 100) });
  if (field.kind === "flag") return fc.boolean();
  if (field.kind === "duration") return fc.integer({ min: 1, max: 1_000 }).map((n) => `${n}s`);
  return scalar;
}

function tableOf(group: object): fc.Arbitrary<Record<string, unknown>> {
  const entry = fc.constantFrom(...Object.entries(group)).chain(([name, member]) => {
    const names = [name, ...(isField(member) ? (member.facts.aliases ?? []) : [])].flatMap(cases);
    const value = isField(member)
      ? fc.oneof({ weight: 4, arbitrary: legalValue(member) }, { weight: 1, arbitrary: scalar })
      : tableOf(member as object);
    return fc.tuple(fc.constantFrom(...names), value);
  });
  const odd = fc.tuple(fc.constantFrom("maxx", "poool", "MAX", "Max_Idle"), scalar);
  return fc
    .array(fc.oneof({ weight: 12, arbitrary: entry }, { weight: 1, arbitrary: odd }), { maxLength: 4 })
    .map((pairs) => Object.fromEntries(pairs));
}

const groups = fc
  .array(
    fc.constantFrom(...Object.entries(model)).chain(([name, group]) => fc.tuple(fc.constant(name), tableOf(group))),
    { maxLength: 3 },
  )
  .map((pairs) => Object.fromEntries(pairs));

const named = fc.dictionary(
  fc.constantFrom("reports", "jobs"),
  fc.oneof(tableOf(model.pool), fc.record({ role: scalar, weight: scalar }, { requiredKeys: [] }), groups),
  { maxKeys: 2 },
);

const config = fc
  .record(
    {
      groups,
      pools: named,
      profiles: fc.dictionary(fc.constantFrom("staging", "test"), groups, { maxKeys: 1 }),
      rules: fc.dictionary(
        fc.constantFrom("min-exceeds-max", "churn-idle", "no-such-rule"),
        fc.constantFrom<unknown>("off", "info", "loud", 3, { ignore: "known" }, { severity: "error" }, { why: 1 }),
        { maxKeys: 2 },
      ),
      container: fc.tuple(fc.constantFrom(...CONTAINERS), tableOf(model.pool)),
    },
    { requiredKeys: ["groups"] },
  )
  .map(({ groups: own, container, ...rest }) => ({
    ...own,
    ...rest,
    ...(container && { [container[0]]: container[1] }),
  }));

// a container and a group may write one setting twice, which no JSON Schema can see
const twiceAcross = (faults: string[]) =>
  faults.length > 0 && faults.every((message) => message.endsWith("is written twice"));

test("they agree", () => {
  let invalid = 0;
  fc.assert(
    fc.property(config, (candidate) => {
      const faults = shapeFaults(candidate);
      const legal = accepts(candidate);
      if (!legal) invalid++;
      if (legal && twiceAcross(faults) && CONTAINERS.some((name) => name in candidate)) return;
      expect({ legal, faults }).toEqual({ legal: faults.length === 0, faults });
    }),
    { numRuns: 1_000 },
  );
  expect(invalid).toBeGreaterThan(100);
  expect(invalid).toBeLessThan(950);
}, 60_000);
