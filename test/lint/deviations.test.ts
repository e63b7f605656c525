// validate --target reports what render --target reports
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inspectPoolConfig, type LoadOptions } from "../../src/load/index.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { folder, poolcfg } from "../cli/_run.ts";
import { CONFIGS } from "../targets/_config.ts";

const ids = targets.map(({ id }) => id);

function load(name: string, more: LoadOptions = {}) {
  const content = readFileSync(new URL(`../configs/${name}.toml`, import.meta.url), "utf8");
  const text = { name: `${name}.toml`, format: "toml", content };
  return inspectPoolConfig({ cwd: "/nonexistent", env: false, dotenv: false, text, targets: ids, ...more });
}

describe.each(CONFIGS)("%s", (name) => {
  test("each target has the same deviations in both", () => {
    const { config, origins, findings } = load(name);
    for (const target of ids) {
      const found = findings
        .filter((finding) => finding.rule === "setting-lost" && finding.target === target)
        .map(({ path, severity, message }) => ({ path, severity, message }));
      const rendered = render(config, target, { origins }).deviations.map(({ path, severity, message }) => ({
        path,
        severity,
        message,
      }));
      // the named pools have findings of their own
      if (Object.keys(config.pools).length === 0) expect([target, found.length]).toEqual([target, rendered.length]);
      expect([target, found]).toEqual([target, expect.arrayContaining(rendered)]);
    }
  });
});

describe("a deviation that is accepted", () => {
  const TABLE = '[rules.setting-lost]\n"pool.max_idle" = "off"\n';
  const both = async (toml: string) => {
    const cwd = folder({ "poolcfg.toml": toml });
    const argv = ["--target", "node-postgres", "--no-env"];
    const validated = await poolcfg(["validate", ...argv, "--format", "concise", "--verbose"], { cwd });
    const rendered = await poolcfg(["render", ...argv, "--only-set", "--strict"], { cwd });
    return { validated: validated.out, code: rendered.code, noted: rendered.err };
  };

  test("is reported by neither, and passes --strict", async () => {
    const plain = await both("[pool]\nmax = 5\nmax_idle = 3\n");
    expect(plain.validated).toMatch(/setting-lost/);
    expect([plain.code, plain.noted]).toEqual([1, expect.stringMatching(/pool\.maxIdle \(3\) is not supported/)]);
    for (const toml of [
      `[pool]\nmax = 5\nmax_idle = 3\n${TABLE}`,
      "[pool]\nmax = 5\nmax_idle = 3 # poolcfg-ignore setting-lost: idle connections cost us nothing\n",
      '[pool]\nmax = 5\nmax_idle = 3\n[rules]\nsetting-lost = { "pool.maxIdle" = { ignore = "fine" } }\n',
      '[pool]\nmax = 5\nmax_idle = 3\n[rules.setting-lost]\npool.max_idle = "off"\n',
    ]) {
      const { validated, code, noted } = await both(toml);
      expect([toml, validated]).toEqual([toml, expect.not.stringMatching(/\[setting-lost\]|: setting-lost/)]);
      expect([toml, code, noted]).toEqual([toml, 0, ""]);
    }
  });

  test("is reported by both if another setting is accepted", async () => {
    const { validated, code, noted } = await both(`[pool]\nmax = 5\nmax_idle = 3\nmin = 2\n${TABLE}`);
    expect(validated).toMatch(/pool\.min \(2\)/);
    expect(validated).not.toMatch(/pool\.maxIdle \(3\)/);
    expect([code, noted]).toEqual([1, expect.stringMatching(/pool\.min \(2\)/)]);
  });

  test("is an error in both if nothing can be written for it", async () => {
    const toml = '[connection]\nhost = "one,two"\n[rules]\nsetting-lost = "off"\n';
    const { validated, code } = await both(toml);
    expect(validated).toMatch(/error.*names 2 hosts/);
    expect(code).toBe(1);
  });

  test.each(["pool.mox", "mox", "pool", "pool.max.more"])("of no setting is not accepted: %s", (path) => {
    const { findings } = inspectPoolConfig({
      config: { rules: { "setting-lost": { [path]: "off" } } },
      env: false,
      dotenv: false,
    });
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([["wrong-type", "rules.setting-lost"]]);
  });
});

describe("a setting that the library has in a newer version only", () => {
  const NOTE = /idle connections below it are not closed/;
  const LATE = /pool\.min \(2\) is not supported by MikroORM with @mikro-orm\/postgresql \S+: it came with >=7\.2/;
  const both = async (version: string, { installed = true, toml = "[pool]\nmin = 2\n" } = {}) => {
    const name = "@mikro-orm/postgresql";
    const cwd = folder({
      "package.json": JSON.stringify({ dependencies: { [name]: version } }),
      ...(installed && { [`node_modules/${name}/package.json`]: JSON.stringify({ name, version }) }),
      "poolcfg.toml": toml,
    });
    const argv = ["--target", "mikro-orm", "--no-env"];
    const validated = await poolcfg(["validate", ...argv, "--format", "concise", "--verbose"], { cwd });
    const rendered = await poolcfg(["render", ...argv], { cwd });
    return [validated.out, rendered.err];
  };

  test.each([
    ["7.0.0", true],
    ["7.1.15", true],
    ["7.1.14", false],
    ["~7.1.9", false],
  ])("is reported by both as not supported by %s", async (version, installed) => {
    for (const text of await both(version, { installed })) {
      expect(text).toMatch(LATE);
      expect(text).not.toMatch(NOTE);
    }
  });

  test.each([
    ["7.2.0", true],
    ["7.3.1", true],
    ["^7.1.9", false],
    ["latest", false],
  ])("is reported by both as it is in the newer one for %s", async (version, installed) => {
    for (const text of await both(version, { installed })) {
      expect(text).toMatch(NOTE);
      expect(text).not.toMatch(LATE);
    }
  });

  test("is not reported if the older library does the same without it", async () => {
    for (const text of await both("7.1.14", { toml: "[pool]\nmin = 0\n" })) expect(text).not.toMatch(/pool\.min/);
  });

  test("is reported for the versions that a program passes", () => {
    const { config, origins } = inspectPoolConfig({ config: { pool: { min: 2 } }, env: false, dotenv: false });
    const messages = (versions: Record<string, string>) =>
      render(config, "node-postgres", { origins, versions }).deviations.map(({ message }) => message);
    expect(messages({ pg: "8.15.6" })).toEqual([
      expect.stringMatching(/^pool\.min \(2\) is not supported by .* pg 8\.15\.6/),
    ]);
    expect(messages({ pg: "8.20.0" })).toEqual(messages({}));
    expect(() => render(config, "node-postgres", { versions: { pg: 8 } as never })).toThrow(/versions of render/);
  });
});
