// npm run new: what it writes compiles, is registered and works
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MARK, SCAFFOLDS } from "../../scripts/_scaffolds.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// below the root, so that packages are found
const copy = join(root, `test/tmp/new-${process.pid}`);
const kinds = Object.keys(SCAFFOLDS);
const written: string[] = [];

const node = (args: readonly string[], cwd = copy) => spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
const create = (...args: readonly string[]) => node(["scripts/new.ts", ...args]);

beforeAll(() => {
  for (const name of ["src", "scripts", "templates", "docs", "schemas", "package.json", "tsconfig.json"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const pairs = kinds.map((kind) => [kind, `acme-${kind}`]);
  for (const args of [...pairs, ["target", "acme@7", "--driver", "pg", "--pool", "tarn"]]) {
    const isLast = args.includes("--driver");
    const { status, stdout, stderr } = create(...args, ...(isLast ? [] : ["--no-gen"]));
    expect(status, stderr).toBe(0);
    written.push(...[...stdout.matchAll(/^ {2}(\S+\/\S+)$/gm)].map(([, path]) => path!));
  }
}, 300_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("each kind has files of its own, with the facts that are missing marked", () => {
  expect(written.length).toBeGreaterThan(kinds.length);
  for (const path of written) {
    expect(existsSync(join(copy, path)), path).toBe(true);
    if (path.startsWith("src/")) expect(readFileSync(join(copy, path), "utf8"), path).toContain(MARK);
  }
});

test("they compile, are formatted, and the generated files are current", () => {
  const config = JSON.parse(readFileSync(join(copy, "tsconfig.json"), "utf8"));
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ ...config, include: ["src"] }));
  const types = node([join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--pretty", "false"]);
  expect(types.stdout).toBe("");
  const sources = written.filter((path) => path.endsWith(".ts")).map((path) => join(copy, path));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const lint = node([biome, "check", "--vcs-enabled=false", ...sources], root);
  expect(lint.status, lint.stdout + lint.stderr).toBe(0);
  const generated = node(["scripts/gen.ts", "--check"]);
  expect(generated.stderr).toBe("");
}, 120_000);

const PROGRAM = `
import { readDocumentText } from "./src/formats/read.ts";
import { applications } from "./src/fleet/applications/registry.gen.ts";
import { manifests } from "./src/fleet/manifests/registry.gen.ts";
import { importConfig } from "./src/import/index.ts";
import { languages } from "./src/languages/registry.gen.ts";
import { inspectPoolConfig } from "./src/load/index.ts";
import { render } from "./src/render/index.ts";
const load = (content) => inspectPoolConfig({ text: { name: "x.toml", format: "toml", content }, env: {}, dotenv: false });
const targets = ["acme-target", "acme@7"].map((id) => {
  const { config, origins } = load('[connection]\\nhost = "h"\\n[pool]\\nmax = 7\\n');
  const { value, text } = render(config, id, { format: "code", origins });
  return { pool: value.pool ?? value, text, read: importConfig(value, { from: id }).values["pool.max"] };
});
const rule = [1_001, 1_000].map((max) => load("[pool]\\nmax = " + max + "\\n[rules]\\nacme-rule = 'warning'\\n").findings.filter((finding) => finding.rule === "acme-rule").length);
const lines = readDocumentText("a = 1\\nb\\na = 2\\n", { name: "x.acme-format", path: undefined, format: "acme-format" });
const env = { DATABASE_URL: "postgresql://u@h/db?application_name=web&nope=1" };
const { config: driven } = inspectPoolConfig({ config: {}, env, dotenv: false, dialect: "acme-driver" });
const parts = { workloads: [] };
const yaml = readDocumentText("format: acme-manifest/v1\\nservices: [{ name: api, copies: 3, env: [{ name: A, value: b }] }]", { name: "x.yaml", format: "yaml" });
const manifest = manifests.find(({ id }) => id === "acme-manifest");
manifest.read(yaml, parts);
console.log(JSON.stringify({
  targets, rule,
  format: { data: lines.data, problems: lines.problems.map(({ rule, range }) => [rule, range.line]) },
  manifest: [manifest.mayBe(yaml.text), manifest.recognise(yaml.data), parts.workloads.map(({ name, instances }) => [name, instances.value])],
  driver: driven.connection.applicationName,
  application: applications.some(({ id }) => id === "acme-application"),
  literal: languages.find(({ id }) => id === "acme-language").literal({ a: [1, "b"] }, ""),
}));
`;

test("they work", () => {
  const program = execFileSync(process.execPath, ["--input-type=module", "-e", PROGRAM], {
    cwd: copy,
    encoding: "utf8",
  });
  const { targets, ...found } = JSON.parse(program);
  for (const { pool, text, read } of targets) {
    expect(pool).toMatchObject({ max: 7 });
    expect(text).toContain("createPool(");
    expect(read).toBe(7);
  }
  expect(found).toEqual({
    rule: [1, 0],
    driver: "web",
    format: {
      data: {},
      problems: [
        ["syntax-error", 2],
        ["duplicate-key", 3],
      ],
    },
    manifest: [true, true, [["api", 3]]],
    application: true,
    literal: '{\n  "a": [1, "b"]\n}',
  });
});

test("CONTRIBUTING names every kind, and every folder of src", () => {
  const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
  for (const kind of kinds) expect(page).toContain(`\n| \`${kind}\` |`);
  const folders = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(15);
  for (const { name } of folders) expect(page).toContain(`\`${name}/\``);
});

test.each([
  [["target", "acme-target"], "src/targets/acme-target.ts exists already"],
  [["target", "acme-other", "--driver", "odbc"], "no scaffold for --driver odbc"],
  [["target", "Acme"], "is not a name"],
  [["rule", "../x"], "is not a name"],
  [["rule", "acme@7"], "is not a name"],
  [["rule"], "is not a name"],
  [["constructor", "acme"], 'no scaffold for "constructor"'],
  [["rule", "acme", "more"], "Too many arguments"],
  [["rule", "acme-x", "--driver", "pg"], "for targets only"],
  [["rule", "acme-x", "--nope"], "Unknown option"],
  [[], "Usage: npm run new KIND NAME"],
])("%j is refused", (args, message) => {
  const { status, stderr } = create(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^ +at /m);
});
