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
