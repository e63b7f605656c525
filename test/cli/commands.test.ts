import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { REPORT_FLAGS } from "../../src/cli/_flags.ts";
import { commands } from "../../src/cli/commands/registry.gen.ts";
import { formats } from "../../src/cli/reporters/registry.gen.ts";
import { loadPoolConfigSync } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { expectGolden } from "./_golden.ts";
import { folder, poolcfg } from "./_run.ts";

const entries = (folder: string) =>
  readdirSync(new URL(`../../src/cli/${folder}/`, import.meta.url))
    .filter((name) => !name.startsWith("_") && !name.endsWith(".gen.ts"))
    .map((name) => name.replace(/\.ts$/, ""))
    .sort();

describe("registries", () => {
  test("commands", () => expect(commands.map(({ name }) => name)).toEqual(entries("commands")));
  test("formats", () => expect(formats.map(({ id }) => id)).toEqual(entries("reporters")));
  test("--format offers every format", () => {
    const flag = REPORT_FLAGS.find(({ flags }) => flags.startsWith("--format"))!;
    expect([...flag.choices!].sort()).toEqual(formats.map(({ id }) => id));
  });
});

describe.each(commands)("$name", ({ name, summary, load }) => {
  test("is named and summed up as the registry says", async () => {
    const command = await load();
    expect({ name: command.name, summary: command.summary }).toEqual({ name, summary });
    expect(summary).toMatch(/^[A-Z].{9,89}[^.]$/);
  });

  test("has help with an example", async () => {
    const { code, out, err } = await poolcfg([name, "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(summary);
    expect(out.split("Examples:")[1]).toContain(`poolcfg ${name}`);
    expect(await poolcfg(["help", name])).toEqual({ code, out, err });
    expectGolden(`help/${name}.txt`, out);
  });

  test("its examples name flags that there are", async () => {
    const { flags, examples } = await load();
    const known = flags.map((flag) => flag.flags.split(" ")[0]);
    const used = examples.flatMap((example) => example.match(/(?<= )--[a-z-]+/g) ?? []);
    expect(used.filter((flag) => !known.includes(flag))).toEqual([]);
  });

  test("refuses a flag that is not there", async () => {
    const required = (await load()).flags
      .filter((flag) => flag.required)
      .map((flag) => `${flag.flags.split(" ")[0]}=x`);
    const { code, out, err } = await poolcfg([name, ...required, "--no-such-flag"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^error: Unknown option '--no-such-flag'/);
  });
});

describe("without a command", () => {
  test.each([[["--help"]], [["-h"]], [["help"]]])("%j prints the overview", async (argv) => {
    const { code, out, err } = await poolcfg(argv);
    expect([code, err]).toEqual([0, ""]);
    for (const { name } of commands) expect(out).toContain(`  ${name} `);
    expect(out.split("Examples:")[1]!.match(/^ {2}poolcfg /gm)).toHaveLength(3);
  });

  test("--version", async () => {
    expect(await poolcfg(["--version"])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+.*\n$/) });
  });
});

describe("render takes every form that a target has", () => {
  const forms = [...new Set(targets.flatMap((target) => target.forms))];
  test.each(forms)("%s", async (form) => {
    const { id } = targets.find((target) => target.forms.includes(form))!;
    const { code, out } = await poolcfg(["render", "--target", id, "--format", form, "--no-env"]);
    const config = loadPoolConfigSync({ cwd: folder({}), env: false, dotenv: false });
    expect([code, out]).toEqual([0, render(config, id, { format: form }).text]);
  });
});

describe("usage errors", () => {
  test.each([
    [["validat"], 'There is no command "validat". Did you mean validate?'],
    [["xyzzy"], "Commands: completion, diff"],
    [["pool.toml"], "run poolcfg validate"],
    [["--config", "x", "validate"], "Write the options of a command after it"],
    [["validate", "--fromat", "json"], "Did you mean --format?"],
    [["validate", "--format", "yaml"], "Allowed choices are text, concise"],
    [["validate", "--fail-on", "never"], "Allowed choices are error"],
    [["validate", "--set", "pool.max"], "--set takes a setting and its value"],
    [["validate", "--no-env", "--dotenv", "x"], "exclude each other"],
    [["render"], "--target <id>"],
    [["explain"], "Missing required argument 'id'"],
    [["explain", "min-exceed-max"], "Did you mean min-exceeds-max?"],
    [["explain", "a", "b"], "Too many arguments"],
    [["schema", "nothing"], "There is no schema"],
    [["completion", "toString"], "Shells: bash, zsh, fish"],
    [["init", "--preset", "prodution"], "There is no preset"],
    [["init", "pool.yaml"], "does not end in .toml"],
    [["diff", "knx", "prisma"], "did you mean knex?"],
    [["validate", "missing.toml"], "missing.toml"],
    [["validate", "postgres//app:s3cret@h/db"], "begins with postgresql://"],
    [["validate", "postgresql:/app:s3cret@h/db"], "begins with postgresql://"],
  ])("%j", async (argv, message) => {
    const { code, out, err } = await poolcfg(argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).toMatch(/^error: \S.*[.?]\n$/s);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test.each(["json", "sarif"])("%s stays JSON", async (format) => {
    for (const argv of [
      ["validate", "--nope"],
      ["validate", "missing.toml"],
      ["nothing"],
      ["validate", "--fail-on", "x"],
    ]) {
      const { code, out, err } = await poolcfg([...argv, "--format", format]);
      expect(code).toBe(2);
      expect(JSON.stringify(JSON.parse(out))).toMatch(/"(usage|input)"/);
      expect(err).toMatch(/^error: /);
    }
  });

  test.each(["show", "explain nothing", "targets x", "rules x", "diff a b", "import missing"])(
    "%s keeps to JSON too",
    async (words) => {
      const { code, out } = await poolcfg([
        ...words.split(" "),
        "--format=json",
        ...(words === "show" ? ["--config", "missing.toml"] : []),
      ]);
      expect(code).toBe(2);
      expect(JSON.parse(out)).toMatchObject({
        formatVersion: 1,
        findings: [],
        failure: { message: expect.any(String) },
      });
    },
  );

  test.each(["pool.max = 3\n", '{"pool":{"max":3}}', "# x\n\npool:\n  max: 3\n", "---\npool: {max: 3}\n"])(
    "stdin without a name is read as what it looks like: %j",
    async (stdin) => {
      const { out, code } = await poolcfg(["render", "--target", "knex", "--config", "-", "--only-set"], { stdin });
      expect([code, JSON.parse(out).pool]).toEqual([0, { max: 3 }]);
    },
  );

  test("a fault of poolcfg's own is said to be one, without a stack trace", async () => {
    const broken = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new TypeError("boom")) }) };
    const plain = await poolcfg(["validate", "-"], { stdin: broken });
    expect([plain.code, plain.out]).toEqual([3, ""]);
    expect(plain.err).toContain("a fault of poolcfg itself: TypeError: boom");
    expect(plain.err).not.toMatch(/\n\s+at /);
    expect((await poolcfg(["validate", "-"], { stdin: broken, env: { POOLCFG_DEBUG: "1" } })).err).toMatch(/\n\s+at /);
    const json = await poolcfg(["validate", "-", "--format", "json"], { stdin: broken });
    expect(JSON.parse(json.out)).toMatchObject({ failure: { code: "internal" } });
  });

  test("no secret of a wrong flag is repeated", async () => {
    const { err, out } = await poolcfg(["validate", "--dsn=postgres://app:s3cret-c4nary@db/shop", "--format", "json"]);
    expect(err + out).not.toContain("s3cret-c4nary");
  });
});
