// the public surface: a change to it shows in review, and all of it says what it is
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { METRICS } from "../../src/runtime/metrics/table.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));
const golden = new URL("../golden/api.txt", import.meta.url);

/** The modules that `exports` in package.json opens, by the name that they are imported by. */
const MODULES: Readonly<Record<string, string>> = {
  poolcfg: "index.ts",
  "poolcfg/core": "core.ts",
  "poolcfg/runtime": "runtime/index.ts",
  ...Object.fromEntries(
    readdirSync(join(src, "targets"))
      .filter((name) => /(?<!\.gen)\.ts$/.test(name))
      .map((name) => [`poolcfg/targets/${name.slice(0, -".ts".length)}`, `targets/${name}`]),
  ),
};

interface Export {
  readonly name: string;
  readonly kind: string;
  /** The comment before the declaration. */
  readonly doc: string | undefined;
  /** What stands between its braces. */
  readonly body: string;
}

const read = (file: string) => readFileSync(join(src, file), "utf8");

function exportsOf(file: string): Export[] {
  const text = read(file);
  const own = [
    ...text.matchAll(/^export (?:async )?(?:function|class|interface|type|const) (\w+)/gm),
    ...text.matchAll(/^export (default) \w+;$/gm),
  ].map(([, name]) => declared(file, name!));
  const others = [...text.matchAll(/^export (type )?\{([^}]*)\} from "([^"]+)";$/gm)].flatMap(
    ([, types, names, from]) =>
      namesIn(names!, types !== undefined).map(({ name: given, typeOnly }) => {
        const [local, name = local] = given.split(" as ") as [string, string?];
        const found = { ...declared(join(dirname(file), from!), local), name };
        return typeOnly && found.kind === "class" ? { ...found, kind: "type" } : found;
      }),
  );
  const list = [...own, ...others];
  expect(list.length, `${file} is read whole`).toBe(countOfExports(text));
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Finds a declaration, also where a file only hands it on. */
function declared(file: string, name: string): Export {
  const text = read(file);
  const local = name === "default" ? /^export default (\w+);$/m.exec(text)![1]! : name;
  const found = new RegExp(
    `(?:^(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\n)?^(?:export )?(?:async )?(function|class|interface|type|const) ${local}\\b(?! \\})`,
    "m",
  ).exec(text);
  if (found) {
    const body = text.slice(found.index + found[0].length).split(/^\}/m, 1)[0]!;
    return { name, kind: found[2]!, doc: found[1], body };
  }
  const handed = new RegExp(`^(?:import|export) (?:type )?\\{[^}]*\\b${local}\\b[^}]*\\} from "([^"]+)";$`, "m").exec(
    text,
  );
  if (!handed) throw new Error(`${file} does not declare ${name}`);
  return declared(join(dirname(file), handed[1]!), name);
}

function namesIn(list: string, allTypes = false): { name: string; typeOnly: boolean }[] {
  const words = list.split(",").map((word) => word.trim());
  return words
    .filter((word) => word !== "")
    .map((word) => ({ name: word.replace(/^type /, ""), typeOnly: allTypes || word.startsWith("type ") }));
}

// so that an export in a form that is not looked for is no gap in the list
function countOfExports(text: string): number {
  return [...text.matchAll(/^export\b(?: (?:type )?\{([^}]*)\})?/gm)].reduce(
    (sum, [, names]) => sum + (names === undefined ? 1 : namesIn(names).length),
    0,
  );
}

test("the exports are those of the list", () => {
  const lines = Object.entries(MODULES).flatMap(([module, file]) => [
    module,
    ...exportsOf(file).map(({ name, kind }) => `  ${kind} ${name}`),
  ]);
  const now = `${lines.join("\n")}\n`;
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(golden, now);
  expect(now).toBe(readFileSync(golden, "utf8"));
});

test.each(Object.entries(MODULES))("%s exports the values of the list, and no others", async (_, file) => {
  const values = exportsOf(file).filter(({ kind }) => !["type", "interface"].includes(kind));
  const module = await import(/* @vite-ignore */ new URL(`../../src/${file}`, import.meta.url).href);
  expect(Object.keys(module).sort()).toEqual(values.map(({ name }) => name).sort());
});

describe.each(Object.entries(MODULES))("%s", (_, file) => {
  test.each(exportsOf(file))("$kind $name says what it is", ({ kind, doc }) => {
    expect(doc).toMatch(/^\/\*\*\s+(?:\* )?\S[\s\S]{10,}\*\/$/);
    // a sentence that begins so says what comes back
    if (kind === "function") expect(doc).toMatch(/@returns|\* Whether|The same as/);
  });
});

function membersOf(body: string): { member: string; before: string }[] {
  const lines = body.split("\n");
  return lines.flatMap((line, at) => {
    const member = /^ {2}(?:readonly )?(\w+)\??[(<:]/.exec(line)?.[1];
    return member === undefined || member === "constructor" ? [] : [{ member, before: lines[at - 1]! }];
  });
}

describe("poolcfg/runtime", () => {
  const exported = exportsOf(MODULES["poolcfg/runtime"]!);

  test("every member of what it takes and gives says what it is", () => {
    const shapes = exported.filter(({ kind }) => kind === "interface" || kind === "class");
    expect(shapes.length).toBeGreaterThan(15);
    const silent = shapes.flatMap(({ name, body }) =>
      membersOf(body)
        .filter(({ before }) => !before.endsWith("*/"))
        .map(({ member }) => `${name}.${member}`),
    );
    expect(silent).toEqual([]);
  });

  test("its page has every option and every metric", () => {
    const page = readFileSync(new URL("../../docs/runtime.md", import.meta.url), "utf8");
    const tables = page.split("\n").filter((line) => line.startsWith("| "));
    const named = (name: string) => tables.some((line) => line.split(" | ", 1)[0]!.includes(`\`${name}\``));
    const options = exported
      .filter(({ name, kind }) => kind === "interface" && /Options$|^PoolHealth$/.test(name))
      .flatMap(({ body }) => membersOf(body).map(({ member }) => member));
    expect(options.length).toBeGreaterThan(13);
    expect([...options, ...METRICS.map(({ name }) => name)].filter((name) => !named(name))).toEqual([]);
  });
});
