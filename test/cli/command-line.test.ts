// how the words of a command line are read
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readArguments } from "../../src/cli/_arguments.ts";
import { COLOR_FLAGS } from "../../src/cli/_flags.ts";
import { commands } from "../../src/cli/commands/registry.gen.ts";
import { folder, parseCommandLine, poolcfg } from "./_run.ts";

const loaded = await Promise.all(commands.map(({ load }) => load()));

test.each(loaded.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
  "%s: the example in the help is valid: %s",
  async (_, example) => {
    const [own] = example.split(/ > | \| | {2,}#|\)/).flatMap((part) => part.match(/\bpoolcfg .*/) ?? []);
    const [, ...words] = own!.match(/'[^']*'|"[^"]*"|\S+/g)!;
    expect(commands.map((command) => command.name)).toContain(words[0]);
    await parseCommandLine(words.map((word) => word.replace(/^['"]|['"]$/g, "")));
  },
);

describe("options", () => {
  const parse = async (line: string) => {
    const { args, options } = await parseCommandLine(line.split(" "));
    return { args: [...args], ...options };
  };

  test.each([
    ["validate a.toml --profile x b.toml", { args: ["a.toml", "b.toml"], profile: "x", env: true }],
    ["validate --profile=x", { args: [], profile: "x", env: true }],
    ["validate --profile=x=y", { args: [], profile: "x=y", env: true }],
    ["validate --profile=", { args: [], profile: "", env: true }],
    ["validate --profile a --profile b", { args: [], profile: "b", env: true }],
    ["validate --set pool.max=5 --set=pool.min=1", { args: [], set: ["pool.max=5", "pool.min=1"], env: true }],
    ["validate --no-env --verbose", { args: [], env: false, verbose: true }],
    ["validate --color", { args: [], color: true, env: true }],
    ["validate --color --no-color", { args: [], color: false, env: true }],
    ["validate --no-color --color", { args: [], color: true, env: true }],
    ["validate - --format json", { args: ["-"], format: "json", env: true }],
    ["validate -- --format -- json", { args: ["--format", "--", "json"], env: true }],
    ["validate help", { args: ["help"], env: true }],
    ["explain-error -- --help", { args: ["--help"] }],
  ])("%s", async (line, expected) => {
    expect(await parse(line)).toEqual(expected);
  });

  test("the earlier name of an option that may be repeated keeps its place among the others", async () => {
    const parsed = await parse("validate --dotenv a --env-file b --dotenv=c --env-file=d");
    expect(parsed).toMatchObject({ dotenv: ["a", "b", "c", "d"] });
  });

  test("a list that one command line fills is empty in the next one", async () => {
    await parse("validate --target knex");
    expect(await parse("validate --target prisma")).toMatchObject({ target: ["prisma"] });
  });

  test.each([
    ["validate --profile", "Option '--profile <name>' argument missing"],
    ["validate --no-env=true", "Unknown option '--no-env=true'"],
    ["validate --verbose=true", "Unknown option '--verbose=true'"],
    ["validate -x", "Unknown option '-x'"],
    ["validate --version", "Unknown option '--version'"],
    ["validate --prof x", "Unknown option '--prof'"],
    ["render --target", "Option '--target <id>' argument missing"],
    ["targets x", "Too many arguments for 'targets'"],
    ["--versio", "Unknown option '--versio' (Did you mean --version?)"],
    ["-x validate", "Unknown option '-x'"],
    ["help validat", 'There is no command "validat". Did you mean validate?'],
  ])("%s is refused", async (line, message) => {
    const { code, out, err } = await poolcfg(line.split(" "));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`error: ${message}`);
  });
});

describe("Node's parser, which reads valid command lines,", () => {
  test.each(loaded.map((command) => [command.name, command] as const))(
    "%s: agrees with commander",
    async (_, command) => {
      const names = [...command.flags, ...COLOR_FLAGS].flatMap(({ flags, deprecated }) =>
        [flags, deprecated?.flags ?? flags].map((spelled) => spelled.split(" ")[0]!),
      );
      const values = [
        ...command.flags.flatMap(({ choices = [] }) => choices),
        "a",
        "b.toml",
        "-",
        "",
        "x=y",
        "-1",
        "--",
        "é",
      ];
      const word = fc.oneof(
        fc.constantFrom(...names),
        fc.constantFrom(...values),
        fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)).map(([name, value]) => `${name}=${value}`),
        fc.constantFrom("--help", "-h", "--version", "-x", "--no-verbose", "--env", "--constructor"),
      );
      let read = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (argv) => {
          const found = readArguments(command, argv);
          if (found === undefined) return;
          read += 1;
          const expected = await parseCommandLine([command.name, ...argv]);
          expect({ args: [...found.args], options: found.options }).toEqual({
            args: [...expected.args],
            options: expected.options,
          });
        }),
        { numRuns: 300 },
      );
      expect(read).toBeGreaterThan(0);
    },
  );

  test.each([
    "validate --help",
    "validate --env-file a",
    "validate --format xml",
    "validate --color --no-color",
    "render",
  ])("leaves %s to commander", (line) => {
    const [name, ...argv] = line.split(" ");
    expect(readArguments(loaded.find((command) => command.name === name)!, argv)).toBeUndefined();
  });
});

describe("an error is printed as the options ask for, wherever they are", () => {
  test.each([
    [["validate", "--fail-on", "x", "--format", "json"], true],
    [["validate", "--format=json", "--nope", "x"], true],
    [["--format", "json", "validate"], true],
    [["validate", "--format", "text", "--nope", "--format", "json"], true],
    [["validate", "--format", "json", "--nope", "--format", "text"], false],
    [["validate", "--nope", "--", "--format", "json"], false],
    [["validate", "--nope", "--format"], false],
  ])("%j: JSON is %j", async (argv, isJson) => {
    const { code, out } = await poolcfg(argv, { cwd: folder({}) });
    expect(code).toBe(2);
    if (isJson) expect(JSON.parse(out)).toMatchObject({ failure: { code: "usage" } });
    else expect(out).toBe("");
  });
});
