// runs a config file that is a program, in a process of its own, and takes what it exports
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { getKey, type Tree } from "../codecs/literal.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import { hideSecrets } from "./_hide.ts";
import { packagePath } from "./_package.ts";

/** Runs in the other process. */
const LOADER = "templates/exec/load-config.mjs";

/** Longest that the program may take, in milliseconds. */
export const TIME_LIMIT = 10_000;

/** When it ends itself though nobody is there to stop it: so long after the limit, in milliseconds. */
const GRACE = 1_000;

/** Most that it may write, to stdout and stderr together or as its settings, in bytes. */
const OUTPUT_LIMIT = 5 * 1024 * 1024;

/** What a program exports: plain data, and what is not in it. */
export interface Exported {
  readonly data: object;
  /** What was left out, in words. */
  readonly remarks: readonly string[];
}

/** What is run, and with what. */
export interface Program {
  /** Absolute path of the file. */
  readonly path: string;
  /** As shown to people. */
  readonly name: string;
  /** Its source, which is read only to know the secrets in it. */
  readonly source: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In milliseconds; 10 s unless said. */
  readonly timeLimit?: number;
}

/**
 * Runs a config file in its folder, with the environment as it is and without input, and ends it with what
 * it started, but for a process that it detached.
 *
 * @throws PoolcfgError `input` where it throws, ends early, takes too long, writes too much, or exports no settings.
 */
export async function runProgram(program: Program): Promise<Exported> {
  const ended = await run(program);
  const { name } = program;
  const fail = (what: string, help = "") => {
    const tail = lastLines(ended.said, program);
    const said = tail === "" ? "" : ` It wrote:\n${tail.replace(/^/gm, "  ")}`;
    return new PoolcfgError("input", `${name} ${what}.${help && ` ${help}`}${said}`);
  };
  if (ended.stopped === "time")
    throw fail(
      `was still running after ${(program.timeLimit ?? TIME_LIMIT) / 1_000} s, the time limit, and was stopped`,
      AS_JSON,
    );
  if (ended.stopped === "output") throw fail("wrote more than 5 MiB, the limit, and was stopped", AS_JSON);
  const report = parsed(ended.result);
  if (!report) throw fail(`ended (${ended.how}) without exporting settings`);
  if (report.failure) throw ofFailure(report.failure, program, fail);
  return { data: restored(report), remarks: remarksOf(report.dropped ?? []) };
}

/** Why a TypeScript file cannot be run here; undefined where it can be. */
export function whyNotRunnable(path: string): string | undefined {
  if (!/ts$/i.test(path) || importsFor(path) !== undefined) return undefined;
  return `Node ${process.versions.node} does not run TypeScript, and neither tsx nor jiti is installed there. Use Node 22.18 or later, or install tsx.`;
}

const AS_JSON = "Print the settings as JSON instead, and import that.";

interface Ended {
  readonly result: string;
  readonly said: string;
  readonly how: string;
  readonly stopped: "time" | "output" | undefined;
}

interface Report {
  readonly value?: unknown;
  readonly marks?: readonly Mark[];
  readonly dropped?: readonly (readonly [string, string])[];
  readonly failure?: Failure;
}

/** Where a number stands that JSON has no word for, and its name. */
type Mark = readonly [pointer: readonly (string | number)[], word: string];

interface Failure {
  /** `odd`: what it exports is no table. `closed`: it is an object that shows no options. */
  readonly kind: "threw" | "odd" | "closed";
  /** Of the error or the class; of what is odd, what it is. */
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
}

