// whatever a program passes to poolcfg/core, what is thrown is an error of its own that names the argument
import { describe, expect, test } from "vitest";
import * as core from "../../src/core.ts";

const trap = () => {
  throw new Error("a trap");
};
const inItself: Record<string, unknown> = { name: "a" };
inItself.text = inItself;
const revoked = Proxy.revocable({}, {});
revoked.revoke();

const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  5,
  10n,
  "text",
  "\ud800",
  "a\0b",
  true,
  Symbol("x"),
  () => 1,
  [],
  [[]],
  new Array(3),
  new Map([["name", 1]]),
  new Uint8Array([255, 254]),
  Object.create(null),
  inItself,
  { toString: null },
  new Proxy({}, { get: trap }),
  new Proxy([], { get: trap }),
  revoked.proxy,
];

const config = await core.loadConfig({});
const CALLS: Readonly<Record<string, (one: never) => Promise<unknown>>> = {
  "loadConfig of anything": (one) => core.loadConfig(one),
  "lintConfig of anything": (one) => core.lintConfig(one),
  "files that are anything": (one) => core.lintConfig({ files: one }),
  "a file that is anything": (one) => core.lintConfig({ files: [one] }),
  "a name that is anything": (one) => core.lintConfig({ files: [{ name: one, text: "" }] }),
  "a text that is anything": (one) => core.lintConfig({ files: [{ name: "poolcfg.toml", text: one }] }),
  "other options that are anything": (one) =>
    core.lintConfig({ config: one, env: one, dotenv: one, targets: one, overrides: one, dsn: one, profile: one }),
  "render of anything": (one) => core.render(one, "knex"),
  "render for anything": (one) => core.render(config, one),
  "render with any options": (one) => core.render(config, "knex", one),
  "importSettings of anything": (one) => core.importSettings(one),
  "importSettings with any options": (one) => core.importSettings({ max: 5 }, one),
  "explainError of anything": (one) => core.explainError(one),
};

describe("an argument of any type", () => {
  test.each(Object.entries(CALLS))("%s", async (_, call) => {
    let refused = 0;
    for (const one of HOSTILE) {
      const error = await call(one as never).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error === undefined) continue;
      if (!core.isPoolcfgError(error)) throw error;
      expect(error.code).not.toBe("internal");
      refused += 1;
    }
    expect(refused).toBeGreaterThan(3);
  });
});

test("a wrong option is named, with what it must be", async () => {
  const files = [{ name: "a.toml", text: "" }];
  await expect(core.lintConfig({ files: 5 as never })).rejects.toThrow(
    "files of lintConfig is a number; it must be a list",
  );
  await expect(core.loadConfig({ files: [{ name: "a" }] as never })).rejects.toThrow(
    "files[0] of loadConfig needs name and text",
  );
  await expect(core.lintConfig({ files: [...files, { name: "./a.toml", text: "" }] })).rejects.toThrow(
    "two texts with the name",
  );
  await expect(core.lintConfig({ files: [...files, { name: "b.toml", text: "" }] })).rejects.toThrow(
    "needs the option config",
  );
  await expect(core.lintConfig({ files, config: "c.toml" })).rejects.toThrow(
    "c.toml cannot be read: there is no such file",
  );
  await expect(core.explainError(undefined as never)).rejects.toThrow("The message is undefined; it must be text");
});

test("a message over the limit is refused, and one at the limit is searched", async () => {
  const message = `${"x".repeat(1024 * 1024 - 11)}\nSQLSTATE 53300`.slice(-1024 * 1024);
  expect((await core.explainError(message)).map(({ id }) => id)).toEqual(["too-many-clients"]);
  await expect(core.explainError(`x${message}`)).rejects.toThrow("longer than 1 MiB");
});

test("a text over the limit is refused, and one at the limit of its kind is read", async () => {
  const text = "#".repeat(5 * 1024 * 1024 + 1);
  await expect(core.lintConfig({ files: [{ name: "poolcfg.toml", text }] })).rejects.toThrow("larger than 5 MiB");
  const { findings } = await core.lintConfig({ files: [{ name: "poolcfg.toml", text: text.slice(0, 1_000_000) }] });
  expect(findings.map(({ rule }) => rule)).toContain("empty-config");
});
