// turns chunks into CommonJS in which some modules are loaded when they are first used; rolldown loads all at the start
import { isBuiltin } from "node:module";
import { transform } from "@swc/core";

/** @param {readonly string[]} lazy - modules that are loaded when they are first used, as they are named in an import */
export const toCommonJs = (lazy) => ({
  name: "to-commonjs",
  renderChunk: (code) =>
    transform(code, {
      configFile: false,
      swcrc: false,
      jsc: { target: "es2022", preserveAllComments: true },
      module: { type: "commonjs", importInterop: "none", exportInteropAnnotation: true, lazy },
    }),
});

/** Takes Node's modules from the process: what a bundler makes of poolcfg may be an ES module, which has no require. */
export const builtins = {
  name: "builtins",
  resolveId: (id, importer, { kind }) =>
    isBuiltin(id) && kind !== "dynamic-import" && !importer.startsWith("\0") ? `\0${id}` : null,
  load: (id) =>
    id.startsWith("\0") && isBuiltin(id.slice(1))
      ? `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(1))});`
      : null,
};

/** An ES module that exports what a CommonJS module does. */
export function esModule(file, exports) {
  const names = exports.filter((name) => name !== "default").map((name) => `export { ${name} } from "${file}";\n`);
  // bundlers differ in whether the default import of such a module is all of it
  const main = `import * as module from "${file}";\nexport default module.default.default ?? module.default;\n`;
  return `${names.join("")}${exports.includes("default") ? main : ""}`;
}