function run({ path, env, timeLimit = TIME_LIMIT }: Program): Promise<Ended> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const own = process.platform !== "win32";
  const child = spawn(
    process.execPath,
    [...(importsFor(path) ?? []), packagePath(LOADER), path, String(timeLimit + GRACE)],
    {
      cwd: dirname(path),
      env: { ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // a group of its own, so that what it starts can be ended with it
      detached: own,
      windowsHide: true,
    },
  );
  let stopped: Ended["stopped"];
  const end = () => {
    try {
      if (own && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // it has ended
    }
  };
  const stop = (why: "time" | "output") => {
    stopped ??= why;
    end();
  };
  const interrupted = (_: string, signal: number) => {
    end();
    process.exit(128 + signal);
  };
  // in a group of its own it would hear of none of them
  for (const signal of INTERRUPTS) process.once(signal, interrupted);
  const timer = setTimeout(() => stop("time"), timeLimit);
  const result: Buffer[] = [];
  const said: Buffer[] = [];
  collect(child.stdio[3] as Readable, result, () => stop("output"));
  const count = collect(child.stdout!, said, () => stop("output"));
  collect(child.stderr!, said, () => stop("output"), count);
  return new Promise((resolve) => {
    const finish = (how: string) => {
      clearTimeout(timer);
      for (const signal of INTERRUPTS) process.off(signal, interrupted);
      end();
      resolve({ result: text(result), said: text(said), how, stopped });
    };
    child.once("error", (error) => finish((error as NodeJS.ErrnoException).code ?? error.message));
    child.once("exit", (code, signal) => {
      end();
      const how = signal ?? `exit code ${code}`;
      // what it started may hold the pipes open though it has been ended
      const late = setTimeout(() => finish(how), 500);
      child.once("close", () => {
        clearTimeout(late);
        finish(how);
      });
    });
  });
}

const INTERRUPTS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

function collect(stream: Readable, into: Buffer[], over: () => void, count = { bytes: 0 }): { bytes: number } {
  stream.on("data", (chunk: Buffer) => {
    count.bytes += chunk.length;
    if (count.bytes > OUTPUT_LIMIT) over();
    else into.push(chunk);
  });
  stream.on("error", () => {});
  return count;
}

// Node strips types by itself from 22.18 on; before, what the project has
function importsFor(path: string): string[] | undefined {
  if (!/ts$/i.test(path)) return [];
  if ((process.features as { typescript?: unknown }).typescript) return [];
  const runner = RUNNERS.find(({ name }) => isInstalled(name, dirname(path)));
  return runner && ["--import", runner.entry];
}

const RUNNERS = [
  { name: "tsx", entry: "tsx" },
  { name: "jiti", entry: "jiti/register" },
];

function isInstalled(name: string, from: string): boolean {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", name, "package.json"))) return true;
    if (dirname(folder) === folder) return false;
  }
}

function ofFailure(
  { kind, name, message = "", code }: Failure,
  program: Program,
  fail: (what: string, help?: string) => PoolcfgError,
): PoolcfgError {
  if (kind !== "threw") {
    const what =
      kind === "closed" ? `a ${name} object, which does not show its options` : `${name}, not a table of settings`;
    return fail(`exports ${what}`, "Export the options object, too, and import that.");
  }
  const said = hideSecrets(message.split("\n", 1)[0]!, program).slice(0, 300);
  const typescript =
    /ts$/i.test(program.path) && /^ERR_(?:UNSUPPORTED|MODULE|UNKNOWN|INVALID_TYPESCRIPT)/.test(code ?? "");
  const help = typescript
    ? 'Node only strips types. If the project runs it with tsx, set NODE_OPTIONS="--import tsx".'
    : "";
  return fail(`could not be run: it threw ${name ?? "something"}: ${said.replace(/\.$/, "")}`, help);
}

// the program can write there, too
function parsed(text: string): Report | undefined {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return undefined;
  }
  const own = (key: string) => getKey(report, key);
  const failure = own("failure");
  if (failure !== undefined) return ofTexts(failure, ["kind"], ["name", "message", "code"]) ? { failure } : undefined;
  const value = own("value");
  const marks = own("marks") ?? [];
  const dropped = own("dropped") ?? [];
  if (typeof value !== "object" || value === null || !isListOf(marks, isMark) || !isListOf(dropped, isPair))
    return undefined;
  return { value, marks, dropped };
}

function ofTexts(value: unknown, must: readonly string[], may: readonly string[]): value is Failure {
  const text = (key: string) => typeof getKey(value, key) === "string";
  return must.every(text) && may.every((key) => getKey(value, key) === undefined || text(key));
}

function isListOf<T>(value: unknown, is: (member: unknown) => member is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((text) => typeof text === "string");
}

function isMark(value: unknown): value is Mark {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== "string") return false;
  return Array.isArray(value[0]) && value[0].every((key) => typeof key === "string" || typeof key === "number");
}

// what JSON has no word for comes back, so that it is found
function restored({ value, marks = [] }: Report): object {
  for (const [pointer, word] of marks) {
    const last = pointer.at(-1);
    const at = pointer.slice(0, -1).reduce(ownAt, value);
    if (last !== undefined && ownAt(at, last) !== undefined) (at as Tree)[last] = Number(word);
  }
  return value as object;
}

function ownAt(value: unknown, key: string | number): unknown {
  const there = typeof value === "object" && value !== null && key !== "__proto__" && Object.hasOwn(value, key);
  return there ? (value as Tree)[key] : undefined;
}

const MOST_REMARKS = 20;

function remarksOf(dropped: readonly (readonly [string, string])[]): string[] {
  const remarks = dropped.slice(0, MOST_REMARKS).map(([key, why]) => `${key} ${why} there, and is left out`);
  const more = dropped.length - remarks.length;
  return more > 0 ? [...remarks, `${more} more are left out`] : remarks;
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

// hidden first and cut then, so that no secret is cut in two
function lastLines(said: string, program: Program): string {
  const lines = said.trimEnd().split("\n").slice(-8);
  const hidden = hideSecrets(lines.map((line) => line.slice(0, 5_000)).join("\n"), program);
  return hidden
    .split("\n")
    .map((line) => line.slice(0, 300))
    .join("\n");
}
