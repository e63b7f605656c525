// rules are quiet by default: what is sound gives no warning and no error
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/diagnostics/finding.ts";
import type { Example } from "../../../src/lint/define.ts";
import { presetNames } from "../../../src/load/files.ts";
import { inspectPoolConfig } from "../../../src/load/index.ts";
import { FIELDS, type Path } from "../../../src/model/model.ts";
import { targets } from "../../../src/targets/registry.gen.ts";
import { withExample } from "./_example.ts";

const corpus = fileURLToPath(new URL("../../corpora/realworld.jsonl", import.meta.url));

interface Line {
  readonly id: string;
  readonly expect: Readonly<Record<string, string | number>>;
  readonly faults: readonly string[];
}

const lines = readFileSync(corpus, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);

// a pool of 900; the corpus knows a server of 1024, which its settings do not say
const LARGE: readonly string[] = ["go-008"];

// what the corpus calls it, and the rule that finds it in the settings alone
const FOUND: Readonly<Record<string, string>> = {
  "acquire-timeout-very-long": "acquire-timeout-very-long",
  "connect-timeout-very-long": "connect-timeout-very-long",
  "idle-timeout-very-short": "churn-idle",
  "idle-timeout-has-no-effect": "idle-timeout-inert",
  "lifetime-very-short": "churn-lifetime",
  "min-exceeds-max": "min-exceeds-max",
  "no-acquire-timeout": "no-acquire-timeout",
  "size-implausible": "size-implausible",
  "unit-suspicious": "suspicious-unit",
};

// the fault is what the tool does by itself, which an import states
const IN_DEFAULT: Readonly<Record<string, string>> = { "node-postgres-020": "no-acquire-timeout" };

describe("a config that says nothing", () => {
  it("gives no finding at all", () => {
    expect(withExample({}, ({ find }) => find())).toEqual([]);
    expect(withExample({ toml: "" }, ({ find }) => find().map(({ rule }) => rule))).toEqual(["empty-config"]);
  });

  it.each(targets.map(({ id }) => id))("gives none for %s either", (target) => {
    expect(withExample({ target }, ({ find }) => find())).toEqual([]);
  });
});

describe("a preset", () => {
  it("exists for every use that the docs name", () => {
    expect(presetNames()).toEqual(["development", "high-traffic", "production", "serverless", "worker"]);
  });

  it.each(presetNames())("%s gives no warning and states something", (preset) => {
    const example: Example = { toml: `preset = "${preset}"\n` };
    expect(loud(withExample(example, ({ find }) => find()))).toEqual([]);
    const { origins } = inspectPoolConfig({ config: { preset }, env: false, dotenv: false });
    expect(Object.values(origins).filter(({ source }) => source === "preset").length).toBeGreaterThan(5);
  });

  it.each(presetNames())("%s says why it has each value", (preset) => {
    const text = readFileSync(
      join(fileURLToPath(new URL("../../../templates/presets/", import.meta.url)), `${preset}.toml`),
      "utf8",
    );
    expect(text).toMatch(new RegExp(`^# ${preset}: `));
    expect(text.match(/^# /gm)!.length).toBeGreaterThan(4);
  });

  it("leaves no file without the ending of its format", () => {
    expect(
      readdirSync(fileURLToPath(new URL("../../../templates/presets/", import.meta.url))).every((name) =>
        name.endsWith(".toml"),
      ),
    ).toBe(true);
  });
});

describe("real configurations", () => {
  it.each(lines.filter(({ faults }) => faults.length === 0).map((line) => [line.id, line] as const))(
    "%s is sound",
    (id, line) => {
      const findings = loud(inspect(line));
      if (LARGE.includes(id)) expect(findings.map(({ rule }) => rule)).toContain("size-implausible");
      else expect(findings).toEqual([]);
    },
  );

  const faulty = lines.flatMap((line) =>
    line.faults
      .filter((fault) => FOUND[fault] && IN_DEFAULT[line.id] !== fault && Object.keys(line.expect).length > 0)
      .map((fault) => [line.id, fault, line] as const),
  );
  it.each(faulty)("%s has %s", (_id, fault, line) => {
    expect(inspect(line).map(({ rule }) => rule)).toContain(FOUND[fault]);
  });
});

function loud(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity !== "info");
}

function inspect(line: Line): Finding[] {
  const overrides = Object.fromEntries(
    Object.entries(line.expect).map(([name, value]) => {
      const path = pathOf(name);
      const time = typeof value === "number" && FIELDS.get(path)?.kind === "duration";
      return [path, time ? `${value}ms` : value];
    }),
  );
  return inspectPoolConfig({ config: {}, env: false, dotenv: false, overrides }).findings;
}

function pathOf(name: string): Path {
  const path = [...FIELDS.keys()].find(
    (known) => /^(?:pool|session|connection)\./.test(known) && known.endsWith(`.${name}`),
  );
  if (!path) throw new Error(`No setting ${name}`);
  return path;
}
