// rules that are off until somebody switches them on
import { expect, test } from "vitest";
import { rules } from "../../../src/lint/rules/registry.gen.ts";
import { withExample } from "./_example.ts";

const optional = rules.filter(({ optional }) => optional);

test("there are some, and each of their examples that is found switches it on", () => {
  expect(optional.length).toBeGreaterThan(1);
  for (const { id, examples } of optional) for (const { toml } of examples.invalid) expect(toml, id).toContain(id);
});

test.each(optional)("$id is on with a severity, and off without one", ({ id, examples }) => {
  const [example] = examples.invalid;
  const found = (line: string) =>
    withExample({ ...example, toml: example!.toml!.replace(/^.* = "warning"$/m, line) }, ({ find }) =>
      find().flatMap(({ rule, severity }) => (rule === id ? [severity] : [])),
    );
  expect(found(`${id} = "error"`)).toEqual(["error"]);
  expect(found(`${id} = "info"`)).toEqual(["info"]);
  expect(found(`${id} = "off"`)).toEqual([]);
  expect(found(`${id} = { ignore = "a reason" }`)).toEqual([]);
  expect(found("")).toEqual([]);
});
