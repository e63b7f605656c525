// the files that targets are known by
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { alternatives, claimsOf, isProgram } from "../../src/import/files.ts";
import { wellKnown } from "../../src/import/folder.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";

test.each<[string, string[]]>([
  ["a.json", ["a.json"]],
  ["a.{js,ts}", ["a.js", "a.ts"]],
  ["{a,b/c}.{js,ts}", ["a.js", "a.ts", "b/c.js", "b/c.ts"]],
  ["a{,.local}.js", ["a.js", "a.local.js"]],
])("%s stands for %j", (pattern, paths) => {
  expect(alternatives(pattern)).toEqual(paths);
});

test.each<[string, string[]]>([
  ["knexfile.json", ["knex"]],
  ["/srv/app/knexfile.ts", ["knex"]],
  ["C:\\app\\knexfile.js", ["knex"]],
  ["app/prisma/schema.prisma", ["prisma"]],
  ["prisma.config.ts", ["prisma@7"]],
  ["myknexfile.json", []],
  ["knexfile.json.bak", []],
])("%s is of %j", (path, ids) => {
  expect(claimsOf(path).map(({ target }) => target.id)).toEqual(expect.arrayContaining(ids));
  if (ids.length === 0) expect(claimsOf(path)).toEqual([]);
});

describe("every target", () => {
  const files = targets.flatMap(({ id, files = [] }) => files.map((file) => [id, file] as const));

  test.each(files)("%s: %j is a path in the project", (_, file) => {
    const { path, keys = {} } = typeof file === "string" ? { path: file } : file;
    for (const one of alternatives(path)) expect(one).toMatch(/^[\w.@-]+(?:\/[\w.@-]+)*$/);
    for (const key of [...Object.keys(keys), ...Object.values(keys)]) expect(key).toMatch(/^(?:\w+(?:\.\w+)*)?$/);
  });

  const moved = files.flatMap(([id, file]) =>
    typeof file === "object" && file.keys ? [[id, file.keys] as const] : [],
  );

  test.each(moved)("%s: the keys that %j stand for are settings that it has", (id, keys) => {
    const { connection, fields, ignoredKeys } = targets.find((target) => target.id === id)!;
    const own = [
      ...Object.values(connection),
      ...Object.values(fields).flatMap(({ keys }) => [...keys]),
      ...ignoredKeys,
    ];
    // a table of settings, or one of them
    const names = own.filter((key) => typeof key === "string");
    for (const native of Object.values(keys))
      expect(names.some((key) => key === native || key.startsWith(`${native}.`)) || native === "", native).toBe(true);
  });
});

test("the rules of every check are there", async () => {
  const { ruleOf } = await import("../../src/diagnostics/catalogue.ts");
  for (const { checks = [] } of targets) for (const { rule } of checks) expect(ruleOf(rule), rule).toBeDefined();
});

test("a folder has what lies in it, and no folder of such a name", () => {
  const cwd = folder({ "knexfile.json": "{}", ".env": "A=1", "prisma/schema.prisma": "", "schema.prisma/x": "" });
  expect(wellKnown(cwd).map(({ path }) => path)).toEqual(["knexfile.json", "prisma/schema.prisma", ".env"]);
});

test("a folder has a file that cannot be read, and import says why", async () => {
  const cwd = folder({});
  symlinkSync("knexfile.json", join(cwd, "knexfile.json"));
  expect(wellKnown(cwd).map(({ path }) => path)).toEqual(["knexfile.json"]);
  const { code, err } = await poolcfg(["import", "."], { cwd });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("circle") });
});

test.each([
  ["knexfile.js", true],
  ["a.mts", true],
  ["a.json", false],
  ["schema.prisma", false],
])("%s is a program: %s", (path, expected) => {
  expect(isProgram(path)).toBe(expected);
});
