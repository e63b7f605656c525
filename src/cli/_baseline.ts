// findings that are known and accepted: a file of them, whose entries do not move with the lines
import { resolve } from "node:path";
import { createFinding } from "../diagnostics/catalogue.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { type Finding, type Suppressed, sortFindings } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { readPlainFile } from "../files/bytes.ts";
import { UnfitFile } from "../files/file-system.ts";
import { applySeverities } from "../lint/index.ts";
import type { RuleSetting } from "../model/rule-setting.ts";
import { writeAtomic } from "./_write.ts";
import type { Call } from "./commands/_define.ts";
import { plural, printable } from "./reporters/_text.ts";

/** One kind of finding in one file, and how often it may be there. */
interface Entry {
  readonly rule: string;
  /** Where the value stands: a file, a variable, `default`. */
  readonly source: string;
  readonly path?: string;
  readonly target?: string;
  /** Without the lines and columns in it. */
  readonly message: string;
  readonly count: number;
}

interface Checked {
  readonly findings: readonly Finding[];
  readonly ignored: readonly Suppressed[];
  readonly rules: Record<string, RuleSetting>;
  readonly sources: string[];
}

const FORMAT_VERSION = 1;
const SIZE_LIMIT = 5 * 1024 * 1024;

/**
 * Writes what is found into the baseline, or takes out of it what the baseline has.
 *
 * @throws PoolcfgError `input` where the file is none, `usage` where none is named.
 */
export function baselined(call: Call, checked: Checked): Checked & { findings: Finding[] } {
  const { options, io } = call;
  const name = options.baseline as string | undefined;
  if (name === undefined)
    throw new PoolcfgError("usage", "--write-baseline writes the file that --baseline names; name one.");
  const path = resolve(io.cwd, name);
  if (options.writeBaseline) {
    const entries = entriesOf(checked.findings);
    writeAtomic(path, `${JSON.stringify({ formatVersion: FORMAT_VERSION, entries }, null, 2)}\n`, { shown: name });
    const written = entries.reduce((sum, { count }) => sum + count, 0);
    io.stderr.write(`${plural(written, "finding")} written to ${printable(name)}\n`);
    const errors = checked.findings.filter((finding) => finding.missing === undefined && !isAcceptable(finding)).length;
    if (errors > 0)
      io.stderr.write(
        `${plural(errors, "error")} not written: loadPoolConfig() fails with ${errors === 1 ? "it" : "them"}\n`,
      );
  }
  return sifted(checked, readBaseline(path, name), name);
}

function sifted(checked: Checked, entries: readonly Entry[], name: string) {
  const { findings, ignored, rules, sources } = checked;
  const left = new Map<string, { entry: Entry; count: number }>();
  for (const entry of entries) {
    const key = keyOf(entry);
    left.set(key, { entry, count: (left.get(key)?.count ?? 0) + entry.count });
  }
  const kept: Finding[] = [];
  const known: Suppressed[] = [];
  const gone: Finding[] = [];
  for (const finding of findings) {
    const match = left.get(keyOf(entryOf(finding)));
    const accepted = match !== undefined && match.count > 0;
    // it is there, so it is not stale
    if (accepted) match.count--;
    if (accepted && isAcceptable(finding)) known.push({ finding, by: "baseline" });
    else kept.push(finding);
  }
  for (const { entry, count } of left.values()) {
    // what was not checked now says nothing
    if (count === 0 || (isFile(entry.source) && !sources.includes(entry.source))) continue;
    gone.push(
      createFinding("stale-baseline", {
        message: `${name} has ${entry.rule} in ${entry.source}${count > 1 ? ` ${count} times more` : ""}, and it is not found any more`,
        origin: new Origin("argument", { name: "--baseline" }),
        help: "Write the baseline again with --write-baseline.",
      }),
    );
  }
  const all = [...kept, ...applySeverities(gone, rules)];
  return { ...checked, findings: sortFindings(all), ignored: [...ignored, ...known] };
}

/**
 * Whether a baseline may accept a finding: not what was not checked, nor an error of the config itself. `loadPoolConfig()`
 * fails on that, and knows no baseline. An error about a target is none of its errors.
 */
function isAcceptable({ missing, severity, target }: Finding): boolean {
  return missing === undefined && (severity !== "error" || target !== undefined);
}

function entriesOf(findings: readonly Finding[]): Entry[] {
  const counted = new Map<string, Entry>();
  for (const finding of findings) {
    if (!isAcceptable(finding)) continue;
    const entry = entryOf(finding);
    const key = keyOf(entry);
    counted.set(key, { ...entry, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function entryOf({ rule, origin, path, target, message }: Finding): Entry {
  return {
    rule,
    source: sourceOf(origin),
    ...(path !== undefined && { path }),
    ...(target !== undefined && { target }),
    message: message.replace(/:\d+(?::\d+)?(?=\D|$)/g, ""),
    count: 1,
  };
}

function sourceOf(origin: Origin | undefined): string {
  if (origin?.document?.path !== undefined) return origin.file!.replaceAll("\\", "/");
  return origin?.name ?? origin?.source ?? "config";
}

function isFile(source: string): boolean {
  return /[./]/.test(source);
}

function keyOf({ source, rule, path, target, message }: Entry): string {
  return JSON.stringify([source, rule, path ?? "", target ?? "", message]);
}

function readBaseline(path: string, name: string): Entry[] {
  const fail = (what: string) =>
    new PoolcfgError(
      "input",
      `The baseline ${name} ${what}. poolcfg validate --baseline FILE --write-baseline writes one.`,
    );
  let data: unknown;
  try {
    data = JSON.parse(Buffer.from(readPlainFile(path, SIZE_LIMIT)).toString("utf8"));
  } catch (error) {
    if (error instanceof UnfitFile && error.kind === "too-large") throw fail("is larger than 5 MiB");
    if (error instanceof SyntaxError) throw fail("is not JSON");
    throw fail((error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read");
  }
  const { formatVersion, entries } = (data ?? {}) as { formatVersion?: unknown; entries?: unknown };
  if (formatVersion !== FORMAT_VERSION || !Array.isArray(entries) || !entries.every(isEntry))
    throw fail(`is not one of format version ${FORMAT_VERSION}`);
  return entries;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { rule, source, path, target, message, count } = value as Record<string, unknown>;
  const words = [rule, source, message, path ?? "", target ?? ""];
  return words.every((word) => typeof word === "string") && Number.isInteger(count) && (count as number) > 0;
}
