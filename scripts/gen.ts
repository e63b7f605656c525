// writes the registries, the JSON Schemas and the reference docs; --check fails where one is stale
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");
const stale: string[] = [];

/** Folders whose files are entries: the name of the list, and the type of an entry. */
const REGISTRIES = [
  { folder: "src/rules", list: "rules", type: "Rule" },
  { folder: "src/targets", list: "targets", type: "Target" },
  { folder: "src/dialects", list: "dialects", type: "Dialect" },
  { folder: "src/syntaxes", list: "syntaxes", type: "Syntax" },
  { folder: "src/sources", list: "readers", type: "Reader", machinery: ["read.ts"] },
  { folder: "src/cli/formats", list: "formats", type: "Format" },
];

for (const { folder, list, type, machinery = [] } of REGISTRIES) {
  const files = readdirSync(join(root, folder)).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("_") && !machinery.includes(name),
  );
  const ids = files.map((name) => name.slice(0, -3)).sort();
  for (const id of ids)
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:@\d+)?$/.test(id))
      throw new Error(`${folder}/${id}.ts: an id is kebab-case`);
  const lines = [
    "// written by: npm run gen",
    `import type { ${type} } from "./_define.ts";`,
    ...ids.map((id) => `import ${camel(id)} from "./${id}.ts";`),
    "",
    `export const ${list}: readonly ${type}[] = [`,
    ...ids.map((id) => `  ${camel(id)},`),
    "];",
    "",
  ];
  if (list === "targets")
    lines.push(
      "/** Id of a target. */",
      `export type TargetId =\n${ids.map((id) => `  | ${JSON.stringify(id)}`).join("\n")};`,
      "",
    );
  emit(`${folder}/_all.gen.ts`, lines.join("\n"));
}

// what follows reads the registries, so it is loaded only once they are written
if (existsSync(join(root, "scripts/_schemas.ts"))) {
  const { schemas } = await import("./_schemas.ts");
  for (const [name, schema] of Object.entries(schemas()))
    emit(`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
}
if (existsSync(join(root, "scripts/_docs.ts"))) {
  const { docs } = await import("./_docs.ts");
  for (const [name, text] of Object.entries(docs())) emit(name, text);
}

if (check && stale.length > 0) {
  console.error(`Stale, run \`npm run gen\`:\n${stale.map((file) => `  ${file}`).join("\n")}`);
  process.exitCode = 1;
} else console.log(check ? "generated files are current" : `${stale.length} files written`);

function emit(file: string, text: string): void {
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  stale.push(relative(root, path));
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function camel(id: string): string {
  const name = id.replace("@", "V").replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return name === "default" || name === "json" || name === "import" ? `${name}Entry` : name;
}
