import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { version } from "../../src/cli/_package.ts";
import { findingsSchema } from "../../src/cli/reporters/_schema.ts";
import { formats } from "../../src/cli/reporters/registry.gen.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { Origin } from "../../src/diagnostics/origin.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { inChild } from "../_child.ts";
import { accepted, at, CANARY, cases, documentOf } from "./_findings.ts";
import { expectGolden, goldens } from "./_golden.ts";
import { folder } from "./_run.ts";

const PLAIN = { color: false };
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const sources = ["pool.toml"];
const EXTENSIONS: Record<string, string> = { json: "json", sarif: "json", junit: "xml" };
const file = (name: string, id: string) => `${name}.${id}.${EXTENSIONS[id] ?? "txt"}`;
// the version of poolcfg changes with every release
const stable = (text: string) => text.replaceAll(`"version": "${version()}"`, '"version": "0.0.0"');
const format = (id: string) => formats.find((entry) => entry.id === id)!;
const failure = { code: "input", message: 'The file "a.toml" does not exist; check the path.' };

describe.each(formats)("$id", ({ id, write }) => {
  test.each(Object.entries(cases))("%s", (name, findings) => {
    expectGolden(`formats/${file(name, id)}`, stable(write({ findings, sources }, PLAIN)));
  });

  test("what is accepted", () => {
    const text = write({ findings: [], ignored: accepted, sources }, PLAIN);
    expectGolden(`formats/${file("accepted", id)}`, stable(text));
    expect(text).not.toContain(CANARY);
  });

  test("an incomplete check that is allowed", () => {
    const text = write({ findings: cases.incomplete!, sources, allowIncomplete: true }, PLAIN);
    expectGolden(`formats/${file("incomplete-allowed", id)}`, stable(text));
  });

  test("failure", () => {
    expectGolden(`formats/${file("failure", id)}`, stable(write({ findings: [], sources: [], failure }, PLAIN)));
  });

  test("never holds a secret", () => {
    for (const verbose of [false, true])
      expect(write({ findings: cases.secrets!, sources, verbose }, PLAIN)).not.toContain(CANARY);
  });

  test("holds no control character", () => {
    const text = write({ findings: Object.values(cases).flat(), sources, verbose: true }, PLAIN);
    expect(text).not.toMatch(CONTROL);
  });

  test("writes any message", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (message, text) => {
        const document = documentOf("x.toml", `${text}!`);
        const finding: Finding = {
          rule: "some-rule",
          severity: "error",
          message,
          help: text,
          origin: at(document, "!"),
        };
        const written = write({ findings: [finding], sources, verbose: true }, PLAIN);
        expect(written.replaceAll("\t", "")).not.toMatch(CONTROL);
        if (id === "json" || id === "sarif") expect(() => JSON.parse(written)).not.toThrow();
        if (id === "github" || id === "concise") expect(written.split("\n")).toHaveLength(2);
        if (id === "junit") expect(written).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });

  test("a line of 1 MB is written at once", () => {
    const text = `${"pass".repeat(125_000)}${"password=".repeat(1_000)}${" ".repeat(500_000)}!`;
    const code = `
      import { at, documentOf } from "./test/cli/_findings.ts";
      import { formats } from "./src/cli/reporters/registry.gen.ts";
      const { write } = formats.find(({ id }) => id === "${id}");
      run((text) => {
        const origin = at(documentOf("x.toml", text), "!");
        const finding = { rule: "some-rule", severity: "error", message: "Too long", origin };
        return write({ findings: [finding], sources: ["pool.toml"] }, { color: false });
      });`;
    const [written] = inChild(code, [text]);
    expect((written as string).length).toBeLessThan(5_000);
  });
});

test("no golden is left over", () => {
  const names = [...Object.keys(cases), "failure", "accepted", "incomplete-allowed"].flatMap((name) =>
    formats.map(({ id }) => file(name, id)),
  );
  expect(goldens("formats")).toEqual(names.sort());
});

describe("text", () => {
  const { write } = format("text");

  test("writes notes out where they are asked for", () => {
    const findings = cases.several!;
    expect(write({ findings, sources }, PLAIN)).not.toContain("POOL_MAX");
    expect(write({ findings, sources, verbose: true }, PLAIN)).toContain("POOL_MAX overrides");
    expect(write({ findings, sources, failOn: "info" }, PLAIN)).toContain("POOL_MAX overrides");
  });

  test("is coloured only where that is wanted", () => {
    const text = write({ findings: cases.several!, sources }, { color: true });
    expect(text).toContain("\u001b");
    expect(text.replace(/\u001b<[\d.e-]+>\[\d+m/g, "")).toBe(write({ findings: cases.several!, sources }, PLAIN));
  });
});

describe("json", () => {
  const validate = new Ajv2020({ strict: true }).compile(findingsSchema);

  test.each(Object.entries(cases))("%s keeps to the schema", (_, findings) => {
    validate(JSON.parse(format("json").write({ findings, sources }, PLAIN)));
    expect(validate.errors).toBeNull();
  });

  test("what is accepted keeps to the schema", () => {
    const report = JSON.parse(format("json").write({ findings: [], ignored: accepted, sources }, PLAIN));
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report.ignored.map(({ by }: { by: string }) => by)).toEqual(["comment", "rules", "baseline"]);
  });

  test("a failure keeps to the schema", () => {
    validate(JSON.parse(format("json").write({ findings: [], sources, failure }, PLAIN)));
    expect(validate.errors).toBeNull();
  });

  test("the schema refuses what is no report", () => {
    expect(validate({ formatVersion: 1, findings: [{ rule: "x" }], summary: { error: 0, warning: 0, info: 0 } })).toBe(
      false,
    );
  });

  test("schemas/findings.schema.json is the schema", () => {
    const path = new URL("../../schemas/findings.schema.json", import.meta.url);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(findingsSchema);
  });

  test("leaves a fix out that would show a secret", () => {
    const fixes = (name: string) =>
      JSON.parse(format("json").write({ findings: cases[name]!, sources }, PLAIN)).findings.filter(
        (finding: { fix?: unknown }) => finding.fix,
      );
    expect(fixes("several")).toHaveLength(1);
    expect(fixes("secrets")).toHaveLength(0);
  });
});

