// TOML
import { stringify } from "smol-toml";
import tomlReader from "../../formats/toml.ts";
import { escapeLiteral, points } from "../../text/characters.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "toml",
  code: false,
  write: (value) => `${escapeLiteral(stringify(value as object), points).trimEnd()}\n`,
  reader: tomlReader,
});
