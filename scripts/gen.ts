// writes the registries, the JSON Schemas and the reference docs; --check fails where one is stale
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rule } from "../src/lint/define.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");
const stale: string[] = [];
const HEADER = "// written by: npm run gen";

/** Folders whose files are entries: the name of the list, and the type of an entry. */
const REGISTRIES = [
  { folder: "src/lint/rules", list: "rules", type: "Rule", define: "../define.ts" },
  { folder: "src/targets", list: "targets", type: "Target", define: "../mapping/define.ts" },
  { folder: "src/languages", list: "languages", type: "Language" },
  { folder: "src/render/syntaxes", list: "syntaxes", type: "Syntax" },
  { folder: "src/formats", list: "readers", type: "Reader", machinery: ["read.ts", "ado-net.ts"] },
  { folder: "src/known-errors", list: "symptoms", type: "Symptom" },
  { folder: "src/cli/reporters", list: "formats", type: "Format" },
  { folder: "src/fleet/manifests", list: "manifests", type: "Manifest" },
  { folder: "src/fleet/applications", list: "applications", type: "Application" },
];

/** Files whose text is compiled in, since a bundle has no files beside it, and a browser has none at all. */
const TEXTS = [
  { folder: "templates/code", to: "src/render/template.gen.ts", list: "frames", key: (name: string) => name },
  {
    folder: "templates/presets",
    to: "src/load/presets.gen.ts",
    list: "presets",
    key: (name: string) => basename(name, ".toml"),
  },
];

for (const { folder, list, type, define, machinery = [] } of REGISTRIES) {
  const ids = idsIn(folder, machinery);
  const union = `\n/** Id of a target. */\nexport type TargetId =\n${ids.map((id) => `  | ${JSON.stringify(id)}`).join("\n")};\n`;
  emit(`${folder}/registry.gen.ts`, `${registry(type, list, ids, define)}${list === "targets" ? union : ""}`);
}

emit("src/load/url-parameters.gen.ts", urlParametersRegistry());

for (const { folder, to, list, key } of TEXTS) emit(to, texts(folder, list, key));

// what follows reads the registries, so it is loaded only once they are written
emit("src/dsn/drivers.gen.ts", await driverTable());
const { rules } = (await import("../src/lint/rules/registry.gen.ts")) as { rules: readonly Rule[] };
for (const [file, text] of Object.entries(catalogue(rules))) emit(file, text);
emit("src/cli/commands/registry.gen.ts", await commandRegistry());
const { schemas } = await import("./_schemas.ts");
for (const [name, schema] of Object.entries(schemas())) emit(`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
const { docs } = await import("./_docs.ts");
for (const [name, text] of Object.entries(docs())) emit(name, text);

if (check && stale.length > 0) {
  console.error(`Stale, run \`npm run gen\`:\n${stale.map((file) => `  ${file}`).join("\n")}`);
  process.exitCode = 1;
} else console.log(check ? "generated files are current" : `${stale.length} files written`);

function idsIn(folder: string, machinery: readonly string[] = []): string[] {
  const files = readdirSync(join(root, folder)).filter(
    (name) => /(?<!\.gen)\.ts$/.test(name) && !name.startsWith("_") && !machinery.includes(name),
  );
  const ids = files.map((name) => name.slice(0, -3)).sort();
  for (const id of ids)
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:@\d+)?$/.test(id))
      throw new Error(`${folder}/${id}.ts: an id is kebab-case`);
  return ids;
}

function registry(type: string, list: string, ids: readonly string[], define = "./_define.ts", folder = "."): string {
  return [
    HEADER,
    `import type { ${type} } from "${define}";`,
    ...ids.map((id) => `import ${camel(id)} from "${folder}/${id}.ts";`),
    "",
    `export const ${list}: readonly ${type}[] = [`,
    ...ids.map((id) => `  ${camel(id)},`),
    "];",
    "",
  ].join("\n");
}

/** Every `defineUrlParameters` of the drivers and the pools, in the order of their ids. */
function urlParametersRegistry(): string {
  const found = ["src/drivers", "src/pools"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => `${folder}/${String(name).replaceAll("\\", "/")}`)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return [
          ...text.matchAll(/^export const (\w+) = defineUrlParameters\(\{$[\s\S]*?^ {2}id: "([a-z0-9-]+)",$/gm),
        ].map(([, name, id]) => ({ file, name: name!, id: id! }));
      }),
  );
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  const imports = found.map(({ file, name }) => `import { ${name} } from "${file.replace("src/", "../")}";`);
  return [
    HEADER,
    ...imports.sort((a, b) => (a.split(" from ")[1]! < b.split(" from ")[1]! ? -1 : 1)),
    'import type { UrlParameters } from "../mapping/url-parameters.ts";',
    "",
    "export const urlParameters: readonly UrlParameters[] = [",
    ...found.map(({ name }) => `  ${name},`),
    "];",
    "",
  ].join("\n");
}

