// TOML
import { escapeHidden, points } from "../characters.ts";
import tomlReader from "../sources/toml.ts";
import { smolToml } from "../vendor.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "toml",
  code: false,
  write: (value) => `${escapeHidden(smolToml().stringify(value as object), points).trimEnd()}\n`,
  reader: tomlReader,
});
