// TOML
import { escapeLiteral, points } from "../characters.ts";
import tomlReader from "../sources/toml.ts";
import { smolToml } from "../vendor.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "toml",
  code: false,
  write: (value) => `${escapeLiteral(smolToml().stringify(value as object), points).trimEnd()}\n`,
  reader: tomlReader,
});
