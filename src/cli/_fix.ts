// applies the edits of findings to the files they stand in
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Edit, Finding, Suppressed } from "../diagnostics/finding.ts";
import type { RuleSetting } from "../model/rule-setting.ts";
import { unifiedDiff } from "./_diff.ts";
import { wantsColor } from "./_io.ts";
import { exitCode } from "./_report.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";
import { plural, printable } from "./reporters/_text.ts";

interface Checked {
  findings: Finding[];
  ignored: readonly Suppressed[];
  rules: Record<string, RuleSetting>;
  sources: string[];
}

/** Fixes what has a safe fix, checks again, and gives what is left. A fix may lay open another; so it goes round until none is left. */
export async function fixAll(call: Call, check: () => Promise<Checked>): Promise<Checked> {
  if (call.args.includes("-"))
    throw new PoolcfgError("usage", "--fix writes files, and stdin is none; name the file, or use --diff.");
  const { io } = call;
  const { applyMove, planMove } = await import("./_move-parameters.ts");
  const { move, refused } = await planMove(call);
  if (refused !== undefined) io.stderr.write(`not fixed: ${printable(refused)}\n`);
  if (move) applyMove(move, call);
  let checked = await check();
  let fixed = move ? 1 : 0;
  for (let round = 0; round < ROUNDS; round++) {
    const changes = plan(checked.findings, io.cwd);
    if (changes.length === 0) break;
    for (const { path, name, after } of changes) writeAtomic(path, after, { shown: name });
    const next = await check();
    if (count(next) > count(checked) || isBroken(next, checked)) {
      for (const { path, name, before } of changes) writeAtomic(path, before, { shown: name });
      throw new PoolcfgError("internal", "a fix brought more errors than it mended, so the files were put back.");
    }
    for (const { name, done } of changes) {
      fixed += done.length;
      for (const { rule, message } of done)
        io.stderr.write(`fixed ${printable(name)}: ${printable(message)} [${rule}]\n`);
    }
    checked = next;
  }
  io.stderr.write(`${fixed === 0 ? "nothing to fix" : `${plural(fixed, "finding")} fixed`}\n`);
  return checked;
}

/** Writes the fixes as a diff to stdout. Secrets in it are masked. */
export async function showFixes(call: Call, findings: readonly Finding[]): Promise<number> {
  const { io, options } = call;
  const style = { color: wantsColor(options.color, io.stdout, io.env) };
  const changes = plan(findings, io.cwd);
  for (const { name, before, after } of changes) {
    io.stdout.write(unifiedDiff(before, after, { before: name, after: `${name} (fixed)` }, style));
  }
  const { planMove } = await import("./_move-parameters.ts");
  const { move } = await planMove(call);
  for (const { name, before = "", after } of move?.files ?? [])
    io.stdout.write(unifiedDiff(before, after, { before: name, after: `${name} (fixed)` }, style));
  const fixable = changes.reduce((sum, { done }) => sum + done.length, 0);
  io.stderr.write(`${plural(fixable, "finding")} of ${findings.length} can be fixed\n`);
  return exitCode(findings, options);
}

const ROUNDS = 10;

/** Faults that no fix may bring, however many it mends: with them the rest of the file is not read. */
const BROKEN = new Set(["syntax-error", "duplicate-key", "duplicate-setting"]);

function isBroken(now: Checked, before: Checked): boolean {
  const broken = ({ findings }: Checked) => findings.filter(({ rule }) => BROKEN.has(rule)).length;
  return broken(now) > broken(before);
}

/** What one file is to become. */
interface Change {
  readonly path: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly done: readonly Finding[];
}

function plan(findings: readonly Finding[], cwd: string): Change[] {
  const files = new Map<string, { edits: Edit[]; done: Finding[]; end: number }>();
  const mendable = findings.flatMap((finding) => {
    const edits = [...(finding.edits ?? [])].sort((a, b) => a.start - b.start);
    return edits.length > 0 ? [{ finding, edits }] : [];
  });
  for (const { finding, edits } of mendable.sort((a, b) => a.edits[0]!.start - b.edits[0]!.start)) {
    // a finding is mended whole or left for the next round
    if (edits.some(({ file, start }) => start < (files.get(file)?.end ?? 0))) continue;
    for (const edit of edits) {
      const file = files.get(edit.file) ?? { edits: [], done: [], end: 0 };
      file.edits.push(edit);
      file.end = edit.end;
      files.set(edit.file, file);
    }
    files.get(edits[0]!.file)!.done.push(finding);
  }
  return [...files].map(([path, { edits, done }]) => {
    const name = relative(cwd, path) || path;
    const read = done.find(({ origin }) => origin?.document?.path === path)?.origin?.document?.text;
    const before = readFileSync(path, "utf8");
    const mark = before.startsWith("\ufeff") && read !== undefined && !read.startsWith("\ufeff") ? "\ufeff" : "";
    const body = before.slice(mark.length);
    if (read !== undefined && read !== body) {
      throw new PoolcfgError("input", `${name} was changed while it was checked; run poolcfg validate --fix again.`);
    }
    return { path, name, before, after: mark + apply(body, edits), done };
  });
}

function apply(text: string, edits: readonly Edit[]): string {
  let result = "";
  let kept = 0;
  for (const { start, end, text: insert } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(kept, start) + insert;
    kept = end;
  }
  return result + text.slice(kept);
}

function count({ findings }: Checked): number {
  return findings.filter(({ severity }) => severity === "error").length;
}
