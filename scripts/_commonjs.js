// turns chunks into CommonJS in which some modules are loaded when they are first used; rolldown loads all at the start
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
