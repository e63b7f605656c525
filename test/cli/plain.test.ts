// a plain command line is read as commander reads it
import fc from "fast-check";
import { expect, test } from "vitest";
import { COLOR_FLAGS } from "../../src/cli/_flags.ts";
import { parse } from "../../src/cli/_parse.ts";
import { type Given, parsePlain } from "../../src/cli/_plain.ts";
import { commands } from "../../src/cli/commands/_all.gen.ts";

const io = {
  stdout: { write: () => {}, data: () => {} },
  stderr: { write: () => {}, data: () => {} },
  stdin: (async function* () {})(),
  cwd: "/",
  env: {},
};

const loaded = await Promise.all(commands.map(({ load }) => load()));

const lines = fc.constantFrom(...loaded).chain((command) => {
  const flags = [...command.flags, ...COLOR_FLAGS];
  const names = flags.map((flag) => flag.flags.split(" ")[0]!);
  const values = ["", "a", "-", "-1", "--", "x=y", "json", "error", "-h", "--no-such"];
  const word = fc.oneof(
    fc.constantFrom(...names, ...values, ...flags.flatMap(({ choices = [] }) => choices)),
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)).map(([name, value]) => `${name}=${value}`),
  );
  return fc.record({
    command: fc.constant(command),
    flags: fc.constant(flags),
    words: fc.array(word, { maxLength: 6 }),
  });
});

test("the two agree wherever the plain one answers", () => {
  let answered = 0;
  fc.assert(
    fc.property(lines, ({ command, flags, words }) => {
      const plain = parsePlain(command, flags, words);
      if (plain === undefined) return;
      answered += 1;
      expect(normal(plain)).toEqual(normal(parse(command, flags, words, io)));
    }),
    { numRuns: 4_000 },
  );
  expect(answered).toBeGreaterThan(200);
});

test("every example in the help is plain", () => {
  for (const command of loaded) {
    for (const example of command.examples) {
      const [own] = example.split(/ > | \| /).filter((part) => part.startsWith(`poolcfg ${command.name}`));
      const words = own
        ?.match(/'[^']*'|"[^"]*"|\S+/g)
        ?.slice(2)
        .map((word) => word.replace(/^['"]|['"]$/g, ""));
      if (words) expect(parsePlain(command, [...command.flags, ...COLOR_FLAGS], words), example).toBeDefined();
    }
  }
});

// parseArgs makes objects without a prototype
function normal({ args, options }: Given): Given {
  return { args: [...args], options: { ...options } };
}
