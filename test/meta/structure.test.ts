// the habits that keep the code simple to extend
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { languageOf } from "../../src/languages/_find.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { urlParameters } from "../../src/load/url-parameters.gen.ts";
import { FIELDS } from "../../src/model/model.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { importsOf } from "./_imports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = readdirSync(`${root}/src`, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"));
const text = (name: string) => readFileSync(`${root}/src/${name}`, "utf8");
const lines = (name: string) => text(name).split("\n").length - 1;

/** The files of the repository, and those that may be added to it. Tests make and remove others while this one runs. */
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");

/** Folders whose entries are interchangeable; what is shared there begins with an underscore. */
const REGISTRIES = [
  "lint/rules",
  "targets",
  "languages",
  "render/syntaxes",
  "formats",
  "known-errors",
  "cli/reporters",
  "cli/commands",
];
const MACHINERY = ["formats/read.ts"];

test("generated files are current", () => {
  const check = () => execFileSync(process.execPath, [`${root}/scripts/gen.ts`, "--check"], { stdio: "pipe" });
  expect(check).not.toThrow();
});

test("every code form has a frame, and no frame is there twice or for nothing", () => {
  const folder = `${root}/templates/code`;
  const files = readdirSync(folder).sort();
  const wanted = targets.flatMap(({ id, forms, frame = id, language }) =>
    forms.includes("code") ? `${frame}.${languageOf(language!).extension}` : [],
  );
  expect(files).toEqual([...new Set(wanted)].sort());
  const texts = files.map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  expect(new Set(texts).size).toBe(files.length);
});

test.each(REGISTRIES)("%s: an entry imports no other entry", (folder) => {
  const entries = sources.filter(
    (name) =>
      name.startsWith(`${folder}/`) && !name.slice(folder.length + 1).startsWith("_") && !MACHINERY.includes(name),
  );
  expect(entries.length).toBeGreaterThan(2);
  for (const entry of entries) expect(text(entry), entry).not.toMatch(/from "\.\/(?!_)/);
});

/** What lies below the targets. Rules lie beside them, since some ask a target, and so does what runs the rules. */
const LOW = ["dsn", "model", "formats"];

test.each(LOW)(
  "%s: imports no target, language or syntax, by itself or through what it imports, types excepted",
  (folder) => {
    const low = sources.filter((name) => name.startsWith(`${folder}/`));
    expect(low.length).toBeGreaterThan(2);
    const reached = new Map(low.map((name) => [name, name]));
    for (const [name, way] of reached)
      for (const next of importsOf(name)) if (!reached.has(next)) reached.set(next, `${way} > ${next}`);
    const high = [...reached].filter(([name]) => /^(?:targets|languages|render)\//.test(name));
    expect(high.map(([, way]) => way)).toEqual([]);
  },
);

test("shared code asks no entry for its name", () => {
  const ids = [...targets, ...urlParameters, ...rules].map(({ id }) => id);
  const naming = new RegExp(`(?:===|!==|case) "(?:${ids.map((id) => id.replace(/[.@]/g, "\\$&")).join("|")})"`);
  for (const name of sources) expect(text(name).match(naming)?.[0], name).toBeUndefined();
});

/** Lines that a file should stay under; twice as many fail. Tables of data are as long as their data. */
const BUDGETS: readonly [RegExp, number][] = [
  [/^targets\//, 65],
  [/^lint\/rules\//, 60],
  [/^cli\/commands\/[^_]/, 80],
  [/^render\/syntaxes\//, 150],
  [/./, 250],
];

test.each(sources)("%s is short enough to live in", (name) => {
  const [, budget] = BUDGETS.find(([pattern]) => pattern.test(name))!;
  expect(lines(name)).toBeLessThanOrEqual(budget * 2);
});

const explained = sources.filter((name) => !/^lint\/rules\//.test(name));

test.each(explained)("%s says in its first line what it is for", (name) => {
  expect(text(name).split("\n")[0]).toMatch(/^\/\/ \S/);
});

test("no file names a machine, a registry or how the work is done", () => {
  const forbidden = new RegExp(["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "registry\\.npm", "TO" + "DO"].join("|"));
  for (const name of tracked) {
    if (/package-lock\.json$|corpora\/.*\.jsonl$|structure\.test\.ts$/.test(name)) continue;
    expect(readFileSync(`${root}/${name}`, "utf8").match(forbidden)?.[0], name).toBeUndefined();
  }
});

test("no test asserts on elapsed time, which depends on the machine", () => {
  // a test for what may hang calls it in a child process (test/_child.ts); what is fast belongs to test/bench, and the
  // conformance suite measures the time limits of libraries
  const clock = /performance\.now|Date\.now|hrtime|process\.uptime|console\.time|\.ms\b/;
  const files = tracked.filter(
    (name) => name.endsWith(".test.ts") && !/^test\/(?:bench|conformance)\/|meta\/structure/.test(name),
  );
  expect(files.length).toBeGreaterThan(50);
  for (const name of files) expect(readFileSync(`${root}/${name}`, "utf8").match(clock)?.[0], name).toBeUndefined();
});

test("every rule reads fields that are there", () => {
  for (const { reads, id } of rules) for (const path of reads) expect([...FIELDS.keys()], id).toContain(path);
});

test("no finding is graver than its rule, since loading at boot runs only the rules that give errors", () => {
  for (const { id, severity, check } of rules) {
    if (!check || severity === "error") continue;
    expect(text(`lint/rules/${id}.ts`).match(/severity: [^,\n]*"error"/)?.[0], id).toBeUndefined();
  }
});
