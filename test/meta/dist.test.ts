// what is published: text that people can read, in which errors can be found, and that loads no more than it needs
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");
const folder = mkdtempSync(join(tmpdir(), "poolcfg-dist-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
/** A line that is one text, as the tables of a grammar are. */
const TABLE = /^\s*(?:\w+: )?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/;
const text = (name: string) => readFileSync(join(dist, name), "utf8");

// the tables of a grammar are texts
test("no line of dist is longer than 500 characters, without the tables of grammars", () => {
  expect(files.length).toBeGreaterThan(100);
  const long = files.flatMap((name) =>
    text(name)
      .split("\n")
      .flatMap((line, at) => (line.replace(TABLE, "").length > 500 ? [`${name}:${at + 1} has ${line.length}`] : [])),
  );
  expect(long).toEqual([]);
});

test("the build is short, and edits no code by pattern", () => {
  const build = readFileSync(join(root, "scripts/build.js"), "utf8");
  expect(build.split("\n").length).toBeLessThanOrEqual(120);
  for (const script of ["_commonjs.js", "_declarations.js", "build.js"])
    expect(readFileSync(join(root, "scripts", script), "utf8")).not.toMatch(/\b(?:code|text)\.replace|RegExp\(/);
});

test("each public module has an implementation and declarations for import and for require, and dist has no others", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const targets = readdirSync(join(root, "src/targets")).filter((name) => !name.endsWith(".gen.ts"));
  const names = ["index", "core", "runtime", ...targets.map((name) => `targets/${name.slice(0, -".ts".length)}`)];
  const found = files.filter((name) => /\.d\.c?ts$/.test(name));
  expect(found.sort()).toEqual(names.flatMap((name) => [`${name}.d.ts`, `${name}.d.cts`]).sort());
  expect(files).toEqual(expect.arrayContaining(names.flatMap((name) => [`${name}.js`, `${name}.cjs`])));
  for (const path of [".", "./runtime", "./targets/*"])
    expect(Object.keys(exports[path]), path).toEqual(["import", "require"]);
  expect(Object.keys(exports["./core"])).toEqual(["node", "default"]);
  expect(Object.keys(exports["./core"].node)).toEqual(["import", "require"]);
  expect(files).toContain("web/core.js");
});

test("what browsers load imports only files beside it", () => {
  const web = files.filter((name) => name.startsWith("web/") && name.endsWith(".js"));
  expect(web.length).toBeGreaterThan(5);
  const imports = web.flatMap((name) =>
    [...text(name).matchAll(/^(?:import|export|\}) .*?from "(.*)";$|\bimport\("(.*?)"\)/gm)].map(([, stated, loaded]) =>
      join("web", name.includes("/chunks/") ? "chunks" : "", (stated ?? loaded)!),
    ),
  );
  expect(imports.length).toBeGreaterThan(web.length);
  expect(imports.filter((name) => !files.includes(name))).toEqual([]);
});

test("the declarations need no other package but those of an optional library", () => {
  for (const name of files.filter((file) => /\.d\.c?ts$/.test(file))) {
    const lines = text(name).split("\n");
    for (const [at, line] of lines.entries())
      if (/^(?:import|export|\}) .*from "(?!\.)/.test(line) && !line.includes('"node:'))
        expect(lines[at - 1], `${name}:${at + 1}`).toBe("/** @ts-ignore */");
  }
});

test("the declarations of poolcfg export what it exports, and nothing for other declarations", () => {
  const list = readFileSync(new URL("../golden/api.txt", import.meta.url), "utf8");
  const wanted = list
    .split(/^(?=\S)/m)
    .find((part) => part.startsWith("poolcfg\n"))!
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(" ")[1]!);
  const exported = /export \{([^}]*)\};\s*$/.exec(text("index.d.ts"))![1]!;
  const names = exported.split(",").map((name) =>
    name
      .trim()
      .replace(/^type /, "")
      .replace(/^.* as /, ""),
  );
  expect(names.filter((name) => name !== "").sort()).toEqual(wanted.sort());
});