/** What has to be known of a driver before it is loaded. */
async function driverTable(): Promise<string> {
  const { urlParameters } = await import("../src/load/url-parameters.gen.ts");
  const { settingsIn } = await import("../src/mapping/url-parameters.ts");
  const { targets } = await import("../src/targets/registry.gen.ts");
  const entries = urlParameters.map((driver) => ({
    id: driver.id,
    title: driver.title,
    unknown: driver.unknown,
    settings: settingsIn(driver),
    others: Object.keys(driver.others).sort(),
    detectBy: [...(driver.detectBy ?? [])].sort(),
    prefixes: driver.prefixes ?? [],
    needsPrefix: driver.needsPrefix === true,
    libpq: driver.libpq === true,
    form: driver.form === true,
    socketPath: driver.socketPath === true,
    partNames: driver.partNames ?? {},
    partsOverride: driver.partsOverride === true,
    portsInHost: driver.portsInHost === true,
    firstCounts: driver.firstCounts === true,
    strictUserInfo: driver.strictUserInfo === true,
    equivalents: driver.equivalents ?? {},
    variantOf: driver.variantOf,
    targets: targets.filter((target) => target.urlParameters === driver).map(({ id }) => id),
  }));
  const lines = entries.map((entry) => {
    const members = Object.entries(entry).map(
      ([name, value]) => `    ${name}: ${value === undefined ? "undefined" : literal(value)},`,
    );
    return ["  {", ...members, "  },"].join("\n");
  });
  return [
    HEADER,
    'import type { DriverFacts } from "./drivers.ts";',
    "",
    "export const drivers: readonly DriverFacts[] = [",
    ...lines,
    "];",
    "",
  ].join("\n");
}

/** A value as source text, with keys bare where they can be. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, " ")
    .replace(/"([A-Za-z_]\w*)":/g, "$1:");
}

/** The texts of the files in a folder, by name, with one line of a file on each line. */
function texts(folder: string, list: string, key: (name: string) => string): string {
  const entries = readdirSync(join(root, folder))
    .sort()
    .map((name) => {
      const lines = readFileSync(join(root, folder, name), "utf8").split("\n");
      return [`  ${JSON.stringify(key(name))}: [`, ...lines.map((line) => `    ${JSON.stringify(line)},`), "  ]"].join(
        "\n",
      );
    });
  return `${HEADER}\nexport const ${list} = {\n${entries.join(",\n")},\n} as const;\n`;
}

/** What is known of each rule without loading it, and the rules that loading a config needs. */
function catalogue(rules: readonly Rule[]): Record<string, string> {
  const entries = rules.map(({ id, severity, area, scope, check, ...rest }) => {
    const flags = Object.entries(rest).filter(([key, value]) => value === true || key === "settledByRender");
    const facts = { severity, area, scope, checked: check !== undefined, ...Object.fromEntries(flags) };
    return `  ${JSON.stringify(id)}: ${JSON.stringify(facts)
      .replace(/[:,]/g, "$& ")
      .replace(/"(\w+)":/g, "$1:")
      .replace(/^\{(.*)\}$/, "{ $1 }")},`;
  });
  const errors = rules.filter(
    ({ severity, check, finalErrors }) => (severity === "error" || finalErrors) && check !== undefined,
  );
  return {
    "src/diagnostics/catalogue.gen.ts": [
      HEADER,
      'import type { RuleFacts } from "../lint/define.ts";',
      "",
      "export const catalogue = {",
      ...entries,
      "} as const satisfies Readonly<Record<string, RuleFacts>>;",
      "",
      "/** Id of a rule. */",
      "export type RuleId = keyof typeof catalogue;",
      "",
    ].join("\n"),
    "src/lint/errors.gen.ts": registry(
      "Rule",
      "errorRules",
      errors.map(({ id }) => id),
      "./define.ts",
      "./rules",
    ),
  };
}

/** Commands with their summaries, each loaded only when it is run. */
async function commandRegistry(): Promise<string> {
  const lines: string[] = [];
  for (const id of idsIn("src/cli/commands")) {
    const { name, summary } = (await import(`../src/cli/commands/${id}.ts`)).default;
    if (name !== id) throw new Error(`src/cli/commands/${id}.ts: a command is named after its file, not ${name}`);
    const load = `async () => (await import("./${id}.ts")).default`;
    lines.push(`  { name: ${JSON.stringify(id)}, summary: ${JSON.stringify(summary)}, load: ${load} },`);
  }
  return [
    HEADER,
    'import type { Command } from "./_define.ts";',
    "",
    "export const commands: readonly { readonly name: string; readonly summary: string; load(): Promise<Command> }[] = [",
    ...lines,
    "];",
    "",
  ].join("\n");
}

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