describe("sarif", () => {
  // the schema of OASIS, as Microsoft's matchers have it
  const official = new URL(
    "schemas/sarif-2.1.0-rtm.5.json",
    pathToFileURL(createRequire(import.meta.url).resolve("@microsoft/jest-sarif")),
  );
  // it calls itself draft 4, and uses nothing that is not the same in draft 7
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(official, "utf8"));
  const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const reports = {
    ...Object.fromEntries(
      Object.entries(cases).map(([name, findings]) => [name, { findings, sources, verbose: true }]),
    ),
    accepted: { findings: [], ignored: accepted, sources },
    failure: { findings: [], sources: [], failure },
  };

  test.each(Object.entries(reports))("is what its schema asks for: %s", (_, report) => {
    valid(JSON.parse(format("sarif").write(report, PLAIN)));
    expect(valid.errors ?? []).toEqual([]);
  });

  test("tells what the registry knows about a rule", () => {
    const [rule] = rules;
    const findings: Finding[] = [{ rule: rule!.id, severity: rule!.severity, message: "Found" }];
    const [run] = JSON.parse(format("sarif").write({ findings, sources }, PLAIN)).runs;
    expect(run.tool.driver.rules).toMatchObject([{ id: rule!.id, shortDescription: { text: rule!.summary } }]);
  });
});

describe("sarif, of what has no file", () => {
  const loose: Finding[] = [
    { rule: "some-rule", severity: "info", message: "Of a default", origin: new Origin("default") },
  ];
  const placeIn = (cwd: string, names: readonly string[]) =>
    JSON.parse(format("sarif").write({ findings: loose, sources: names, cwd }, PLAIN)).runs[0].results[0].locations[0];

  test("stands at the file that was checked", () => {
    const cwd = folder({ "a.toml": "", "sub/b.toml": "" });
    const at = (uri: string) => ({ artifactLocation: { uri }, region: { startLine: 1 } });
    expect(placeIn(cwd, ["a.toml"]).physicalLocation).toEqual(at("a.toml"));
    expect(placeIn(cwd, ["<stdin>", "sub/b.toml#database"]).physicalLocation).toEqual(at("sub/b.toml"));
  });

  test("stands nowhere where no file was checked", () => {
    expect(placeIn(folder({ DSN: "" }), ["<stdin>", "environment and defaults"])).not.toHaveProperty(
      "physicalLocation",
    );
  });
});

describe("junit", () => {
  test("a finding below --fail-on is no failed test", () => {
    const findings = cases.several!;
    const failed = (failOn: "error" | "warning" | "none") =>
      format("junit")
        .write({ findings, sources, failOn }, PLAIN)
        .match(/<failure /g)?.length ?? 0;
    expect([failed("error"), failed("warning"), failed("none")]).toEqual([2, 4, 0]);
  });
});

describe("excerpts of secrets", () => {
  const texts: Record<string, string> = {
    TOML: `password = "${CANARY}" # !\nmax = 1`,
    "TOML on the line": `{ password = "${CANARY}", max = ! }`,
    "TOML, quote not closed": `password = "${CANARY} !`,
    "TOML, several lines": `password = """\n${CANARY} !\n"""`,
    YAML: `password: ${CANARY} !`,
    "YAML block": `db:\n  password: |\n    ${CANARY} !\n`,
    "YAML quotes": `password: 'it''s ${CANARY}' !`,
    "YAML, next line": `password:\n    ${CANARY} !`,
    JSON: `{"dbPassword" : "a\\"${CANARY}", "max": !}`,
    env: `PGPASSWORD=${CANARY} !`,
    "env, quotes joined": `PGPASSWORD='a'${CANARY} !`,
    URL: `url = "postgres://app:${CANARY}@db/shop?max=!"`,
    "URL in a list": `replicas = ["postgresql://app:${CANARY}@db/shop", !]`,
    "URL parameter": `url = "postgres://db/shop?password=${CANARY}&max=!"`,
    conninfo: `url = "host=db password=${CANARY} max=!"`,
    token: `API_TOKEN: ${CANARY} !`,
  };

  test.each(Object.entries(texts))("%s", (_, text) => {
    const document = documentOf("x", text);
    const finding: Finding = { rule: "some-rule", severity: "error", message: "No", origin: at(document, "!") };
    const written = format("text").write({ findings: [finding], sources }, PLAIN);
    expect(written).not.toContain(CANARY);
    // masked, or left out because it is beside what the finding is about
    expect(written).toMatch(/\*\*\*|…/);
  });

  test("a secret that nothing gives away is blanked where it stands", () => {
    const document = documentOf("x", `url = "${CANARY}"`);
    const finding: Finding = {
      rule: "invalid-dsn",
      severity: "error",
      message: "No",
      path: "connection.url",
      origin: at(document, `"${CANARY}"`),
    };
    expect(format("text").write({ findings: [finding], sources }, PLAIN)).not.toContain(CANARY);
  });
});
