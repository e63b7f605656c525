// the samples in the README and in docstrings compile, as a user would write them
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
// inside the project, so that a sample finds the libraries that it imports
const folder = join(root, `test/tmp/samples-${process.pid}`);
const read = (name: string) => readFileSync(join(root, name), "utf8");

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sample {
  readonly from: string;
  readonly code: string;
}

const pages: readonly Sample[] = ["README.md", "CONTRIBUTING.md", "docs/core.md", "docs/runtime.md"].flatMap((from) =>
  [...read(from).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => ({ from, code: code! })),
);

const docstrings: readonly Sample[] = readdirSync(join(root, "src"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => {
    const blocks = read(`src/${name}`).matchAll(/^[ \t]*\* @example\n((?:[ \t]*\* {5,}.*\n)+)/gm);
    return [...blocks].map(([, lines]) => ({ from: name, code: lines!.replace(/^[ \t]*\* {5}/gm, "") }));
  });

// a docstring leaves out the import of what it describes
const MODULES: Readonly<Record<string, string>> = { poolcfg: "index.ts", "poolcfg/runtime": "runtime/index.ts" };

function withImports(code: string): string {
  const imports = Object.entries(MODULES).flatMap(([module, file]) => {
    const used = namesIn(file).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    return used.length === 0 ? [] : [`import { ${used.join(", ")} } from "${module}";`];
  });
  return [...imports, code].join("\n");
}

function namesIn(file: string): string[] {
  return [...read(`src/${file}`).matchAll(/\{([^}]*)\} from/g)]
    .flatMap(([, list]) => list!.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "" && !word.startsWith("type "));
}

/** What the compiler has against some programs. */
function check(name: string, programs: readonly string[]): string {
  const project = join(folder, name);
  mkdirSync(project);
  for (const [at, code] of programs.entries()) writeFileSync(join(project, `sample-${at}.ts`), `${code}\nexport {};\n`);
  const config = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      paths: {
        ...Object.fromEntries(Object.entries(MODULES).map(([module, file]) => [module, [join(root, "src", file)]])),
        "poolcfg/core": [join(root, "src/core.ts")],
        "poolcfg/targets/*": [join(root, "src/targets/*.ts")],
      },
    },
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project, "--pretty", "false"], {
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout;
}

test("every sample compiles", () => {
  expect(pages.length).toBeGreaterThan(0);
  expect(docstrings.length).toBeGreaterThan(2);
  const samples = [...pages, ...docstrings.map(({ from, code }) => ({ from, code: withImports(code) }))];
  const faults = check(
    "all",
    samples.map(({ code }) => code),
  );
  expect(faults, samples.map(({ from }, at) => `sample-${at}.ts is from ${from}`).join("\n")).toBe("");
}, 60_000);

test("a sample that is wrong is found", () => {
  const wrong = 'import { definePoolConfig } from "poolcfg";\ndefinePoolConfig({ pool: { max: true } });';
  expect(check("wrong", [wrong])).toContain("sample-0.ts(2,");
}, 60_000);
