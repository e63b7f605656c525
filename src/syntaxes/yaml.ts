// YAML, as one document
import yamlReader from "../sources/yaml.ts";
import { yaml } from "../vendor.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "yaml",
  title: "YAML",
  extension: "yaml",
  code: false,
  write: (value) => yaml().stringify(value, { lineWidth: 0, schema: "core" }),
  reader: yamlReader,
});
