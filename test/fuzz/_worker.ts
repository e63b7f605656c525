// reads one mutated text after the other, and reports what must not happen
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { main } from "../../src/cli/main.ts";
import { READERS, readHostile } from "../hostile/_readers.ts";
import { mutated, Random } from "./_mutate.ts";
import { readSeeds, type Seed } from "./_seeds.ts";
import type { Report, Setting } from "./run.ts";

const { seed, shared } = workerData as Setting;
const random = new Random(seed);
const seeds = readSeeds();
const port = parentPort!;

/** A password that is in no message, wherever it was. */
const CANARY = "C4n4ryPw9";
const URL = `postgresql://app:${CANARY}@db.example:5432/shop`;

// ---- what is being read is shared, so that it is known when its reader hangs

const state = new Int32Array(shared, 0, 2);
const current = new Uint16Array(shared, 8);

let reading = { reader: "", text: "" };
const counts = new Map<string, number>();

/** Says what is read next; `kind` is what it is counted under. */
function announce(reader: string, text: string, kind = reader): void {
  reading = { reader, text };
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const all = `${reader}\n${text}`.slice(0, current.length);
  for (let at = 0; at < all.length; at += 1) current[at] = all.charCodeAt(at);
  Atomics.store(state, 1, all.length);
  Atomics.add(state, 0, 1);
}

// ---- texts

const words = (name: string) => name.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];

/** Seeds that are named as the reader is; all, if there are none. */
const fitting = new Map<string, readonly Seed[]>();
function seedFor(reader: string): Seed {
  let own = fitting.get(reader);
  if (!own) {
    const named = words(reader).slice(1);
    own = seeds.filter(({ name }) => named.some((word) => name.toLowerCase().includes(word)));
    if (own.length === 0) own = seeds;
    fitting.set(reader, own);
  }
  return random.of(random.below(4) === 0 ? seeds : own);
}

// ---- whole command lines

const cwd = mkdtempSync(join(tmpdir(), "poolcfg-fuzz-"));
process.on("exit", () => rmSync(cwd, { recursive: true, force: true }));

const FILES = [
  "poolcfg.toml",
  "poolcfg.yaml",
  "poolcfg.json",
  "pgbouncer.ini",
  "odyssey.conf",
  "schema.prisma",
  "database.yml",
];
const MORE = [
  "settings.py",
  "db.rs",
  "main.go",
  "Db.java",
  "Db.cs",
  "runtime.exs",
  "application.properties",
  "Procfile",
  "all.yaml",
];

/** Command lines by name: the words, with the file that a text is in as `FILE`. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  validate: ["validate", "FILE", "--verbose"],
  "validate as SARIF": ["validate", "FILE", "--format", "sarif"],
  "validate for a target": ["validate", "FILE", "--target", "knex", "--format", "github"],
  show: ["show", "--config", "FILE"],
  render: ["render", "--config", "FILE", "--target", "prisma@7", "--redact"],
  import: ["import", "FILE"],
  fleet: ["fleet", "FILE"],
  "fleet as JSON": ["fleet", "FILE", "--format", "json"],
  diff: ["diff", "FILE", "FILE"],
  "explain-error": ["explain-error", "-"],
  "import of stdin": ["import", "-"],
  "fleet of stdin": ["fleet", "-"],
};

/** An intact line with a secret between the lines of a text, indented as the line above it. */
function withCanary(name: string, text: string): string {
  const secret = name.endsWith(".toml")
    ? random.of([`password = "${CANARY}"`, `url = "${URL}"`])
    : /\.ya?ml$/.test(name)
      ? random.of([`password: ${CANARY}`, `url: "${URL}"`])
      : random.of([`password=${CANARY}`, `DATABASE_URL=${URL}`]);
  const lines = text.split("\n");
  const at = random.below(lines.length + 1);
  const [indent] = /^[ \t]{0,40}/.exec(lines[at - 1] ?? "")!;
  return [...lines.slice(0, at), indent + secret, ...lines.slice(at)].join("\n");
}

async function runCommand(name: string): Promise<void> {
  const argv = COMMANDS[name]!;
  const file = random.of(random.below(2) === 0 ? FILES : MORE);
  const own = seedFor(`command ${file}`);
  const plain = mutated(own.text, random.of(seeds).text, random);
  const holdsCanary = random.below(2) === 0;
  const text = holdsCanary ? withCanary(file, plain) : plain;
  announce(`command ${argv.join(" ").replaceAll("FILE", file)}`, text, `command ${name}`);
  writeFileSync(join(cwd, file), text);
  let [out, err] = ["", ""];
  const io = {
    stdout: { write: (part: string) => (out += part) },
    stderr: { write: (part: string) => (err += part) },
    stdin: (async function* () {
      yield text;
    })(),
    cwd,
    env: {},
  };
  try {
    const code = await main(
      argv.map((word) => (word === "FILE" ? file : word)),
      io,
    );
    if (code === 3) fail("exit code 3", err.slice(0, 500));
    // the output of import is a config, which may contain the password that it was given
    const printed = argv[0] === "import" ? err : out + err;
    if (holdsCanary && printed.includes(CANARY)) fail("a secret in the output", excerptOf(printed));
  } catch (error) {
    fail("an error out of main()", String((error as Error).stack ?? error));
  }
  rmSync(join(cwd, file), { force: true });
}

function excerptOf(printed: string): string {
  const at = printed.indexOf(CANARY);
  return printed.slice(Math.max(0, at - 200), at + 50);
}

// ---- the loop

function fail(what: string, detail: string): void {
  port.postMessage({ failure: { what, detail, ...reading } } satisfies Report);
}

const readers = Object.keys(READERS);
const commands = Object.keys(COMMANDS);
for (let number = 1; ; number += 1) {
  // a command takes many times as long as a reader
  if (random.below(6) === 0) await runCommand(random.of(commands));
  else {
    const reader = random.of(readers);
    const text = mutated(seedFor(reader).text, random.of(seeds).text, random);
    announce(reader, text);
    try {
      readHostile(reader, text);
    } catch (error) {
      fail("not an error of poolcfg's own", String((error as Error).stack ?? error));
    }
  }
  if (number % 50 === 0) {
    port.postMessage({ counts: [...counts] } satisfies Report);
    counts.clear();
  }
  // messages go out between two texts
  await new Promise(setImmediate);
}
