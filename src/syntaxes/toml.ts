// TOML
import { stringify } from "smol-toml";
import { escapeLiteral, points } from "../characters.ts";
import tomlReader from "../sources/toml.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "toml",
  code: false,
  write: (value) => `${escapeLiteral(stringify(value as object), points).trimEnd()}\n`,
  reader: tomlReader,
});
