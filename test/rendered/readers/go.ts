// Go's own compiler and vet, then pgx, database/sql and pgxpool themselves: each program opens its pool
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { type Cell, defineReader, nameOf, type Reading } from "../reader.ts";
import { GO_ENVIRONMENT, MISSING_GO } from "./_go.ts";
import { given, output, readingsOf } from "./_tool.ts";

const SOURCES = fileURLToPath(new URL("../go/", import.meta.url));
const CONFORMANCE = fileURLToPath(new URL("../../conformance/", import.meta.url));

const TARGETS = ["database-sql", "gorm", "pgxpool"];

export default defineReader({
  title: "go vet, gofmt, pgx, pgxpool and database/sql",
  reads: ({ id }) => TARGETS.includes(id),
  unavailable: () => MISSING_GO,
  read(cells, folder) {
    cpSync(SOURCES, folder, { recursive: true });
    for (const name of ["go.mod", "go.sum"]) copyFileSync(`${CONFORMANCE}go/${name}`, join(folder, name));
    const programs = cells.filter(({ form }) => form === "code");
    for (const cell of programs) {
      // as it is, for the compiler, and with connections that reach no server, for what it opens
      write(join(folder, "vetted", nameOf(cell)), cell.text);
      const stub = cell.text.replace('"github.com/jackc/pgx/v5/stdlib"', 'stdlib "poolcfg.example/conformance/seen"');
      write(join(folder, "opened", nameOf(cell)), stub);
    }
    const problems = vetted(folder, programs);
    writeFileSync(join(folder, "opens.go"), table(programs.filter((cell) => !problems.has(cell))));
    output("go", ["build", "-o", "reader", "."], { cwd: folder, env: GO_ENVIRONMENT });
    const input = cells.map((cell) => ({ ...given(cell), ...urlIn(cell), name: nameOf(cell) }));
    const readings = readingsOf(cells, output(join(folder, "reader"), [], { input: JSON.stringify(input) }));
    return new Map([...readings, ...problems]);
  },
});

function urlIn({ form, text }: Cell) {
  return form === "env" ? { kind: "url", text: Object.values(parseEnv(text))[0] } : { kind: form };
}

function write(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pool.go"), text);
}

function table(programs: readonly Cell[]): string {
  const names = programs.map(nameOf);
  const imports = names.map((name) => `\t${name} "poolcfg.example/conformance/opened/${name}"\n`);
  const entries = names.map((name) => `\t"${name}": ${name}.Open,\n`);
  return `package main\n\nimport (\n${imports.join("")})\n\nvar opens = map[string]any{\n${entries.join("")}}\n`;
}

// one run of vet for all; its messages begin with the file
function vetted(folder: string, programs: readonly Cell[]): Map<Cell, Reading> {
  if (programs.length === 0) return new Map();
  const { status, stderr } = spawnSync("go", ["vet", "./vetted/..."], {
    cwd: folder,
    env: GO_ENVIRONMENT,
    encoding: "utf8",
  });
  const format = output("gofmt", ["-l", "vetted"], { cwd: folder });
  const problems = programs.flatMap((cell): [Cell, Reading][] => {
    const file = `vetted/${nameOf(cell)}/`;
    const lines = stderr.split("\n").filter((line) => line.includes(file));
    if (format.includes(file)) lines.push("gofmt writes it in another way");
    return lines.length === 0 ? [] : [[cell, { problem: lines.join("\n") }]];
  });
  if (status !== 0 && problems.length === 0) throw new Error(stderr);
  return new Map(problems);
}
