// comments that accept a finding beside them
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding, Suppressed } from "../../src/diagnostics/finding.ts";
import { rules } from "../../src/lint/rules/registry.gen.ts";
import { inspectPoolConfig, loadPoolConfigSync } from "../../src/load/index.ts";

const REASON = "the server has 96 cores";
const RULE = "size-implausible";

function look(content: string, format = "toml", more = {}) {
  const text = { name: `pool.${format}`, format, content };
  const { findings, ignored } = inspectPoolConfig({
    text,
    env: {},
    dotenv: false,
    overrides: { "server.maxConnections": 1000 },
    ...more,
  });
  return { rules: loud(findings), ignored: ignored.map(told) };
}

const loud = (findings: readonly Finding[]) =>
  findings.filter(({ severity, rule }) => severity !== "info" || rule === "unused-ignore").map(({ rule }) => rule);
const told = ({ finding, by, reason, at }: Suppressed) => [finding.rule, by, reason, at?.line];

describe("a comment", () => {
  test.each([
    ["on the line", "toml", `[pool]\nmax = 300 # poolcfg-ignore ${RULE}: ${REASON}\n`, 2],
    ["above it", "toml", `[pool]\n# poolcfg-ignore ${RULE}: ${REASON}\nmax = 300\n`, 2],
    ["above another comment", "toml", `[pool]\n  # poolcfg-ignore ${RULE}: ${REASON}\n# large\nmax = 300\n`, 2],
    ["with more blanks", "toml", `[pool]\nmax = 300 #poolcfg-ignore   ${RULE} :  ${REASON}  \r\n`, 2],
    ["after a text with a # in it", "toml", `pool = { max = 300 } # poolcfg-ignore ${RULE}: ${REASON}\n`, 1],
    ["in YAML", "yaml", `pool:\n  max: 300 # poolcfg-ignore ${RULE}: ${REASON}\n`, 2],
    ["above it in YAML", "yaml", `pool:\n  # poolcfg-ignore ${RULE}: ${REASON}\n  max: 300\n`, 2],
  ])("%s", (_, format, text, line) => {
    expect(look(text, format)).toEqual({ rules: [], ignored: [[RULE, "comment", REASON, line]] });
  });

  test("of two rules, one above the other", () => {
    const text = `[pool]
# poolcfg-ignore ${RULE}: one
# poolcfg-ignore fleet-exceeds-limit: two
max = 300
`;
    const found = look(text, "toml", { overrides: { "server.maxConnections": 100 } });
    expect(found.rules).toEqual([]);
    expect(found.ignored.map(([rule]) => rule).sort()).toEqual(["fleet-exceeds-limit", RULE]);
  });

  test.each([
    ["without a reason", `max = 300 # poolcfg-ignore ${RULE}`, [RULE, "unused-ignore"]],
    ["with an empty reason", `max = 300 # poolcfg-ignore ${RULE}:  `, [RULE, "unused-ignore"]],
    ["without a rule", "max = 300 # poolcfg-ignore", [RULE, "unused-ignore"]],
    ["of a rule that is not there", "max = 300 # poolcfg-ignore size: x", [RULE, "unused-ignore"]],
    ["of another rule", "max = 300 # poolcfg-ignore min-exceeds-max: x", [RULE, "unused-ignore"]],
    ["two lines above", `# poolcfg-ignore ${RULE}: x\n\nmax = 300`, [RULE, "unused-ignore"]],
    ["on the line below", `max = 300\n# poolcfg-ignore ${RULE}: x`, [RULE, "unused-ignore"]],
    ["that is a piece of a text", `max = 300\n[connection]\ndatabase = "a # poolcfg-ignore ${RULE}: x"`, [RULE]],
    ["of a value that is not read", "max = 0 # poolcfg-ignore out-of-range: x", ["unused-ignore", "out-of-range"]],
  ])("%s ignores nothing", (_, line, expected) => {
    const found = look(`[pool]\n${line}\n`);
    expect(found.ignored).toEqual([]);
    expect([...new Set(found.rules)].sort()).toEqual(expected.sort());
  });

  test("in JSON there is none", () => {
    const text = `{ "pool": { "max": 300 }, "connection": { "database": "# poolcfg-ignore ${RULE}: x" } }`;
    expect(look(text, "json")).toEqual({
      rules: [RULE],
      ignored: [],
    });
  });

  test("of a rule about targets is not idle where another target is checked", () => {
    const text = "[pool]\nmax_idle = 5 # poolcfg-ignore setting-lost: accepted\n";
    expect(look(text).rules).toEqual([]);
    expect(look(text, "toml", { targets: ["node-postgres"] })).toEqual({
      rules: [],
      ignored: [["setting-lost", "comment", "accepted", 2]],
    });
  });

  test("lets a start go on that the finding would have ended", () => {
    const line = "max = 98";
    const start = (content: string) =>
      loadPoolConfigSync({ text: { name: "pool.toml", format: "toml", content }, env: {}, dotenv: false }).pool.max;
    const server = "[server]\nmax_connections = 100\n[pool]\n";
    expect(() => start(`${server}${line}\n`)).toThrow(/fleet-exceeds-limit/);
    expect(start(`${server}${line} # poolcfg-ignore fleet-exceeds-limit: nobody else is there\n`)).toBe(98);
  });

  test("never hides a value that is not read, whatever the rule", () => {
    const raised = rules.filter(({ check, severity }) => !check && severity === "error");
    expect(raised.length).toBeGreaterThan(10);
    for (const { id } of raised)
      expect(look(`[pool]\nmax = "x" # poolcfg-ignore ${id}: x\n`).rules).toEqual(
        expect.arrayContaining(["wrong-type", "unused-ignore"]),
      );
  });

  test("of any text does no harm", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (tail, alone) => {
        const text = `[pool]\nmax = 300 ${alone ? "\n" : ""}# poolcfg-ignore${tail.replace(/[\n\r\u0000-\u001f\u007f]/g, " ")}\n`;
        const { rules: found, ignored } = look(text);
        if (found.includes("syntax-error")) return;
        expect(found.includes(RULE) || ignored.length > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test("[rules] accepts with a reason, and that is told too", () => {
  const text = `[rules.${RULE}]\nignore = "${REASON}"\n[pool]\nmax = 300\n[server]\nmax_connections = 1000\n`;
  expect(look(text)).toEqual({ rules: [], ignored: [[RULE, "rules", REASON, undefined]] });
});
