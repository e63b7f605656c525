// npm run conformance -- [--only ID[,ID]] [--versions] […]: measures all targets and versions, or some of them; USAGE has the options.
// Exit 1 if a table claims more than was measured, 2 if the command line is not valid.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { targets } from "../../src/targets/registry.gen.ts";
import { aliases, versionOfTarget } from "./_install.ts";
import { changedPackages, changedTargets, type Row, type Selection, type Share, select, shareAt } from "./_select.ts";
import type { MeasuredVersion } from "./_version.ts";
import { VERSIONS } from "./versions.ts";

const USAGE = `Usage: npm run conformance -- [--only ID[,ID] | --changed COMMIT --share [K/]N --limit N]

  --only ID[,ID]   measure these targets, and run their traps alone
  --changed COMMIT measure the targets that changed since the merge base with COMMIT, or since the commit before HEAD
                   if HEAD is in its history
  --share K/N      measure the Kth of N shares of the targets; without K, the one that belongs to the time of HEAD
  --limit N        measure at most N targets
  --versions       measure only other versions of the libraries, of all targets or of those of --only
  --version V      measure only that one of them; needs --only with one target
  --version-share [K/]N
                   measure a share of the other versions as well

Without options, all targets and all versions are measured.`;

class UsageError extends Error {}

const FOLDER = "test/conformance/";
const MEASUREMENTS = `${FOLDER}conformance.test.ts`;
const root = fileURLToPath(new URL("../../", import.meta.url));
const rows: Row[] = targets.map(({ id, evidence, frame = id }) => ({ id, measured: evidence === "measured", frame }));

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error as Error & { code?: string }).code?.startsWith("ERR_PARSE_ARGS"))
    throw error;
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ only: text, changed: text, share: text, limit: text, version: text, "version-share": text },
      versions: { type: "boolean" },
    },
  });
  const only = chosen(values);
  const others = versionsOf(values, only);
  let failed = false;
  if (!values.versions && values.version === undefined) {
    const traps = only?.named ? only.ids.map((id) => `${FOLDER}traps/${id}.test.ts`) : [];
    const files = only?.named ? [MEASUREMENTS, ...traps.filter((name) => existsSync(root + name))] : [];
    failed = !(await measure(files, only?.ids));
  }
  for (const { target, version } of others) {
    const entry = VERSIONS[target]!;
    console.log(`\n${target} with ${entry.packages[0]} ${version}`);
    const passed = await measure([MEASUREMENTS], [target], versionOfTarget(target, version, entry));
    failed ||= !passed;
  }
  process.exitCode = failed ? 1 : 0;
}

/** The other versions of libraries that this run measures. */
function versionsOf(
  { versions, version, "version-share": share }: Options,
  only: Chosen | undefined,
): { target: string; version: string }[] {
  const all = Object.entries(VERSIONS).flatMap(([target, entry]) =>
    Object.keys(entry.versions).map((version) => ({ target, version })),
  );
  if (share !== undefined) {
    const { part, of } = shareOf("--version-share", share);
    const mine = all.filter((_, index) => index % of === part - 1);
    console.log(`Other versions: ${mine.map((one) => `${one.target} ${one.version}`).join(", ")}.`);
    return mine;
  }
  const some = all.filter(({ target }) => only?.ids.includes(target) ?? true);
  if (version === undefined) return versions || only === undefined ? some : [];
  if (only?.ids.length !== 1) throw new UsageError("--version needs --only with one target.");
  const found = some.filter((one) => one.version === version);
  if (found.length === 0)
    throw new UsageError(
      `--version: ${JSON.stringify(version)} is not listed in ${FOLDER}versions.ts. Versions of ${only.ids[0]}: ${some.map((one) => one.version).join(", ") || "none"}.`,
    );
  return found;
}

/** Runs test files, all of them if none is named; returns whether all tests passed. */
async function measure(
  files: readonly string[],
  ids: readonly string[] | undefined,
  version?: MeasuredVersion,
): Promise<boolean> {
  const options = {
    root,
    config: `${root}${FOLDER}vitest.config.ts`,
    watch: false,
    provide: { onlyTargets: ids ?? null, version: version ?? null },
  };
  process.exitCode = 0;
  const vitest = await startVitest("test", [...files], options, version && { resolve: { alias: aliases(version) } });
  await vitest.close();
  // vitest sets it for whatever went wrong
  return !process.exitCode;
}

interface Chosen {
  readonly ids: readonly string[];
  /** Whether the command line names them. */
  readonly named: boolean;
}

interface Options {
  readonly only?: string;
  readonly changed?: string;
  readonly share?: string;
  readonly limit?: string;
  readonly version?: string;
  readonly versions?: boolean;
  readonly "version-share"?: string;
}

/** The targets of the command line; undefined for all of them. */
function chosen({ only, changed, share: shareText, limit }: Options): Chosen | undefined {
  if (only !== undefined) {
    if (changed !== undefined || shareText !== undefined || limit !== undefined)
      throw new UsageError("--only cannot be combined with --changed, --share or --limit.");
    return { ids: named(only), named: true };
  }
  if (changed === undefined && shareText === undefined) {
    if (limit !== undefined) throw new UsageError("--limit needs --changed or --share.");
    return undefined;
  }
  const share = shareText === undefined ? undefined : shareOf("--share", shareText);
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

function shareOf(option: string, text: string): Share {
  const [, part, of] = /^(?:(\d{1,3})\/)?(\d{1,3})$/.exec(text) ?? [];
  if (of === undefined) throw new UsageError(`${option}: expected K/N or N, not ${JSON.stringify(text)}.`);
  const share = { part: Number(part ?? 1), of: Number(of) };
  if (share.part < 1 || share.part > share.of)
    throw new UsageError(`${option}: ${text} is not between 1/${of} and ${of}/${of}.`);
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
  const locks = ["package-lock.json", "test/libraries/package-lock.json"].filter((lock) => files.includes(lock));
  const packages = locks.flatMap((lock) => changedPackages(lockAt(base, lock), readFileSync(root + lock, "utf8")));
  console.log(`Compared with ${git("show", "-s", "--format=%h (%s)", base)}: ${files.length} files changed.`);
  return changedTargets(root, rows, files, packages);
}

/** A lock file as it was at a commit, or one without packages if it was not there yet. */
function lockAt(commit: string, name: string): string {
  const isThere = git("ls-tree", commit, "--", name) !== "";
  return isThere ? git("show", `${commit}:${name}`) : '{ "packages": {} }';
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
