// nothing from input can act on a terminal, start a command of a CI runner, or become a link of a page
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { describe, expect, it, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { harmless } from "../../src/cli/_io.ts";
import { writeMarkdown } from "../../src/cli/fleet/markdown.ts";
import { paint } from "../../src/cli/reporters/_style.ts";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";

/** Acts on a terminal (C0, C1, DEL), turns text, hides text. */
const CHARACTERS = ["\u001b[31m", "\u0007", "\u009b31m", "\u007f", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff"];
const HOSTILE = `x${CHARACTERS.join("y")}\u{e0041}`;
const COMMANDS = ["##[error]x", "##vso[task.complete]x", "##teamcity[x]"];
const RUNNER = `a ${COMMANDS.join(" ")}\n::error::b\r\n  ::stop-commands::c\r::d`;

// written out, so that the test does not ask the same pattern as the code
const RAW =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
const RUNS = /^\s*::|##(?:\[|vso\[|teamcity\[)/m;

// TOML takes no raw DEL
const toml = (text: string) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");
const url = (text: string) => `postgresql://${encodeURIComponent(text)}@db.example/shop`;

const FILES = (text: string): Record<string, Record<string, string>> => ({
  "a value": { "poolcfg.toml": `[connection]\nuser = ${toml(text)}\nhost = ${toml(text)}\n` },
  "a value that is wrong": { "poolcfg.toml": `[pool]\nmax = ${toml(text)}\nidle_timeout = ${toml(text)}\n` },
  "a key": { "poolcfg.toml": `[pool]\n${toml(text)} = 1\n[${toml(text)}]\nx = 1\n` },
  "a name": { "poolcfg.toml": `extends = ${toml(text)}\n` },
  "a name of a preset": { "poolcfg.toml": `preset = ${toml(text)}\n` },
  "a pool": { "poolcfg.toml": `[pools.${toml(text)}]\nrole = ${toml(text)}\n[profiles.${toml(text)}.pool]\nmax = 0\n` },
  "a comment": { "poolcfg.toml": `[pool]\nmax = 0 # ${text.replace(/[\r\n]/g, " ")}\n` },
  "a comment that accepts": { "poolcfg.toml": `[pool]\nmax = 3 # poolcfg-ignore ${text.replace(/[\r\n]/g, " ")}: x\n` },
  "a connection string": { ".env": `DATABASE_URL=${url(text)}?${encodeURIComponent(text)}=1\nPOOL_MAX="${text}"\n` },
  JSON: { "poolcfg.json": JSON.stringify({ pool: { max: text, [text]: 1 }, connection: { database: text } }) },
  YAML: { "poolcfg.yaml": JSON.stringify({ pool: { max: text }, connection: { password: [text], user: text } }) },
  "a broken text": { "poolcfg.yaml": `pool:\n  max: [${text}\n` },
});

const LINES = [
  ...["text", "concise", "json", "sarif", "junit"].map((format) => ["validate", "--verbose", "--format", format]),
  ["validate", "--diff"],
  ["show"],
  ["show", "--format", "json"],
  ["diff", "poolcfg.toml", "other.toml"],
  ["diff", "poolcfg.toml", "other.toml", "--format", "json"],
  ["render", "--target", "node-postgres"],
  ["render", "--target", "odyssey"],
  ["doctor", "--set=connection.host=127.0.0.1", "--set=connection.port=1"],
];

describe.each([
  ["a terminal", HOSTILE, RAW],
  ["a CI runner", RUNNER, RUNS],
])("nothing acts on %s", (_, text, pattern) => {
  test.each(Object.entries(FILES(text)))("from %s", async (_, files) => {
    const cwd = folder({ ...files, "other.toml": "[pool]\nmax = 3\n" });
    for (const argv of LINES)
      for (const POOLCFG_DEBUG of ["0", "1"]) {
        const { out, err } = await poolcfg(argv, { cwd, env: { POOLCFG_DEBUG } });
        expect(out, argv.join(" ")).not.toMatch(pattern);
        expect(err, argv.join(" ")).not.toMatch(pattern);
      }
  });

  it("from words of the command line, and names of files", async () => {
    const name = text.replaceAll("/", "");
    const cwd = folder({ [`${name}.toml`]: "[pool]\nmax = 0\n" });
    mkdirSync(join(cwd, name));
    for (const file of ["knexfile.json", "drizzle.config.ts"]) writeFileSync(join(cwd, name, file), "{}");
    for (const argv of [
      [text],
      ["validate", text],
      ["validate", `${name}.toml`],
      ["validate", "--format", text],
      ["validate", "--profile", text],
      ["validate", "--set", `${text}=1`],
      ["render", "--target", text],
      ["import", name],
      ["import", text, "--from", text],
      ["diff", text, text],
      ["explain", text],
      ["init", text],
      ["fleet", text],
    ])
      for (const isTTY of [false, true]) {
        const { out, err } = await poolcfg(argv, { cwd, env: { POOLCFG_DEBUG: "1" }, isTTY });
        // a terminal gets poolcfg's own colours
        const all = `${out}${err}`;
        const plain = isTTY ? all.replaceAll(/\u001b\[(?:1|22|3[1-6]|39)m/g, "") : all;
        expect(plain, argv.join(" ")).not.toMatch(pattern);
      }
  });

  it("from a fleet, in any format", async () => {
    const workload = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: text },
      spec: {
        replicas: 90,
        template: { spec: { containers: [{ name: text, env: [{ name: "DATABASE_URL", value: url(text) }] }] } },
      },
    };
    const cwd = folder({ "k8s.json": JSON.stringify(workload) });
    for (const format of ["text", "concise", "json", "sarif", "junit", "markdown"]) {
      const { out, err } = await poolcfg(["fleet", "k8s.json", "--format", format, "--suggest"], { cwd });
      expect(out, format).not.toMatch(pattern);
      expect(err, format).not.toMatch(pattern);
    }
  });

  it("from what import reads, and its result is the same", async () => {
    const settings = { client: "pg", connection: { host: "db", user: text }, pool: { max: 5, [text]: 1 } };
    const cwd = folder({ "knexfile.json": JSON.stringify(settings) });
    const { out, err } = await poolcfg(["import", "knexfile.json"], { cwd });
    expect(out).not.toMatch(pattern);
    expect(err).not.toMatch(pattern);
    expect(importConfig(JSON.stringify(settings), { from: "knex" }).values["connection.user"]).toBe(text);
    writeFileSync(join(cwd, "poolcfg.toml"), out);
    expect(inspectPoolConfig({ cwd, env: false }).config.connection.user).toBe(text);
  });
});

test("what a program reads keeps its value", async () => {
  const cwd = folder({ "poolcfg.toml": `[connection]\nuser = ${toml(HOSTILE + RUNNER)}\n` });
  const { out } = await poolcfg(["show", "--format", "json"], { cwd });
  expect(JSON.parse(out).config.connection.user).toBe(HOSTILE + RUNNER);
});

describe("what is rendered has such characters as escapes of its syntax", () => {
  const config = inspectPoolConfig({
    env: false,
    config: {
      connection: {
        host: "db",
        user: HOSTILE + COMMANDS,
        password: HOSTILE + COMMANDS,
        database: "x",
        applicationName: HOSTILE + COMMANDS,
      },
    },
  }).config;
  // PgBouncer's, Odyssey's, a shell's and ADO.NET's syntax have no escapes; there the command refuses to print them
  const WITHOUT = new Set(["ini", "odyssey-conf", "env", "ado-net"]);
  const cells = targets.flatMap(({ id, forms }) =>
    forms.filter((form) => !WITHOUT.has(form)).map((form) => [id, form] as const),
  );
  test.each(cells)("%s as %s", (id, format) => {
    const { text } = render(config, id, { format });
    expect(text).not.toMatch(RAW);
    expect(text).not.toMatch(RUNS);
    const read = format === "json" ? JSON.parse(text) : format === "yaml" ? parseYaml(text) : undefined;
    if (read === undefined || !text.includes("\\u202e")) return;
    expect(JSON.stringify(read)).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  });

  test.each(["spring-boot", "quarkus", "rails", "ecto", "django", "deadpool", "sqlalchemy"])(
    "no line of %s begins with a command",
    async (target) => {
      const cwd = folder({
        "poolcfg.toml": `[connection]\nhost = "db"\ndatabase = "x"\nuser = "u"\napplication_name = "a\\n::error::b"\npassword = "a\\n ::error::b"\n`,
      });
      const { out, err } = await poolcfg(["render", "--target", target], { cwd });
      expect(`${out}\n${err}`).not.toMatch(/^\s*::/m);
    },
  );

  it("or is not printed, and can be written to a file", async () => {
    const cwd = folder({
      "poolcfg.toml": `[connection]\nhost = "db"\ndatabase = "x"\npassword = ${toml("a\u202eb")}\n`,
    });
    const argv = ["render", "--target", "deadpool", "--format", "env"];
    const { code, out, err } = await poolcfg(argv, { cwd });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("\\u202e");
    expect((await poolcfg([...argv, "--out", "file"], { cwd })).code).toBe(0);
  });
});

describe("the guard", () => {
  test.each([
    ["a\u001b[31mb\u001b[39m", "a\\u001b[31mb\\u001b[39m"],
    [paint({ color: true }, "red", "a\u001b[31mb"), "\u001b[31ma\\u001b[31mb\u001b[39m"],
    ["a\u001b[2Jb\u001b[8m", "a\\u001b[2Jb\\u001b[8m"],
    ["a::b\n::c\n \t::d", "a::b\n:\\:c\n \t:\\:d"],
    ["x ##[a] ## y ###[b]", "x #\\#[a] ## y ##\\#[b]"],
    ["a\r\nb\rc", "a\nb\\u000dc"],
    ["❤️ 雪 é\t", "❤️ 雪 é\t"],
  ])("%j is written as %j", (text, written) => {
    expect(harmless(text)).toBe(written);
  });
});

const NONE = { read: 0, counted: 0, notCounted: 0, without: 0 };

describe("a page has no link, mention or reference of input", () => {
  const NAMES = [
    "https://evil.example/x",
    "http://evil.example",
    "www.evil.example",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "me@evil.example",
    "@somebody",
    "org/repo#12",
    "#12",
    "GH-12",
    "gh-12",
    "!12",
    "&12",
    "$12",
    "~label",
    "%milestone",
    "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "a5c3785",
    "[a](https://evil.example)",
    "![a](https://evil.example)",
    "<https://evil.example>",
    "<img src=x>",
    "`a` **b** |c|",
    ":tada:",
  ];
  test.each(NAMES)("%s", (name) => {
    const finding = {
      rule: "r",
      severity: "error" as const,
      message: `Server ${name}: too much`,
      help: `See ${name}.`,
    };
    const html = marked.parse(writeMarkdown({ weighed: [], workloads: NONE, findings: [finding] } as never), {
      async: false,
    });
    expect(html).not.toMatch(/<(?:a|img)\b/);
    // GitHub looks for the others in each piece of text of the page
    const pieces = html
      .split(/<[^>]*>/)
      .map((piece) => piece.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)));
    for (const piece of pieces) {
      expect(piece).not.toMatch(/https?:\/\/|www\.|\w@\w|@\w|[#!$~%]\w|GH-\d|\b[0-9a-f]{7,40}\b|:\w+:/i);
      expect(piece.replaceAll(/&(?:amp|lt|gt|quot);/g, "")).not.toMatch(/&\w/);
    }
    // a reader sees the name as it is
    const shown = html.replace(/<!--.*?-->|<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
    const text = shown
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    expect(text).toContain(`Server ${name}: too much`);
  });
});
