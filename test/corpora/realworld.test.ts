// configurations as found in public: import gives what they state, and their faults are findings
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { importConfig } from "../../src/import/index.ts";
import { inspectPoolConfig } from "../../src/load/index.ts";

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly format: string;
  readonly expect: Readonly<Record<string, number | string>>;
  readonly faults: readonly string[];
  readonly environments?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  /** Where the lines stand in the whole file. */
  readonly under?: string;
  readonly fleet?: { replicasMax?: number; instances?: number; serverMaxConnections?: number };
}

/** Who reads a line: by its kind and its format, else by its kind. YAML that no tool is named for is a config of poolcfg's. */
const READERS: Readonly<Record<string, string>> = {
  "prisma-url": "prisma",
  "node-postgres": "node-postgres",
  knex: "knex",
  npgsql: "npgsql",
  rails: "rails",
  sequelize: "sequelize",
  typeorm: "typeorm",
  "spring-hikari": "spring-boot",
  "spring-hikari/yaml": "spring-boot",
  "spring-hikari/java": "hikaricp",
  "jvm-other": "hikaricp",
  "jvm-other/yaml": "hikaricp",
  python: "django",
  go: "pgxpool",
  "go/yaml": "database-sql",
  "go/json": "database-sql",
  rust: "sqlx",
  "rust/yaml": "sqlx",
  "rust/toml": "sqlx",
  pgbouncer: "pgbouncer",
};

/** The rules that find a stated fault; any of them will do. */
const RULES: Readonly<Record<string, readonly string[]>> = JSON.parse(read("fault-rules.json"));

/** What is read otherwise than stated, and why: by line, then by field, fault or rule. */
const DIFFERS: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(read("realworld-differs.json"));

const lines: Line[] = read("realworld.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const ours = lines.filter(({ kind }) => kind in READERS);

const stating = ours.filter(({ expect: stated, environments = { "": stated } }) =>
  Object.values(environments).some((values) => Object.keys(values).length > 0),
);

test.each(stating)("$id: the stated values", (line) => {
  for (const [environment, stated] of Object.entries(line.environments ?? { "": line.expect })) {
    const { pool, session, connection } = look(line, environment || undefined).config;
    const read = { ...pool, ...session, applicationName: connection.applicationName } as Record<string, unknown>;
    for (const [field, value] of Object.entries(stated)) {
      const same = read[field] === (value === "off" ? null : value);
      const reason = DIFFERS[line.id]?.[field];
      expect(same ? "as stated" : `${field} is ${read[field]}, stated ${value}`).toEqual(
        reason ? expect.stringMatching(/ is /) : "as stated",
      );
    }
  }
});

test.each(ours.filter(({ faults }) => faults.length > 0))("$id: the faults $faults", (line) => {
  const found = new Set(look(line).findings.map(({ rule }) => rule));
  for (const fault of line.faults) {
    const hit = (RULES[fault] ?? []).some((rule) => found.has(rule));
    const reason = DIFFERS[line.id]?.[fault];
    expect({ fault, hit, found: [...found] }).toMatchObject({ fault, hit: reason === undefined });
  }
});

test.each(ours.filter(({ faults }) => faults.length === 0))("$id: no warning", (line) => {
  const environments = Object.keys(line.environments ?? { "": line.expect });
  const findings = environments.flatMap((environment) => look(line, environment || undefined).findings);
  // what sets nothing that is canonical is an empty config
  const warnings = findings.filter(({ severity, rule }) => severity !== "info" && rule !== "empty-config");
  const differs = Object.keys(DIFFERS[line.id] ?? {}).filter((name) => !(name in line.expect));
  expect(warnings.filter(({ rule }) => !differs.includes(rule))).toEqual([]);
  expect(warnings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(differs));
});

test("every difference has a line and a reason", () => {
  for (const [id, reasons] of Object.entries(DIFFERS)) {
    expect(lines.map((line) => line.id)).toContain(id);
    for (const reason of Object.values(reasons)) expect(reason.length).toBeGreaterThan(20);
  }
});

function look(
  line: Line,
  environment?: string,
): { config: ReturnType<typeof inspectPoolConfig>["config"]; findings: Finding[] } {
  const { id, kind, format } = line;
  // a file may hold a URL that says it all
  const inUrl = /[?&]pool_\w+=/.test(line.text);
  const owner = inUrl ? undefined : READERS[`${kind}/${format}`];
  const overrides: Record<string, unknown> = {};
  const { fleet } = line;
  if (fleet?.serverMaxConnections !== undefined) overrides["server.maxConnections"] = fleet.serverMaxConnections;
  const instances = fleet?.replicasMax ?? fleet?.instances;
  if (instances !== undefined) overrides["deployment.instances"] = instances;
  const base = { env: {}, dotenv: false, overrides, cwd: "/" } as const;
  // variables of the pool's own, and no connection string among them
  if (format === "env" && !line.text.includes("://"))
    return inspectPoolConfig({ ...base, env: parseEnv(line.text) as Record<string, string> });
  if (format === "yaml" && owner === undefined && !inUrl)
    return inspectPoolConfig({ ...base, text: { name: `${id}.yaml`, format: "yaml", content: line.text } });
  const options = { name: owner === undefined ? id : `${id}.${format}`, ...(environment && { environment }) };
  const imported = attempt(() => importConfig(whole(line), { from: owner ?? READERS[kind]!, ...options }));
  // what nobody can read is read as nothing
  if (imported === undefined) return { config: inspectPoolConfig(base).config, findings: [] };
  const { config, findings } = inspectPoolConfig({
    ...base,
    text: { name: `${id}.toml`, format: "toml", content: imported.text },
  });
  return { config, findings: [...imported.findings, ...findings] };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: "input" });
    return undefined;
  }
}

// with the tables that it stands in, or the header of its section
function whole({ text, under }: Line): string {
  if (under?.startsWith("[")) return `${under}\n${text}`;
  const parents = under?.split(".") ?? [];
  return `${parents.map((key, depth) => `${"  ".repeat(depth)}${key}:\n`).join("")}${text}`;
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
