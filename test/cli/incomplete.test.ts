// a check that could not take everything into account: what it reports, and that nothing but --allow-incomplete accepts it
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { baselined } from "../../src/cli/_baseline.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { Origin } from "../../src/diagnostics/origin.ts";
import { readDocumentText } from "../../src/formats/read.ts";
import { applySeverities } from "../../src/lint/index.ts";
import { applySuppressions } from "../../src/lint/suppressions.ts";
import { folder, poolcfg } from "./_run.ts";

const DEPLOYMENT = (name: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          env: [{name: DATABASE_URL, value: "postgresql://db/shop?pool_max=5"}]\n`;

/** What cannot be read in a folder, the words that say why, and how to make it. */
const UNREADABLE: Record<string, readonly [name: string, why: RegExp, make: (path: string) => void]> = {
  "a file that is no text": ["data.json", /NUL byte/, (path) => writeFileSync(path, "{\0}")],
  "a file that is not UTF-8": [
    "old.yaml",
    /UTF-8/,
    (path) => writeFileSync(path, Buffer.from([0x61, 0x3a, 0xe9, 0x0a])),
  ],
  "a file that is too large": ["large.yml", /larger than 5 MiB/, (path) => writeFileSync(path, " ".repeat(6_000_000))],
  "a file with a syntax error": ["broken.yaml", /quote/, (path) => writeFileSync(path, 'kind: Pod\napiVersion: "v1\n')],
  "a link that leads to itself": ["loop.yaml", /circle/, (path) => symlinkSync(path, path)],
  "a link that leads nowhere": ["gone.yaml", /no such file/, (path) => symlinkSync(`${path}.gone`, path)],
  "a link to a folder elsewhere": ["more", /outside/, (path) => symlinkSync(folder({ "b.yaml": "a: 1" }), path)],
  "a folder that is too deep": [
    `${"d/".repeat(21)}`.slice(0, -1),
    /folders deep/,
    (path) => mkdirSync(path, { recursive: true }),
  ],
};

describe.each(Object.entries(UNREADABLE))("%s in a folder", (_, [name, why, make]) => {
  const cwd = folder({ "k8s/api.yaml": DEPLOYMENT("api") });
  mkdirSync(dirname(join(cwd, "k8s", name)), { recursive: true });
  make(join(cwd, "k8s", name));

  test("is named with the reason, and the rest is counted", async () => {
    const { code, out } = await poolcfg(["fleet", "k8s", "--max-connections", "100", "--format", "json"], { cwd });
    const { complete, findings, servers } = JSON.parse(out);
    expect(code).toBe(1);
    expect(complete).toBe(false);
    expect(servers[0]).toMatchObject({ verdict: "not-known", total: { steady: 5 } });
    expect(findings.map(({ missing }: Finding) => missing)).toEqual([`k8s/${name}`]);
    expect(findings[0].message).toMatch(why);
  });

  test("is accepted by --allow-incomplete only, and still reported", async () => {
    const run = (...more: string[]) => poolcfg(["fleet", "k8s", "--max-connections", "100", ...more], { cwd });
    expect((await run("--fail-on", "none")).code).toBe(1);
    const { code, out } = await run("--allow-incomplete");
    expect(code).toBe(0);
    expect(out).toContain(`k8s/${name}`);
    expect(out).toMatch(/verdict: not known/);
  });
});

const FORMATS = ["text", "concise", "sarif", "github", "junit", "markdown"];

test.each(FORMATS)("--format %s never reads as a pass", async (format) => {
  const cwd = folder({ "k8s/api.yaml": DEPLOYMENT("api"), "k8s/b.json": "\0" });
  const { code, out } = await poolcfg(["fleet", "k8s", "--max-connections", "100", "--format", format], { cwd });
  expect(code).toBe(1);
  expect(out).toMatch(/not known|incomplete/i);
  expect(out).toContain("k8s/b.json");
  expect(out).not.toMatch(/no findings|✅/);
});

test("a check with nothing to say but that it is incomplete says so in the picture, too", async () => {
  const cwd = folder({ "k8s/b.json": "\0" });
  const { code, err } = await poolcfg(["fleet", "k8s", "--svg", "fleet.svg"], { cwd });
  expect({ code, err }).toEqual({ code: 1, err: "wrote fleet.svg\n" });
});

test("a folder that holds only the links of another tree is no other tree", async () => {
  const cwd = folder({ "k8s/base/api.yaml": DEPLOYMENT("api") });
  symlinkSync("base", join(cwd, "k8s/current"));
  const { code, out } = await poolcfg(["fleet", "k8s", "--max-connections", "100", "--format", "json"], { cwd });
  expect({ code, complete: JSON.parse(out).complete }).toEqual({ code: 0, complete: true });
});

test("lock files of package managers are no manifests", async () => {
  const cwd = folder({ "api.yaml": DEPLOYMENT("api"), "package-lock.json": " ".repeat(6_000_000) });
  const { code, out } = await poolcfg(["fleet", ".", "--max-connections", "100", "--format", "json"], { cwd });
  expect({ code, complete: JSON.parse(out).complete }).toEqual({ code: 0, complete: true });
});

describe("a workload that seems to use PostgreSQL and is not counted", () => {
  const COMPOSE = 'services:\n  db: {image: "postgres:16"}\n  api: {image: app, depends_on: [db]}\n';

  test.each([...FORMATS, "json"])("is named by --format %s, and the exit code is 1", async (format) => {
    const cwd = folder({ "compose.yml": COMPOSE });
    const { code, out } = await poolcfg(["fleet", "compose.yml", "--format", format], { cwd });
    expect(code).toBe(1);
    expect(out).toContain("service api");
    expect(out).not.toMatch(/no findings|✅/);
    const allowed = await poolcfg(["fleet", "compose.yml", "--format", format, "--allow-incomplete"], { cwd });
    expect(allowed.code).toBe(0);
    expect(allowed.out).toContain("service api");
  });

  test("is a comment in what --init writes, which closes the gap once it is filled in", async () => {
    const cwd = folder({ "compose.yml": COMPOSE });
    const { code, err } = await poolcfg(["fleet", "compose.yml", "--init"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/0 services, and 1 as comments/) });
    const written = readFileSync(join(cwd, "fleet.toml"), "utf8");
    expect(written).toMatch(/^# not counted: service api .*it starts after db/m);
    expect((await poolcfg(["fleet"], { cwd })).code).toBe(1);
    const filled = written.replace(/^# (?=\[services|workload|server|pool)/gm, "").replace("pool =", "pool = 5");
    writeFileSync(join(cwd, "fleet.toml"), `${filled}[servers.main]\nmax_connections = 100\n`);
    expect(await poolcfg(["fleet"], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("no findings") });
  });

  test("makes the verdict of the servers not known, in the text and in the picture", async () => {
    const cwd = folder({
      "compose.yml": `${COMPOSE}  web: {image: app, environment: {DATABASE_URL: "postgres://db/x?pool_max=5"}}\n`,
    });
    const { out } = await poolcfg(["fleet", "compose.yml", "--max-connections", "100", "--svg", "f.svg"], { cwd });
    expect(out).toMatch(/^verdict: not known/m);
    expect(out).toContain("3 workloads read: 1 counted, 1 without a sign of connecting to PostgreSQL, 1 not counted");
    expect(readFileSync(join(cwd, "f.svg"), "utf8")).toContain("Not known.");
  });

  test("does not hide that what is counted is too much", async () => {
    const cwd = folder({
      "compose.yml": `${COMPOSE}  web: {image: app, environment: {DATABASE_URL: "postgres://db/x?pool_max=500"}}\n`,
    });
    const { out } = await poolcfg(["fleet", "compose.yml", "--max-connections", "100"], { cwd });
    expect(out).toMatch(/^verdict: does not fit: more connections than the server has/m);
  });
});

test("a folder without a sign of PostgreSQL is not a bare heading in markdown", async () => {
  const cwd = folder({ "compose.yml": "services: {cache: {image: redis}, api: {image: app}}\n" });
  const { code, out } = await poolcfg(["fleet", "compose.yml", "--format", "markdown"], { cwd });
  expect(code).toBe(0);
  expect(out).toMatch(/2 workloads read\\?: 0 counted, 2 without a sign of connecting to PostgreSQL/);
});

test("a file that was named and cannot be read is exit 2", async () => {
  const cwd = folder({ "b.json": "\0" });
  expect((await poolcfg(["fleet", "b.json", "--allow-incomplete"], { cwd })).code).toBe(2);
  symlinkSync("loop", join(cwd, "loop"));
  expect(await poolcfg(["fleet", "loop"], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("circle") });
  const long = "x".repeat(300);
  expect(await poolcfg(["fleet", long], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("too long") });
});

describe("nothing suppresses what is missing:", () => {
  const text = "a = 1 # poolcfg-ignore ignored-line: known\n";
  const document = readDocumentText(text, { name: "a.toml", format: "toml" });
  const finding: Finding = {
    rule: "ignored-line",
    severity: "warning",
    message: "The query was not answered",
    origin: new Origin("file", { document, pointer: ["a"] }),
  };
  const gap: Finding = { ...finding, missing: "usage" };

  test("a comment", () => {
    expect(applySuppressions([finding], [document], {}, () => true).findings).toEqual([]);
    expect(applySuppressions([gap], [document], {}, () => true).findings).toContain(gap);
  });

  test.each([{ severity: "off" }, { severity: "info" }, { ignore: "known" }] as const)("[rules] %o", (setting) => {
    const rules = { "ignored-line": setting };
    expect(applySeverities([finding], rules)).not.toContain(finding);
    expect(applySeverities([gap], rules)).toEqual([gap]);
    expect(applySuppressions([gap], [], rules, () => true).findings).toEqual([gap]);
  });

  test("a baseline", () => {
    const cwd = folder({});
    const io = {
      cwd,
      env: {},
      stdout: { write() {}, data() {} },
      stderr: { write() {}, data() {} },
      stdin: (async function* () {})(),
    };
    const call = { args: [], io, options: { baseline: "b.json", writeBaseline: true } };
    const checked = { findings: [finding, gap], ignored: [], rules: {}, sources: ["a.toml"] };
    expect(baselined(call, checked).findings).toEqual([gap]);
  });
});
