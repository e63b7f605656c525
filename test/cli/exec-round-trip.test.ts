// a rendered program of JavaScript that `import --exec` runs says the same as the config, or it shows no options
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { runProgram } from "../../src/cli/_program.ts";
import { jitterMillis } from "../../src/codecs/jitter.ts";
import { importConfig } from "../../src/import/index.ts";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { isTargetPath, valueAt } from "../../src/model/paths.ts";
import { render } from "../../src/render/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { comparedWithList } from "../_shrinking.ts";
import { readConfig } from "../targets/_config.ts";

/** In the repository, so that the programs find the libraries. */
const FOLDER = fileURLToPath(new URL(`../tmp/exec-${process.pid}/`, import.meta.url));
mkdirSync(FOLDER, { recursive: true });
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Libraries whose objects show no options; import says so. */
const CLOSED = [...["knex", "node-redis", "objection", "pg-promise", "postgres-js", "slonik"]];

/** Libraries whose objects show the options of their driver. */
const SHOWN_AS: Readonly<Record<string, string>> = { drizzle: "node-postgres", "drizzle-postgres-js": "postgres-js" };

/** Libraries that are not among the packages of the repository, or need generated code. */
const ELSEWHERE = ["bun-sql", "mikro-orm@6", "prisma", "prisma@7"];

const IDS = targets.filter(({ id, language }) => language === "js" && !ELSEWHERE.includes(id)).map(({ id }) => id);
const { config, origins } = readConfig("everything-set");

async function run(id: string) {
  const { text, deviations } = render(config, id, { format: "code", origins });
  const path = join(FOLDER, `${id}.mjs`);
  writeFileSync(path, text);
  const env = { ...process.env, NODE_ENV: undefined, DATABASE_URL: undefined, PGPASSWORD: "only in the environment" };
  const lost = new Set<string>(deviations.map((deviation) => deviation.path));
  return { lost, exported: await runProgram({ path, name: `${id}.mjs`, source: text, env, timeLimit: 60_000 }) };
}

test.each(CLOSED)("the program of %s exports no options, which is said", async (id) => {
  await expect(run(id)).rejects.toThrow(/Export the options object, too, and import that/);
});

/** Set, written, and not there again: the target and the path. */
const differing: string[] = [];

test.each(IDS.filter((id) => !CLOSED.includes(id)))("the program of %s is read as it is meant", async (id) => {
  const { exported, lost } = await run(id);
  const { values, findings } = importConfig(exported.data, { from: SHOWN_AS[id] ?? id });
  const faults = findings.filter(({ severity, rule }) => severity === "error" || rule === "replication-doubles-pool");
  expect(faults.map(({ message }) => message)).toEqual([]);
  for (const path of Object.keys(origins) as Path[]) {
    if (!isTargetPath(path) || lost.has(path)) continue;
    const want = shown(path, valueAt(config, path));
    if (shown(path, values[path]) !== want) differing.push(`${id}: ${path}`);
  }
});

test("what is not compared is listed", () => {
  expect(comparedWithList("cli/exec-round-trip.json", differing.sort())).toEqual({ added: [], stale: [] });
});

// as a config has it in memory: an import has texts, as a file does
function shown(path: Path, given: unknown): string {
  const { schema } = FIELDS.get(path)!;
  const value = typeof given === "string" ? (schema["~standard"].validate(given) as { value?: unknown }).value : given;
  if (path !== "pool.maxLifetimeJitter" || value === undefined) return JSON.stringify(value) ?? "nothing";
  return String(jitterMillis(value as string, config.pool.maxLifetime));
}
