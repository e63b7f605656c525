// TypeScript's own compiler, as strict as it can be, with the types of the libraries
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generatePrisma6, generatePrisma7 } from "../_prisma.ts";
import { type Cell, defineReader, nameOf, type Reading } from "../reader.ts";

const require = createRequire(import.meta.url);
const PACKAGES = fileURLToPath(new URL("../../conformance/packages/", import.meta.url));

/** Programs that are compiled apart: Bun has types of its own in place of Node's, the others are versions with packages of their own. */
const APART: Readonly<Record<string, string>> = {
  "bun-sql": "bun",
  "mikro-orm@6": "mikro-orm-6",
  prisma: "prisma-6",
};

const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  target: "es2022",
  module: "nodenext",
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
};

export default defineReader({
  title: "tsc --strict",
  reads: (_, form) => form === "ts",
  async read(cells, folder) {
    const readings = new Map<Cell, Reading>();
    const projects = new Map<string, Cell[]>();
    for (const cell of cells) {
      const name = APART[cell.target.id] ?? "node";
      projects.set(name, [...(projects.get(name) ?? []), cell]);
    }
    for (const [name, own] of projects) {
      const project = join(folder, name);
      mkdirSync(project, { recursive: true });
      const packages = join(PACKAGES, name, "node_modules");
      if (existsSync(packages)) symlinkSync(packages, join(project, "node_modules"));
      if (own.some(({ target }) => target.id === "prisma@7")) await generatePrisma7(project);
      if (name === "prisma-6") await generatePrisma6(project);
      const types = name === "bun" ? ["bun-types"] : ["node"];
      const files = new Map(own.map((cell) => [`${nameOf(cell)}.ts`, cell]));
      for (const [file, { text }] of files) writeFileSync(join(project, file), text);
      // a package.json would hide that of the repository, which `poolcfg/runtime` is found by
      writeFileSync(
        join(project, "tsconfig.json"),
        JSON.stringify({ compilerOptions: { ...OPTIONS, types }, files: [...files.keys()] }),
      );
      const found = await compile(project);
      for (const [file, cell] of files) {
        const problems = found.get(file);
        readings.set(cell, problems === undefined ? {} : { problem: problems.join("\n") });
      }
      // what is in no file, such as a type that is missing
      const rest = [...found].filter(([file]) => !files.has(file)).flatMap(([, problems]) => problems);
      if (rest.length > 0) for (const cell of own) readings.set(cell, { problem: rest.join("\n") });
    }
    return readings;
  },
});

/** The messages of the compiler, by file. */
async function compile(project: string): Promise<ReadonlyMap<string, string[]>> {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const argv = [tsc, "--project", project, "--pretty", "false"];
  const options = { cwd: project, maxBuffer: 256 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, argv, options).catch(
    (error: { stdout?: string; code?: unknown }) => {
      // 1 and 2 are its codes for messages
      if (typeof error.stdout !== "string" || !error.stdout.includes("error TS")) throw error;
      return { stdout: error.stdout };
    },
  );
  const found = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of stdout.split("\n")) {
    const [, file, message] = /^(?:([^\s(][^(]*)\(\d+,\d+\): )?(error TS.*)$/.exec(line) ?? [];
    if (message === undefined) {
      if (line.trim() !== "") last?.push(line);
      continue;
    }
    last = found.get(file ?? "") ?? [];
    last.push(message);
    found.set(file ?? "", last);
  }
  return found;
}