describe("a failing boot", () => {
  const POOL_MAX = "abc";
  const kinds = {
    import: ["--input-type=module", "-e", `(await import("poolcfg")).loadPoolConfigSync()`],
    require: ["-e", `require("poolcfg").loadPoolConfigSync()`],
  };

  test.each(Object.entries(kinds))("prints its message, and no long line, when loaded by %s", (_, args) => {
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "poolcfg.toml"), "[pool]\nmaxx = 5\n");
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    if (!existsSync(join(folder, "node_modules/poolcfg")))
      symlinkSync(root, join(folder, "node_modules/poolcfg"), "junction");
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, POOL_MAX },
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/PoolConfigError: The pool config has 2 errors:\n.*POOL_MAX: .*abc/);
    expect(stderr).toMatch(/poolcfg\.toml:2:1: .*maxx/);
    expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThan(500);
  });
});

/** The files of dist that a program loads, without the bundler's own helpers. */
function loadedBy(program: string): string[] {
  const hook = `process.on("exit", () => console.log(JSON.stringify(Object.keys(require("node:module")._cache))));`;
  const stdout = execFileSync(
    process.execPath,
    ["-e", `${hook} const poolcfg = require(${JSON.stringify(join(dist, "index.cjs"))}); ${program}`],
    {
      encoding: "utf8",
      cwd: folder,
      env: { PATH: process.env.PATH },
    },
  );
  return (JSON.parse(stdout.trim().split("\n").at(-1)!) as string[])
    .map((file) => relative(dist, file).replaceAll("\\", "/"))
    .filter((file) => !/rolldown-runtime|vendor\/_/.test(file))
    .sort();
}

describe("only what is used is loaded", () => {
  const START = ["chunks/core.cjs", "index.cjs"];

  test("by require", () => {
    expect(loadedBy("")).toEqual(START);
  });

  test.each([
    ["toml", "[pool]\nmax = 5\n", ["smol-toml"], ["smol-toml", "toml-eslint-parser"]],
    ["yaml", "pool:\n  max: 5\n", ["yaml"], ["yaml"]],
    ["json", '{"pool": {"max": 5}}', [], ["jsonc-parser"]],
  ])("by a config in %s, and by the question where a value is", (format, content, toLoad, toLocate) => {
    const options = `{ text: ${JSON.stringify({ name: "x", content, format })}, env: {}, dotenv: false }`;
    const vendors = (names: readonly string[]) => names.map((name) => `vendor/${name}.cjs`);
    const loaded = loadedBy(`poolcfg.loadPoolConfigSync(${options});`);
    expect(loaded).toEqual([...START, ...vendors(toLoad)]);
    const located = loadedBy(`poolcfg.inspectPoolConfig(${options}).origins["pool.max"].line;`);
    expect(located.filter((file) => file.startsWith("vendor/"))).toEqual(vendors(toLocate));
  });

  test("what reads connection strings by one of them", () => {
    const env = '{ DATABASE_URL: "postgresql://u:p@h/db" }';
    const loaded = loadedBy(`poolcfg.loadPoolConfigSync({ config: {}, env: ${env}, dotenv: false });`);
    expect(loaded).toEqual(["chunks/core.cjs", "chunks/dsn.cjs", "index.cjs"]);
  });

  test("commander by the help only", () => {
    writeFileSync(join(folder, "pool.toml"), "[pool]\nmax = 5\n");
    const run = (...argv: string[]) =>
      loadedBy(`void require(${JSON.stringify(join(dist, "cli/main.cjs"))}).main(${JSON.stringify(argv)});`);
    expect(run("validate", "pool.toml", "--verbose")).not.toContain("vendor/commander.cjs");
    expect(run("validate", "--help")).toContain("vendor/commander.cjs");
  });

  test("no other package by a .env file", () => {
    writeFileSync(join(folder, "app.env"), "POOL_MAX=5\n");
    const loaded = loadedBy('poolcfg.loadPoolConfigSync({ config: {}, dotenv: "app.env", env: {} });');
    expect(loaded.filter((file) => file.startsWith("vendor/"))).toEqual([]);
  });
});
