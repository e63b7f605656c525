// builds dist/: CommonJS for require, and around it ES modules for import, so that there is one copy of everything
import { execSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { buildForBrowsers } from "./_browser.js";
import { builtins, esModule, toCommonJs } from "./_commonjs.js";
import { writeDeclarations } from "./_declarations.js";
import { billOfMaterials, licenceTexts, packagesOf } from "./_third-party.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

// writes nothing, and prints the modules in each file of dist
const isListing = process.argv.includes("--list-modules");
const output = isListing ? "generate" : "write";

/** The source of each public module, by its name in dist. */
const ENTRIES = { index: "src/index.ts", core: "src/core.ts", runtime: "src/runtime/index.ts" };
for (const file of readdirSync(join(root, "src/targets")))
  if (!file.endsWith(".gen.ts")) ENTRIES[`targets/${file.slice(0, -".ts".length)}`] = `src/targets/${file}`;

/** Other packages, each in a file of its own that is loaded when it is first used. */
const GRAMMARS = ["@lezer/go", "@lezer/java", "@lezer/javascript", "@lezer/python", "@lezer/rust", "lezer-elixir"];
const VENDORS = ["commander", "fastest-levenshtein", "jsonc-parser", "pg", "smol-toml", "toml-eslint-parser", "yaml"];
VENDORS.push(...GRAMMARS);
const fileOf = (name) => name.replace("@", "").replace("/", "-");
const VENDOR_FILES = Object.fromEntries(VENDORS.map((name) => [name, `../vendor/${fileOf(name)}.cjs`]));

/** Parts that few runs need; each is loaded when it is first used. */
const LATE = {
  zod: /\/node_modules\/zod\/|\/src\/model\/zod\.ts$/,
  rules: /\/src\/lint\/rules\//,
  git: /\/src\/git\//,
  dsn: /\/src\/(?:dsn\/(?!parse|database-systems|redact|split|_libpq|_raw)|mapping\/(?:decode-dsn|decode-parameters|url-parameters)|codecs\/iso)/,
  project: /\/src\/(?:packages|project)\//,
  fleet: /\/src\/fleet\/|\/src\/cli\/fleet\//,
  drivers:
    /\/src\/(?:mapping\/(?!value|advice|decode-dsn|decode-parameters|url-parameters)|drivers\/(?!pg\/(?:authentication|backend))|pools|load\/url-parameters)|\/src\/codecs\/(?:go|jitter)/,
  mapping:
    /\/src\/(?:targets|languages|render\/(?!index)|import\/(?!index|verify))|\/src\/poolers\/(?!networks|poolers|providers|hosts|in-use)/,
};

const FOLDERS = ["./", "./chunks/", "../chunks/"];
const LATE_FILES = Object.keys(LATE).flatMap((part) => FOLDERS.map((folder) => `${folder}${part}.cjs`));

/** What loading a config needs; what `poolcfg validate` needs besides; the pool. One file is read faster than many. */
const EARLY = {
  core: /\/src\/(?!index|core\.ts|cli\/|runtime\/|known-errors\/|doctor\/)|^\0/,
  validate:
    /\/src\/cli\/(?:main|_arguments|_command-line|_flags|_report|_load|_io|_package|commands\/(?:_|registry|validate)|reporters\/)/,
  engine: /\/src\/runtime\/(?!index)/,
};

/** A file for a part. The rules that loading a config runs are not with the others. */
const group = ([part, test], priority) => ({
  name: (id, graph) => (part === "rules" && isRunAtBoot(graph.getModuleInfo(id)) ? null : part),
  debugName: part,
  // Windows has other separators
  test: (id) => test.test(id.replaceAll("\\", "/")),
  priority,
  includeDependenciesRecursively: false,
});
const isRunAtBoot = ({ importers }) => importers.some((id) => basename(id) === "errors.gen.ts");

if (!isListing) rmSync(dist, { recursive: true, force: true });

const common = { cwd: root, platform: "node", checks: { ineffectiveDynamicImport: false } };
const own = await rolldown({
  ...common,
  input: { ...ENTRIES, "cli/main": "src/cli/main.ts" },
  external: VENDORS,
  preserveEntrySignatures: "allow-extension",
  plugins: [builtins, toCommonJs([...Object.values(VENDOR_FILES), ...LATE_FILES])],
});
const { output: files } = await own[output]({
  dir: dist,
  entryFileNames: "[name].cjs",
  chunkFileNames: "chunks/[name].cjs",
  minifyInternalExports: false,
  comments: { legal: false },
  paths: VENDOR_FILES,
  codeSplitting: {
    groups: [LATE, EARLY].flatMap((parts, at) => Object.entries(parts).map((part) => group(part, 2 - at))),
  },
});

const others = await rolldown({
  ...common,
  input: Object.fromEntries(VENDORS.map((name) => [`vendor/${fileOf(name)}`, name])),
  // the ES modules of a package, if it has both kinds: an UMD build hides what it requires
  plugins: [builtins],
  resolve: { mainFields: ["module", "main"] },
});
const { output: vendors } = await others[output]({
  dir: dist,
  format: "cjs",
  exports: "named",
  entryFileNames: "[name].cjs",
  chunkFileNames: "vendor/[name].cjs",
});
const web = await buildForBrowsers(ENTRIES.core, root, output);

/** The modules in each file of dist. */
const modules = Object.fromEntries([...files, ...vendors, ...web].map((file) => [file.fileName, file.moduleIds]));
if (isListing) console.log(JSON.stringify(modules));
else {
  for (const { fileName, exports } of files.filter(({ name }) => name in ENTRIES))
    writeFileSync(join(dist, fileName.replace(/\.cjs$/, ".js")), esModule(`./${basename(fileName)}`, exports));
  await writeDeclarations(ENTRIES, root);
  const packages = packagesOf(modules, root);
  writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), licenceTexts(packages));
  const format = "npx biome format --write --log-level=error --config-path=scripts/dist.biome.json dist";
  execSync(format, { cwd: root, stdio: "inherit" });
  writeFileSync(join(dist, "sbom.cdx.json"), `${JSON.stringify(billOfMaterials(packages, root), null, 2)}\n`);
}
