// what shells and the libraries read from NAME=value lines: all of them the same, or the form is of no use
import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { parse } from "dotenv";
import { missingCommand } from "../../conformance/_remote.ts";
import { missingPython, pythonWithLibraries } from "../../conformance/drivers/_python.ts";
import { type Cell, defineReader, type Reading } from "../reader.ts";
import { GO_ENVIRONMENT, MISSING_GO } from "./_go.ts";
import { output } from "./_tool.ts";

type Variables = Readonly<Record<string, string>>;

/** Reads texts, and returns the variables of each. */
type Tool = (texts: readonly string[], folder: string) => readonly Variables[];

const SHELLS = ["dash", "bash", "sh"];

const TOOLS: Readonly<Record<string, Tool>> = {
  ...Object.fromEntries(SHELLS.map((name): [string, Tool] => [name, (texts, folder) => shell(name, texts, folder)])),
  "dotenv of npm": (texts) => texts.map((text) => parse(text)),
  "node --env-file": (texts) => texts.map((text) => parseEnv(text) as Variables),
  "python-dotenv": (texts) => {
    const program = fileURLToPath(new URL("../python/dotenv_reader.py", import.meta.url));
    return lines(output(pythonWithLibraries(), [program], { input: JSON.stringify(texts) }));
  },
  "Docker Compose": (texts, folder) => {
    cpSync(fileURLToPath(new URL("../compose/", import.meta.url)), join(folder, "compose"), { recursive: true });
    const cwd = join(folder, "compose");
    output("go", ["build", "-o", "reader", "."], { cwd, env: { ...GO_ENVIRONMENT, GOFLAGS: "-modcacherw" } });
    return lines(output(join(cwd, "reader"), [], { input: JSON.stringify(texts) }));
  },
};

export default defineReader({
  title: "shells, dotenv, node --env-file, python-dotenv and Docker Compose",
  reads: (_, form) => form === "env",
  unavailable: () =>
    MISSING_GO ??
    missingPython ??
    SHELLS.map((name) => missingCommand(name, ["-c", "true"], name)).find((why) => why !== undefined),
  read(cells, folder) {
    const texts = cells.map(({ text }) => text);
    const all = Object.entries(TOOLS).map(([name, read]) => ({ name, found: read(texts, folder) }));
    return new Map(cells.map((cell, at): [Cell, Reading] => [cell, agreement(cell, all, at)]));
  },
});

/** What the tools disagree about, if they do. */
function agreement(
  { text }: Cell,
  all: readonly { readonly name: string; readonly found: readonly Variables[] }[],
  at: number,
): Reading {
  const count = text.split("\n").filter((line) => /^\w+=/.test(line)).length;
  const texts = all.map(({ name, found }) => ({ name, variables: JSON.stringify(Object.entries(found[at]!).sort()) }));
  const [first, ...others] = texts;
  const differing = others.filter(({ variables }) => variables !== first!.variables);
  if (differing.length > 0)
    return { problem: [first!, ...differing].map(({ name, variables }) => `${name}: ${variables}`).join("\n") };
  const read = Object.keys(all[0]!.found[at]!).length;
  return read === count && count > 0 ? {} : { problem: `the tools read ${read} variables of ${count}` };
}

function lines(printed: string): Variables[] {
  return printed
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Variables);
}

/** What a shell has after it has sourced each text, with nothing in the environment before. */
function shell(name: string, texts: readonly string[], folder: string): Variables[] {
  const files = texts.map((text, at) => {
    const file = join(folder, `${at}.env`);
    writeFileSync(file, text);
    return file;
  });
  // each file has a process of its own, whose standard input is no socket, for which bash would read its startup file
  const script = 'for file; do env -i "$0" -c \'set -a; . "$1"; env -0\' "$0" "$file" </dev/null; printf "\\036"; done';
  const path = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  const records = output(path, ["-c", script, path, ...files])
    .split("\x1e")
    .slice(0, -1);
  return records.map((record) =>
    Object.fromEntries(
      record
        .split("\0")
        .filter((pair) => pair !== "" && !/^(?:_|PWD|SHLVL)=/.test(pair))
        .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    ),
  );
}
