// builds dist/: the library and the command as ES modules, each parser as one CommonJS file that is loaded when used
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...path) => join(root, ...path);

const VENDORS = JSON.parse(readFileSync(at("src/vendors.json"), "utf8"));

rmSync(at("dist"), { recursive: true, force: true });

const targets = readdirSync(at("src/targets"))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("_"))
  .map((name) => name.slice(0, -3));

const common = { cwd: root, platform: "node", logLevel: "warn" };

const main = await rolldown({
  ...common,
  input: {
    index: "src/index.ts",
    cli: "src/cli/main.ts",
    ...Object.fromEntries(targets.map((id) => [`targets/${id}`, `src/targets/${id}.ts`])),
  },
  transform: {
    define: {
      __BUNDLED__: "true",
      __VERSION__: JSON.stringify(JSON.parse(readFileSync(at("package.json"), "utf8")).version),
    },
  },
  external: [/^node:/],
});
const { output } = await main.write({
  dir: at("dist"),
  format: "esm",
  minify: true,
  entryFileNames: "[name].js",
  // flat, so that a path relative to a module is the same for every chunk
  chunkFileNames: "_[name]-[hash].js",
});

for (const [file, name] of Object.entries(VENDORS)) {
  // the main file of jsonc-parser is UMD, whose parts no bundler finds
  const resolve = { mainFields: ["module", "main"] };
  const vendor = await rolldown({ ...common, resolve, input: { [file]: name }, external: [/^node:/] });
  await vendor.write({
    dir: at("dist/vendor"),
    format: "cjs",
    minify: true,
    exports: "named",
    entryFileNames: "[name].cjs",
  });
}

writeLicenses(output);
execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", at("tsconfig.build.json")], {
  stdio: "inherit",
  cwd: root,
});

/** The licence texts of what is bundled, which those licences ask for. */
function writeLicenses(chunks) {
  const names = new Set(Object.values(VENDORS));
  for (const chunk of chunks) {
    for (const id of chunk.moduleIds ?? []) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
      if (found) names.add(found[1]);
    }
  }
  const texts = [...names].sort().map((name) => {
    const folder = at("node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
  });
  writeFileSync(at("dist/THIRD-PARTY-LICENSES.txt"), texts.join(`\n${"-".repeat(78)}\n\n`));
}
