// npm run test:rendered: every rendered text, read by the tools of its own language
//
//   --only TARGET[,TARGET]   only these targets
//   --config ID[,ID]         only these configs
//   --reader ID[,ID]         only these readers; nothing is said about the others
//   --share COUNT            one of so many shares of the configs, another one each day
//   --keep                   leave the rendered projects in place, and print where they are
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { targets as allTargets } from "../../src/targets/registry.gen.ts";
import { EXAMPLES } from "./configs.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { renderAll, temporaryFolder } from "./matrix.ts";
import { applyExceptions, type Outcome } from "./outcomes.ts";
import { type Cell, differences, type Reader } from "./reader.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    config: { type: "string" },
    reader: { type: "string" },
    share: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const demanded = process.env.POOLCFG_DEMAND === "all";

const targets = chosen("target", allTargets, options.only);
const examples = shareOf(chosen("config", EXAMPLES, options.config), options.share);
const readers = chosen("reader", await loadReaders(), options.reader);
const isPart = [options.config, options.reader, options.share].some((option) => option !== undefined);

const began = Date.now();
const projects = temporaryFolder();
const work = fileURLToPath(new URL(`../tmp/rendered-${process.pid}/`, import.meta.url));
const { cells, refusals } = await renderAll(targets, examples, projects);
console.error(`${cells.length} texts rendered, ${refusals.length} refused`);

/** What did not pass, one entry for each reason. */
const outcomes: Outcome[] = refusals.flatMap(({ target, form, example, onlySet, stderr }) =>
  errorsIn(stderr).map((message) => ({
    target: target.id,
    form,
    config: example.id,
    onlySet,
    problem: "refused",
    message,
  })),
);
const readBy = new Map<Cell, string[]>(cells.map((cell) => [cell, []]));
const unavailable = new Map<string, string>();

