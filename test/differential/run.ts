// npm run test:differential -- [OLD.tgz | COMMIT] [--only ID[,ID]] [--runs N] [--seed S] [--wording] | --record COMMIT
// Random configs through an older poolcfg and the working tree. Exit 1 if they differ in what nobody has accepted, 2 for a wrong use.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as present from "../../src/index.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { type Accepted, problemOf, sift } from "./_accepted.ts";
import { type Api, compare, type Difference, pairsOf, type Subject } from "./_compare.ts";
import { type Sample, sample } from "./_configs.ts";
import { type Baseline, baselineAt, commitOf, PackError, unpack } from "./_pack.ts";

const USAGE = `Usage: npm run test:differential -- [OLD.tgz | COMMIT] [options]

  OLD.tgz, COMMIT   the older version (default: the commit in test/differential/baseline.json)
  --only ID[,ID]    compare these targets alone
  --runs N          number of random configs (default: 300)
  --seed S          seed of the configs (default: 1)
  --wording         compare messages, too
  --record COMMIT   make COMMIT the baseline, and empty the list of accepted differences`;

class UsageError extends Error {}

const DEFAULTS = { runs: 300, seed: 1 };
const MOST_SHOWN = 40;
const LONGEST_SHOWN = 300;
const BASELINE = new URL("baseline.json", import.meta.url);
const ACCEPTED = new URL("accepted.json", import.meta.url);

const json = (file: URL) => JSON.parse(readFileSync(file, "utf8"));

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!usage && !(error instanceof PackError)) throw error;
  console.error(usage ? `${(error as Error).message}\n\n${USAGE}` : (error as Error).message);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: text, runs: text, seed: text, wording: { type: "boolean" }, record: text },
  });
  if (values.record !== undefined) return record(values.record);
  if (positionals.length > 1) throw new UsageError(`Expected one older version, not ${positionals.join(" and ")}.`);
  const { only, wording = false } = values;
  const runs = wholeNumber("--runs", values.runs, DEFAULTS.runs);
  const seed = wholeNumber("--seed", values.seed, DEFAULTS.seed);
  const accepted = readAccepted();
  const baseline = json(BASELINE) as Baseline;
  const version = positionals[0] ?? commitOf(baseline);
  const { folder, done } = unpack(version);
  try {
    const old = (await import(join(folder, "dist/index.js"))) as unknown as Api;
    const { subjects, differences } = await subjectsOf(folder, only?.split(","));
    console.log(
      `${positionals[0] ?? `${version.slice(0, 8)} (${baseline.subject})`} and the working tree: ${runs} configs, seed ${seed}, ${subjects.length} targets`,
    );
    const found: Found[] = [...differences];
    for (const [at, one] of sample(seed, runs).entries()) {
      if (at > 0 && at % 25 === 0) console.log(`${at} of ${runs} configs, ${found.length} differences`);
      found.push(
        ...compare(old, present as unknown as Api, subjects, one, { wording }).map((difference) => ({
          ...difference,
          sample: one,
        })),
      );
    }
    const { open, stale } = sift(found, accepted);
    report(open as Found[], found.length - open.length);
    // another run may not meet every accepted difference
    const whole = positionals.length === 0 && Object.keys(values).length === 0;
    if (whole)
      for (const entry of stale)
        console.log(`Stale: no difference is accepted by ${JSON.stringify(entry)}. Remove it.`);
    return open.length > 0 || (whole && stale.length > 0) ? 1 : 0;
  } finally {
    done();
  }
}

interface Found extends Difference {
  /** Absent for what holds for every config. */
  readonly sample?: Sample;
}

function record(commit: string): number {
  writeFileSync(BASELINE, `${JSON.stringify(baselineAt(commit), undefined, 2)}\n`);
  writeFileSync(ACCEPTED, "[]\n");
  console.log(readFileSync(BASELINE, "utf8"));
  return 0;
}

function readAccepted(): Accepted[] {
  const accepted = json(ACCEPTED) as Accepted[];
  for (const entry of accepted) {
    const problem = problemOf(entry);
    if (problem !== undefined)
      throw new PackError(`test/differential/accepted.json: ${problem}: ${JSON.stringify(entry)}`);
  }
  return accepted;
}

/** The targets of both versions, with the forms that both have; a target or a form of one version alone is a difference. */
async function subjectsOf(folder: string, only: readonly string[] | undefined) {
  const files = readdirSync(join(folder, "dist/targets")).filter((name) => name.endsWith(".js"));
  const old = await Promise.all(
    files.map(
      async (name) =>
        (await import(join(folder, "dist/targets", name))).default as { id: string; forms: readonly string[] },
    ),
  );
  const ids = [...new Set([...old, ...targets].map(({ id }) => id))].sort();
  const unknown = only?.filter((id) => !ids.includes(id)) ?? [];
  if (unknown.length > 0)
    throw new UsageError(`--only: unknown target ${unknown.join(", ")}. Targets: ${ids.join(", ")}.`);
  const pairs = (only ?? ids).map((id) => {
    const formsIn = (all: readonly { id: string; forms: readonly string[] }[]) =>
      all.find((target) => target.id === id)?.forms ?? [];
    return { id, ...pairsOf(id, formsIn(old), formsIn(targets)) };
  });
  const subjects: Subject[] = pairs.filter(({ forms }) => forms.length > 0);
  return { subjects, differences: pairs.flatMap(({ differences }) => differences) };
}

function wholeNumber(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`${option}: expected a whole number from 1, not ${JSON.stringify(text)}.`);
  return Number(text);
}

/** Prints differences that only differ by where they were found once, with the smallest config that shows them. */
function report(open: readonly Found[], accepted: number): void {
  const groups = new Map<string, Found[]>();
  for (const one of open) {
    const key = JSON.stringify([one.what, one.before, one.after]).replace(/\d+/g, "0");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const group of [...groups.values()].slice(0, MOST_SHOWN)) {
    const [first] = group.toSorted((one, other) => sizeOf(one) - sizeOf(other));
    const places = [
      ...new Set(
        group.map(({ target, form }) => (target === undefined ? "when loaded" : `${target} ${form ?? ""}`.trim())),
      ),
    ];
    console.log(`\n${first!.what}, ${group.length} times: ${cut(places.join(", "))}`);
    console.log(`  before: ${cut(first!.before ?? "nothing")}\n  after:  ${cut(first!.after ?? "nothing")}`);
    if (first!.sample) console.log(`  config: ${JSON.stringify(first!.sample)}`);
  }
  if (groups.size > MOST_SHOWN) console.log(`\n${groups.size - MOST_SHOWN} further kinds of difference are not shown.`);
  const counts = new Map<string, number>();
  for (const { what } of open) {
    const [name] = what.split(" ", 1);
    counts.set(name!, (counts.get(name!) ?? 0) + 1);
  }
  for (const [name, count] of counts) console.log(`${name}: ${count} differences`);
  console.log(`\n${open.length} differences of ${groups.size} kinds; ${accepted} more are accepted.`);
}

function sizeOf({ sample: one }: Found): number {
  return JSON.stringify(one ?? null).length;
}

function cut(line: string): string {
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)} …` : line;
}
