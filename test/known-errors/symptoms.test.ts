// every known message: its examples are known again, and nothing that was pasted is shown
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { REASONS } from "../../src/known-errors/_define.ts";
import { symptomOf, symptomsIn } from "../../src/known-errors/_recognise.ts";
import { symptoms } from "../../src/known-errors/registry.gen.ts";
import { FIELDS } from "../../src/model/model.ts";
import { inChild } from "../_child.ts";
import { poolcfg } from "../cli/_run.ts";
import { CANARY } from "../hostile/_canary.ts";

describe.each(symptoms.map((symptom) => [symptom.id, symptom] as const))("%s", (id, symptom) => {
  it("is known by each of its examples before any other", () => {
    expect(symptom.examples.length).toBeGreaterThan(0);
    for (const example of symptom.examples) expect(symptomsIn(example)[0]?.id, example).toBe(id);
  });

  it("is known by each of its examples within other lines, and behind the name of an error", () => {
    for (const example of symptom.examples) {
      for (const text of [
        `x\n${example}\n    at f (/app/x.js:1:2)\n`,
        `api-1  | FATAL:  ${example}\napi-1  | y`,
        `app.Error: ${example}`,
      ])
        expect(symptomsIn(text)[0]?.id, text).toBe(id);
    }
  });

  it("says in plain sentences what it means and what to do", () => {
    expect(symptom.meaning).toMatch(/^[A-Za-z][^\n]{20,400}\.$/);
    expect(symptom.todo).toMatch(/^[A-Z][^\n]{20,700}\.$/);
    for (const own of Object.values(symptom.advice ?? {}))
      expect(own).toMatch(/^[A-Z][^\n]{10,400}\.$|^[a-z][^\n]{10,400}\.$/);
    for (const name of Object.keys(symptom.advice ?? {}))
      expect(Object.keys({ ...symptom.phrases, ...symptom.lesser })).toContain(name);
    expect(symptom.source).toMatch(/^https:\/\/\S+$/);
    expect(REASONS).toContain(symptom.reason);
    expect(symptom.settings.length).toBeGreaterThan(0);
    for (const path of symptom.settings) expect(FIELDS.has(path), path).toBe(true);
  });
});

const codes = symptoms.flatMap(({ id, codes = [] }) => codes.map((code) => [id, code] as const));

test.each(codes)("%s is known by its code %s", (id, code) => {
  expect(symptomsIn(`something went wrong (${code})`)[0]?.id).toBe(id);
  expect(symptomsIn(code)[0]?.id).toBe(id);
  expect(symptomOf({ code, message: "" })?.codes).toContain(code);
});

test("no code belongs to two of them", () => {
  const codes = symptoms.flatMap(({ codes = [] }) => codes);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});

test("every pattern costs no more than its text is long", () => {
  const example = fc.constantFrom(...symptoms.flatMap(({ examples }) => examples));
  const part = fc
    .tuple(example, fc.nat(100), fc.nat(60))
    .map(([text, from, length]) => text.slice(from % text.length).slice(0, length + 1));
  const piece = fc.oneof(fc.constantFrom("a", '"', "(", "no ", "e:", "-", "{", "[", "\\", "\n", "\u001b["), part);
  const repeated = fc
    .tuple(piece, fc.integer({ min: 1, max: 200_000 }))
    .map(([text, length]) => text.repeat(Math.ceil(length / text.length)));
  const texts = fc.sample(repeated, { numRuns: 100, seed: fc.readConfigureGlobal().seed! });
  const code = 'import { symptomsIn } from "./src/known-errors/_recognise.ts"; run((text) => symptomsIn(text).length)';
  expect(inChild(code, texts)).toHaveLength(100);
});

describe("explain-error", () => {
  it("tells what a message means", async () => {
    const { code, out } = await poolcfg(["explain-error", "FATAL: sorry, too many clients already"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^too-many-clients \(PostgreSQL, 53300 P2037\)\n {2}The server has no free/);
    expect(out).toMatch(/What to do: .*pg_stat_activity/);
    expect(out).toContain("Settings: pool.max");
  });

  it("reads stdin, also a piece of a log", async () => {
    const stdin = "12:01 GET /\n12:02 Error: Knex: Timeout acquiring a\n connection. The pool is probably full.\n";
    const { code, out } = await poolcfg(["explain-error", "--format", "json"], { stdin });
    expect(code).toBe(0);
    const { formatVersion, symptoms: found } = JSON.parse(out);
    expect(formatVersion).toBe(1);
    expect(found).toMatchObject([{ id: "knex-acquire-timeout", reason: "pool-timeout" }]);
  });

  it("says that it does not know a message", async () => {
    const text = await poolcfg(["explain-error", "all is well"]);
    expect(text).toMatchObject({ code: 1, out: "" });
    expect(text.err).toContain("No known message was found");
    const json = await poolcfg(["explain-error", "--format=json", "all", "is", "well"]);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { formatVersion: 1, symptoms: [] }]);
  });

  it("never shows what was pasted", async () => {
    const message = `postgresql://app:${CANARY}@db/shop: connect ECONNREFUSED 10.0.0.1:5432 password=${CANARY}`;
    for (const format of ["text", "json"]) {
      const { out, err } = await poolcfg(["explain-error", "--format", format, message]);
      expect(out).toContain("connection-refused");
      expect(out + err).not.toContain(CANARY);
    }
  });
});