for (const reader of readers) {
  const own = cells.filter(({ target, form }) => reader.reads(target, form));
  if (own.length === 0) continue;
  const why = await reader.unavailable?.();
  if (why !== undefined) unavailable.set(reader.id, why);
  for (const cell of own) readBy.get(cell)!.push(reader.id);
  if (why !== undefined) continue;
  const folder = join(work, reader.id);
  mkdirSync(folder, { recursive: true });
  const start = Date.now();
  const readings = await reader.read(own, folder);
  for (const cell of own) {
    const reading = readings.get(cell) ?? { problem: "the reader said nothing about it" };
    const problems = [...(reading.problem === undefined ? [] : [reading.problem]), ...differences(cell, reading)];
    for (const message of problems) outcomes.push(outcome(cell, reader.id, message));
  }
  console.error(`${reader.title}: ${own.length} texts in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
if (options.reader === undefined)
  for (const [cell, by] of readBy)
    if (by.length === 0) outcomes.push(outcome(cell, "unread", "no reader reads this form"));

const { failures, excepted, stale } = applyExceptions(outcomes, EXCEPTIONS, {
  targets: targets.map(({ id }) => id),
  isPart,
  silent: new Set(unavailable.keys()),
});

summary();
for (const [what, configs] of grouped(failures)) console.log(`\n${what}\n  in ${configs.join(", ")}`);
for (const text of stale) console.log(`\nSTALE ${text}`);
for (const [id, why] of unavailable) console.log(`\nNOT READ HERE by ${id}: ${why}`);
const bad = failures.length + stale.length + (demanded ? unavailable.size : 0);
console.log(
  `\n${cells.length} texts, ${readers.length} readers: ${failures.length} failed, ${excepted.length} excepted, ${stale.length} stale exceptions, ${unavailable.size} readers not here (${((Date.now() - began) / 1000).toFixed(0)} s)`,
);
if (options.keep) console.log(`projects: ${projects}\nreaders:  ${work}`);
else for (const folder of [projects, work]) rmSync(folder, { recursive: true, force: true });
// some libraries leave timers behind; a pipe takes the rest of the output first
process.stdout.write("", () => process.exit(bad > 0 ? 1 : 0));

async function loadReaders(): Promise<(Reader & { readonly id: string })[]> {
  const folder = fileURLToPath(new URL("readers/", import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.startsWith("_"));
  return Promise.all(
    names.sort().map(async (name) => {
      const { default: reader } = (await import(pathToFileURL(join(folder, name)).href)) as { default: Reader };
      return { ...reader, id: name.slice(0, -".ts".length) };
    }),
  );
}

function chosen<T extends { readonly id: string }>(what: string, all: readonly T[], words?: string): readonly T[] {
  if (words === undefined) return all;
  const ids = words.split(",");
  const unknown = ids.filter((id) => !all.some((one) => one.id === id));
  if (unknown.length > 0) {
    console.error(`Unknown ${what}: ${unknown.join(", ")}. Known: ${all.map(({ id }) => id).join(", ")}.`);
    process.exit(2);
  }
  return all.filter(({ id }) => ids.includes(id));
}

function shareOf<T>(all: readonly T[], share = "1"): readonly T[] {
  if (!/^[1-9]\d?$/.test(share)) {
    console.error("--share takes a count from 1 to 99.");
    process.exit(2);
  }
  const count = Number(share);
  const day = Math.floor(Date.now() / 86_400_000);
  return all.filter((_, at) => at % count === day % count);
}

function outcome({ target, form, example, onlySet }: Cell, problem: string, message: string): Outcome {
  return { target: target.id, form, config: example.id, onlySet, problem, message };
}

/** The reasons of a refusal, without the sentence that ends them. */
function errorsIn(stderr: string): readonly string[] {
  const lines = stderr.split("\n").filter((line) => /^error\b/.test(line) && !/so nothing was rendered\.$/.test(line));
  return lines.length > 0 ? lines : [stderr.trim()];
}

/** The same failure of several configs once, with their names. */
function grouped(failures: readonly Outcome[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { target, form, config, onlySet, problem, message } of failures) {
    const what = `FAILED ${target} ${form}: ${problem}\n${message.replace(/^/gm, "  ")}`;
    groups.set(what, [...(groups.get(what) ?? []), `${config}${onlySet ? " --only-set" : ""}`]);
  }
  return groups;
}

/** A line for each target and form. */
function summary(): void {
  const rows = new Map<
    string,
    { rendered: number; refused: number; failed: number; excepted: number; by: Set<string> }
  >();
  const row = (target: string, form: string) => {
    const key = `${target} ${form}`;
    const found = rows.get(key) ?? { rendered: 0, refused: 0, failed: 0, excepted: 0, by: new Set<string>() };
    rows.set(key, found);
    return found;
  };
  for (const [{ target, form }, by] of readBy) {
    const counts = row(target.id, form);
    counts.rendered++;
    for (const id of by) counts.by.add(unavailable.has(id) ? `(${id})` : id);
  }
  for (const { target, form } of refusals) row(target.id, form).refused++;
  // several problems of one cell count once
  const count = (list: readonly Outcome[], name: "failed" | "excepted") => {
    const seen = new Set<string>();
    for (const { target, form, config, onlySet } of list) {
      const key = `${target} ${form} ${config} ${onlySet}`;
      if (!seen.has(key)) row(target, form)[name]++;
      seen.add(key);
    }
  };
  count(failures, "failed");
  count(
    excepted.filter(({ problem }) => problem !== "refused"),
    "excepted",
  );
  console.log(
    `\n${"target and form".padEnd(28)}${["rendered", "refused", "failed", "excepted"].map((word) => word.padStart(10)).join("")}  read by`,
  );
  for (const [key, { rendered, refused, failed, excepted, by }] of rows) {
    const counts = [rendered, refused, failed, excepted].map((number) => String(number).padStart(10)).join("");
    console.log(`${key.padEnd(28)}${counts}  ${[...by].join(", ") || "-"}`);
  }
}
