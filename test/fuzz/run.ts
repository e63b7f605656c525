// npm run fuzz -- [--seconds N] [--seed S]: mutated texts through every reader and command line, until the time is up.
// Exit 1 if one of them hangs, stops the process, throws another error than a PoolcfgError, exits with 3, or prints a secret.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

/** What a worker gets. */
export interface Setting {
  readonly seed: number;
  /** Number of texts so far and length of the present one, then its reader and itself. */
  readonly shared: SharedArrayBuffer;
}

/** What a worker reports: a failure, or how many texts each reader has read since the last report. */
export interface Report {
  readonly failure?: Failure;
  readonly counts?: readonly (readonly [reader: string, count: number])[];
}

export interface Failure {
  readonly what: string;
  readonly reader: string;
  readonly text: string;
  readonly detail: string;
}

const { values } = parseArgs({ options: { seconds: { type: "string" }, seed: { type: "string" } } });
const seconds = Number(values.seconds ?? 60);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isFinite(seconds) || seconds <= 0 || !Number.isSafeInteger(seed)) {
  console.error("Usage: npm run fuzz -- [--seconds N] [--seed S]");
  process.exit(2);
}

/** A text of this size takes milliseconds. */
const HANGS_AFTER_MS = 20_000;
const LONGEST = 1_000_000;
/** Failures after which the run ends early. */
const MOST_FAILURES = 20;

const counts = new Map<string, number>();
const failed: string[] = [];
let folder: string | undefined;

function keep({ what, reader, text, detail }: Failure): void {
  folder ??= mkdtempSync(join(tmpdir(), "poolcfg-fuzz-found-"));
  const path = join(folder, `${failed.length + 1}.txt`);
  writeFileSync(path, text);
  failed.push(path);
  console.log(`${what}: ${reader}\n  input: ${path}\n${detail.replace(/^/gm, "  ")}\n`);
}

/** Runs a worker until the time is up, or until it hangs or ends. */
function work(own: number, until: number): Promise<void> {
  const shared = new SharedArrayBuffer(8 + 2 * LONGEST);
  const state = new Int32Array(shared, 0, 2);
  const buffer = new Uint16Array(shared, 8);
  const present = () => {
    const all = Array.from(buffer.subarray(0, Atomics.load(state, 1)), (code) => String.fromCharCode(code)).join("");
    const end = all.indexOf("\n");
    return { reader: all.slice(0, end), text: all.slice(end + 1) };
  };
  const worker = new Worker(new URL("_worker.ts", import.meta.url), {
    workerData: { seed: own, shared } satisfies Setting,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  return new Promise((done) => {
    let [last, since] = [-1, Date.now()];
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      worker.terminate().then(() => done());
    };
    const watch = setInterval(() => {
      const number = Atomics.load(state, 0);
      if (number !== last) [last, since] = [number, Date.now()];
      if (number > 0 && Date.now() - since > HANGS_AFTER_MS) {
        keep({ what: "hangs", ...present(), detail: `not read after ${HANGS_AFTER_MS / 1_000} s` });
        end();
      } else if (Date.now() > until || failed.length >= MOST_FAILURES) end();
    }, 200);
    worker.on("message", ({ failure, counts: more = [] }: Report) => {
      if (failure) keep(failure);
      for (const [reader, count] of more) counts.set(reader, (counts.get(reader) ?? 0) + count);
    });
    worker.on("error", (error) => {
      keep({ what: "ends the process", ...present(), detail: String(error.stack ?? error) });
      end();
    });
  });
}

console.log(`seed ${seed}, ${seconds} s`);
const until = Date.now() + seconds * 1_000;
for (let own = seed; Date.now() < until && failed.length < MOST_FAILURES; own += 1) await work(own, until);

for (const [reader, count] of [...counts].sort(([one], [two]) => (one < two ? -1 : 1)))
  console.log(`${String(count).padStart(8)}  ${reader}`);
const sum = [...counts.values()].reduce((all, count) => all + count, 0);
console.log(`${String(sum).padStart(8)}  texts with seed ${seed}, ${failed.length} failures`);
process.exit(failed.length > 0 ? 1 : 0);
