// builds dist/: everything as CommonJS chunks, which start faster, behind ES modules, which are the public face
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { billOfMaterials, licenceTexts, packagesOf } from "./_third-party.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...path) => join(root, ...path);
const VENDORS = JSON.parse(readFileSync(at("src/vendors.json"), "utf8"));

// writes nothing, and prints the modules that rolldown reports for each file
const isListing = process.argv.includes("--list-modules");

if (!isListing) rmSync(at("dist"), { recursive: true, force: true });

const targets = readdirSync(at("src/targets"))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("_"))
  .map((name) => name.slice(0, -3));

/** Public modules, by the name that they are imported by. */
const faces = {
  index: "src/index.ts",
  cli: "src/cli/main.ts",
  runtime: "src/runtime/index.ts",
  ...Object.fromEntries(targets.map((id) => [`targets/${id}`, `src/targets/${id}.ts`])),
};

/** What loading needs. */
const CORE =
  /\/src\/(?!cli\/|foreign\/|runtime\/|symptoms\/|server\/(?!usable)|import\.ts|verify\.ts|index\.ts)|rolldown\/runtime/;

/** What `poolcfg validate` needs besides, for it is run the most. */
const CHECK = /\/src\/cli\/(?:main|_command-line|_flags|_report|_load|_io|_package|commands\/(?:_|validate)|formats\/)/;

const common = {
  cwd: root,
  platform: "node",
  logLevel: "warn",
  external: [/^node:/],
  preserveEntrySignatures: "allow-extension",
  // a command is imported late for what it runs, wherever its chunk is
  checks: { ineffectiveDynamicImport: false },
};
const cjs = {
  format: "cjs",
  minify: process.env.POOLCFG_READABLE !== "1",
  exports: "named",
  // the licences are in a file of their own
  comments: { legal: process.env.POOLCFG_READABLE === "1" },
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name].cjs",
};

/** Parts that most starts do without: their chunk is read at the first call into it. */
const LATE = {
  _zod: /\/node_modules\/zod\/|\/src\/schema\/_schema\.ts$/,
  _told: /\?told$/,
  _rules: (id) => /\/src\/rules\/[^_][^/?]*\.ts$/.test(id) && !isGrave(id),
  _git: /\/src\/git\//,
  _dsn: /\/src\/(?:dsn|dialects)\//,
  _weigh: /\/src\/fleet\/(?!total|verdict)|\/src\/cli\/fleet\//,
  _targets:
    /\/src\/(?:targets|languages|syntaxes|render\.ts|canonical\.ts|template\.ts|import\.ts|verify\.ts|foreign\/)/,
};

/** Public functions of those parts: calling one is what reads its part. */
const lateNames = new Set();

const late = {
  name: "late",
  renderChunk(code, chunk) {
    let text = code;
    for (const name of Object.keys(LATE)) {
      if (chunk.fileName === `${name}.cjs`) continue;
      const found = new RegExp(`^const (\\w+) = require\\("\\./${name}\\.cjs"\\);$`, "m").exec(text);
      if (!found) continue;
      const [line, word] = found;
      text = text
        .replace(line, `function ${word}() { return require("./${name}.cjs"); }`)
        .replaceAll(new RegExp(`\\b${word}\\.`, "g"), `${word}().`);
    }
    // Node makes a module of a part of itself when it is first required
    for (const [line, word, name] of [...text.matchAll(/^let (\w+) = require\("(node:(?:url|module))"\);$/gm)])
      text = text
        .replace(line, `function ${word}() { return require("${name}"); }`)
        .replaceAll(new RegExp(`\\b${word}\\.`, "g"), `${word}().`);
    if (chunk.fileName !== "_index.cjs") return text;
    return text.replaceAll(/^exports\.(\w+) = (\w+\(\)\.\w+);$/gm, (_, name, value) => {
      lateNames.add(name);
      return `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => ${value} });`;
    });
  },
};

/** What a rule tells, and does not need in order to check. */
const TOLD = new Set(["summary", "why", "fix", "source", "examples"]);

/** What the registry of rules needs of each that is not run at boot. */
const ASKED = {
  id: undefined,
  severity: undefined,
  area: undefined,
  since: undefined,
  optional: undefined,
  secret: undefined,
  settledByRender: undefined,
  scope: '"pool"',
  reads: "[]",
};

/** Only rules that give an error are run at boot. */
function isGrave(file) {
  return readFileSync(file, "utf8").includes('severity: "error"');
}

/**
 * Moves what rules tell to a part of its own, since a start that finds nothing to say does without it, and the rules that
 * are not run at boot to another; a face of each stands in the registry.
 */
