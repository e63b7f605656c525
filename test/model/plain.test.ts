// what is plainly legal is what the schema takes, and the same value comes of it
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIELDS } from "../../src/model/model.ts";
import { Secret } from "../../src/text/secret.ts";

const word = fc.constantFrom(
  "off",
  "always",
  "10%",
  "0%",
  "30s",
  "0s",
  "1h30m",
  "1.0005s",
  "5432,5433",
  "true",
  "",
  "x",
);

/** Kinds of which no value is plain, so that the schema looks at all of them. */
const NEVER = ["methods", "list", "jitter", "test", "percent"];

test.each([...FIELDS].filter(([, { kind }]) => NEVER.includes(kind)))("%s: no value is plain", (_, field) => {
  for (const value of ["", "x", "10%", "always", "30s", "prefer", 0, 5, 1.5, true, []])
    expect(field.plain(value), String(value)).toBeUndefined();
});

describe.each([...FIELDS].filter(([, { kind }]) => !NEVER.includes(kind)))("%s", (_, field) => {
  const raw = fc.oneof(
    word,
    fc.constantFrom(...(field.choices ?? ["prefer"])),
    fc.integer({ min: -2, max: 70_000 }),
    fc.integer({ min: 0, max: 12 }),
    fc.double(),
    fc.boolean(),
    fc.string(),
    fc.constant(null),
  );

  test("a plain value is that of the schema", () => {
    fc.assert(
      fc.property(raw, (value) => {
        const plain = field.plain(value);
        if (plain === undefined) return;
        const result = field.schema["~standard"].validate(value) as { value: unknown };
        expect(result).not.toHaveProperty("issues");
        expect(shown(plain)).toEqual(shown(result.value));
      }),
    );
  });
});

test("most values of a config are plain", () => {
  const usual = { count: 5, duration: "30s", text: "a", secret: "s", flag: true } as const;
  for (const [path, { kind, plain }] of FIELDS)
    if (kind in usual) expect(plain(usual[kind as keyof typeof usual]), path).toBeDefined();
});

function shown(value: unknown): unknown {
  return value instanceof Secret ? value.reveal() : value;
}
