// npm run conformance -- [--only ID[,ID]] [--changed COMMIT] [--share [K/]N] [--limit N]: measures all targets, or some of them.
// Exit 1 if a table claims more than was measured, 2 if the command line is not valid.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { targets } from "../../src/targets/_all.gen.ts";
import { changedPackages, changedTargets, type Row, type Selection, type Share, select, shareAt } from "./_select.ts";

const USAGE = `Usage: npm run conformance -- [--only ID[,ID] | --changed COMMIT --share [K/]N --limit N]

  --only ID[,ID]   measure these targets, and run their traps alone
  --changed COMMIT measure the targets that changed since the merge base with COMMIT, or since the commit before HEAD
                   if HEAD is in its history
  --share K/N      measure the Kth of N shares of the targets; without K, the one that belongs to the time of HEAD
  --limit N        measure at most N targets`;

class UsageError extends Error {}

const root = fileURLToPath(new URL("../../", import.meta.url));
const rows: Row[] = targets.map(({ id, basis, frame = id }) => ({ id, measured: basis === "measured", frame }));

try {
  const only = chosen();
  const folder = "test/conformance/";
  const traps = only?.named ? only.ids.map((id) => `${folder}traps/${id}.test.ts`) : [];
  const files = only?.named ? [`${folder}conformance.test.ts`, ...traps.filter((name) => existsSync(root + name))] : [];
  const vitest = await startVitest("test", files, {
    root,
    config: `${root}${folder}vitest.config.ts`,
    watch: false,
    provide: { onlyTargets: only?.ids ?? null },
  });
  await vitest.close();
} catch (error) {
  if (!(error instanceof UsageError) && !(error as Error & { code?: string }).code?.startsWith("ERR_PARSE_ARGS"))
    throw error;
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}

/** The targets of the command line; undefined for all of them. */
function chosen(): { ids: readonly string[]; named: boolean } | undefined {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { only: text, changed: text, share: text, limit: text } });
  const { only, changed, share: shareText, limit } = values;
  if (only !== undefined) {
    if (Object.keys(values).length > 1) throw new UsageError("--only cannot be combined with another option.");
    return { ids: named(only), named: true };
  }
  if (changed === undefined && shareText === undefined) {
    if (limit !== undefined) throw new UsageError("--limit needs --changed or --share.");
    return undefined;
  }
  const share = shareText === undefined ? undefined : shareOf(shareText);
  const ids = changed === undefined ? [] : changedSince(changed);
  const most = limit === undefined ? undefined : count(limit, "--limit");
  const found = select(rows, ids, share, most);
  report(ids, found, share);
  return { ids: [...found.changed, ...found.share], named: false };
}

function named(text: string): string[] {
  const ids = text.split(",").map((id) => id.trim());
  const unknown = ids.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0)
    throw new UsageError(
      `--only: unknown target ${unknown.join(", ")}. Targets: ${rows.map(({ id }) => id).join(", ")}.`,
    );
  return ids;
}

function shareOf(text: string): Share {
  const [, part, of] = /^(?:(\d{1,3})\/)?(\d{1,3})$/.exec(text) ?? [];
  if (of === undefined) throw new UsageError(`--share: expected K/N or N, not ${JSON.stringify(text)}.`);
  const share = { part: Number(part ?? 1), of: Number(of) };
  if (share.part < 1 || share.part > share.of)
    throw new UsageError(`--share: ${text} is not between 1/${of} and ${of}/${of}.`);
  return part === undefined ? shareAt(Number(git("show", "-s", "--format=%ct", "HEAD")), share.of) : share;
}

function count(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`${option}: expected a whole number from 1, not ${JSON.stringify(text)}.`);
  return Number(text);
}

/** The targets that changed, of which there are none to tell if the history of a shallow clone does not go back so far. */
function changedSince(commit: string): string[] {
  const base = baseOf(commit);
  if (base === undefined) {
    console.log(`The history of this clone does not reach back to ${commit}: what changed is not known.`);
    return [];
  }
  const files = lines(git("diff", "--name-only", base)).concat(
    lines(git("ls-files", "--others", "--exclude-standard")),
  );
  const lock = "package-lock.json";
  const packages = files.includes(lock)
    ? changedPackages(git("show", `${base}:${lock}`), readFileSync(root + lock, "utf8"))
    : [];
  console.log(`Compared with ${git("show", "-s", "--format=%h (%s)", base)}: ${files.length} files changed.`);
  return changedTargets(root, rows, files, packages);
}

function baseOf(commit: string): string | undefined {
  if (commit.startsWith("-")) throw new UsageError(`--changed: expected a commit, not ${JSON.stringify(commit)}.`);
  try {
    const head = git("rev-parse", "HEAD");
    const base = git("merge-base", "HEAD", commit);
    return base === head ? git("rev-parse", "--verify", "--quiet", "HEAD^") : base;
  } catch {
    return undefined;
  }
}

function report(changed: readonly string[], { changed: first, share: more, left }: Selection, share?: Share): void {
  const list = (ids: readonly string[]) => (ids.length === 0 ? "none" : ids.join(", "));
  console.log(`Changed: ${list(changed)}.`);
  if (share) console.log(`Share ${share.part}/${share.of}: ${list(more)}.`);
  const late = changed.filter((id) => !first.includes(id));
  if (late.length > 0) console.log(`Changed, but over the limit: ${list(late)}.`);
  console.log(`Not measured in this run: ${list(left)}.`);
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
