// TOML
import tomlReader from "../sources/toml.ts";
import { smolToml } from "../vendor.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "toml",
  code: false,
  write: (value) =>
    `${smolToml()
      .stringify(value as object)
      .trimEnd()}\n`,
  reader: tomlReader,
});