const rulesLate = {
  name: "rules-late",
  resolveId(source, importer) {
    if (source.endsWith("?told")) return source;
    if (!importer?.endsWith("/src/rules/_all.gen.ts") || source.startsWith("./_")) return null;
    const file = join(importer, "..", source);
    return isGrave(file) ? null : `${file}?face`;
  },
  load(id) {
    const [file, query] = id.split("?");
    if (query !== "told" && query !== "face") return null;
    const code = readFileSync(file, "utf8");
    const given = properties(this.parse(code, { lang: "ts" }), file);
    if (query === "told")
      return `export default { ${given
        .filter(isTold)
        .map(({ start, end }) => code.slice(start, end))
        .join(", ")} };`;
    const own = (name) => given.find(({ key }) => key.name === name);
    const unknown = given.find(({ key }) => !(key.name in ASKED) && !TOLD.has(key.name) && key.name !== "check");
    if (unknown) throw new Error(`${file}: add ${unknown.key.name} to ASKED, or the built registry lacks it`);
    const members = Object.entries(ASKED).map(([name, otherwise]) => {
      const property = own(name);
      if (!property) return otherwise && `${name}: ${otherwise}`;
      const { start, end, value } = property;
      return isPlain(value) ? code.slice(start, end) : `get ${name}() { return rule.${name}; }`;
    });
    for (const name of ["check", ...TOLD]) if (own(name)) members.push(`get ${name}() { return rule.${name}; }`);
    return `import rule from ${JSON.stringify(file)};\nexport default { ${members.filter(Boolean).join(", ")} };`;
  },
  transform(code, id) {
    if (!/\/src\/rules\/[^_][^/]*\.ts$/.test(id)) return null;
    const short = properties(this.parse(code, { lang: "ts" }), id)
      .filter(isTold)
      .reduceRight((text, { key, start, end }) => {
        return `${text.slice(0, start)}get ${key.name}() { return told.${key.name}; }${text.slice(end)}`;
      }, code);
    return `import told from ${JSON.stringify(`${id}?told`)};\n${short}`;
  },
};

/** The properties of the object that a module defines its rule by. */
function properties({ body }, file) {
  const call = body.find(({ type }) => type === "ExportDefaultDeclaration")?.declaration;
  if (call?.callee?.name === "defineRule") return call.arguments[0].properties;
  throw new Error(`${file} has no export default defineRule({ … })`);
}

/** Whether a property is told, and stands alone: what uses other words of its module stays there. */
function isTold({ key, value }) {
  return TOLD.has(key.name) && isPlain(value);
}

function isPlain({ type, elements, properties: members, expressions }) {
  if (type === "ArrayExpression") return elements.every(isPlain);
  if (type === "ObjectExpression") return members.every(({ value }) => value && isPlain(value));
  return type === "Literal" || (type === "TemplateLiteral" && expressions.length === 0);
}

const main = await rolldown({
  ...common,
  plugins: [rulesLate, late],
  // flat, so that a path relative to a chunk is the same for all of them
  input: Object.fromEntries(Object.entries(faces).map(([name, file]) => [`_${name.replace("/", "-")}`, file])),
  transform: { define: { __BUNDLED__: "true" } },
});
const { output } = await main[isListing ? "generate" : "write"]({
  dir: at("dist"),
  ...cjs,
  codeSplitting: {
    // one file is read faster than twenty, but all of it is run: so it holds only what every start needs
    groups: [
      ...Object.entries(LATE).map(([name, test]) => ({
        name,
        test,
        priority: 3,
        includeDependenciesRecursively: false,
      })),
      { name: "_core", test: CORE, priority: 2, includeDependenciesRecursively: false },
      { name: "_check", test: CHECK, priority: 1, includeDependenciesRecursively: false },
    ],
  },
});

/** The modules in each file of dist. */
const modules = modulesOf(output, "");

for (const name of isListing ? [] : Object.keys(faces).filter((face) => face !== "cli")) {
  const chunk = output.find((file) => file.fileName === `_${name.replace("/", "-")}.cjs`);
  const exports = chunk.exports.filter((word) => word !== "default");
  const isLate = (word) => name === "index" && lateNames.has(word);
  const lines = [
    'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);',
    `const module = require("${"../".repeat(name.split("/").length - 1) || "./"}${chunk.fileName}");`,
    `export const { ${exports.filter((word) => !isLate(word)).join(", ")} } = module;`,
    ...exports.filter(isLate).map((word) => `export const ${word} = (...given) => module.${word}(...given);`),
    ...(chunk.exports.includes("default") ? ["export default module.default;"] : []),
  ];
  mkdirSync(at("dist", name, ".."), { recursive: true });
  writeFileSync(at("dist", `${name}.js`), `${lines.join("\n")}\n`);
}

for (const [file, name] of Object.entries(VENDORS)) {
  // the ES modules of a package, where it has both: its UMD build may hide what it requires
  const vendor = await rolldown({ ...common, input: { [file]: name }, resolve: { mainFields: ["module", "main"] } });
  const { output } = await vendor[isListing ? "generate" : "write"]({ dir: at("dist/vendor"), ...cjs });
  Object.assign(modules, modulesOf(output, "vendor/"));
}

if (isListing) console.log(JSON.stringify(modules));
else {
  const packages = packagesOf(modules, root);
  writeFileSync(at("dist/THIRD-PARTY-LICENSES.txt"), licenceTexts(packages));
  writeFileSync(at("dist/sbom.cdx.json"), `${JSON.stringify(billOfMaterials(packages, root), null, 2)}\n`);
  execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", at("tsconfig.build.json")], {
    stdio: "inherit",
    cwd: root,
  });
}

function modulesOf(chunks, folder) {
  return Object.fromEntries(
    chunks.filter(({ type }) => type === "chunk").map((chunk) => [folder + chunk.fileName, chunk.moduleIds]),
  );
}
