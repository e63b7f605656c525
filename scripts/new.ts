// npm run new KIND NAME: writes the files that a new target, rule and so on begins with, and registers it
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MARK, SCAFFOLDS } from "./_scaffolds.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const USAGE = `Usage: npm run new KIND NAME [-- --driver DRIVER --pool POOL]

KIND is one of: ${Object.keys(SCAFFOLDS).join(", ")}.
NAME is kebab-case; a target for one major version is NAME@MAJOR.
--driver and --pool choose what a target is made of (default: pg and pg-pool).
--no-gen leaves the generated files as they are, for several in a row.`;

try {
  create();
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}

function create(): void {
  const { values, positionals } = parseArgs({
    options: { driver: { type: "string" }, pool: { type: "string" }, "no-gen": { type: "boolean" } },
    allowPositionals: true,
  });
  const [kind = "", name = "", ...more] = positionals;
  const scaffold = Object.hasOwn(SCAFFOLDS, kind) ? SCAFFOLDS[kind]! : undefined;
  if (scaffold === undefined) throw new Error(`There is no scaffold for ${JSON.stringify(kind)}.`);
  if (more.length > 0) throw new Error(`Too many arguments: ${more.join(" ")}`);
  if (kind !== "target" && (values.driver !== undefined || values.pool !== undefined))
    throw new Error(`--driver and --pool are for targets only.`);
  const pattern = kind === "target" ? /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:@\d+)?$/ : /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
  if (!pattern.test(name))
    throw new Error(`${JSON.stringify(name)} is not a name: expected kebab-case, such as my-pool.`);

  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const wanted = {
    name,
    camel: camel(name),
    version,
    today: new Date().toISOString().slice(0, 10),
    driver: values.driver,
    pool: values.pool,
  };
  const files = Object.entries(scaffold.files(wanted));
  for (const [path] of files) if (existsSync(join(root, path))) throw new Error(`${path} exists already.`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: "wx" });
  }
  const sources = files.map(([path]) => path).filter((path) => path.endsWith(".ts"));
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  // the length of the name decides where lines are broken
  run([biome, "format", "--write", "--vcs-enabled=false", ...sources]);
  if (!values["no-gen"]) run(["scripts/gen.ts"]);
  console.log(`Written:\n${files.map(([path]) => `  ${path}\n`).join("")}
Next:
  1. Replace each ${MARK}: a test fails as long as one is left.
${["Run npm run gen, npm run types and npm run lint.", ...scaffold.next(wanted)].map((line, at) => `  ${at + 2}. ${line}`).join("\n")}`);
}

function run(args: readonly string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

function camel(name: string): string {
  return name.replace("@", "V").replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
