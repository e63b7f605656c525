// YAML, as one document
import { Document, isCollection, isPair, isScalar } from "yaml";
import yamlReader from "../../formats/yaml.ts";
import { escapeLiteral, mustEscape, points } from "../../text/characters.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "yaml",
  code: false,
  write,
  reader: yamlReader,
});

/** What readers of YAML 1.1, Ruby's among them, take for a number or a symbol. */
const TAKEN = /^[-+]?\d[\d,_]*$|^:/;

// a text that a reader of YAML 1.1 would take for something else stands in quotes: most tools still have one
function write(value: unknown): string {
  const document = new Document(value, { schema: "core", compat: "yaml-1.1" });
  const mark = (node: unknown) => {
    if (isCollection(node)) node.items.forEach(mark);
    else if (isPair(node)) [node.key, node.value].forEach(mark);
    else if (
      isScalar(node) &&
      typeof node.value === "string" &&
      (TAKEN.test(node.value) || mustEscape(node.value) || node.value.includes("\n"))
    )
      node.type = "QUOTE_DOUBLE";
  };
  mark(document.contents);
  // one line for each text: one that goes on in the next could begin it with anything
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
  // only texts in double quotes have any
  return escapeLiteral(text, points);
}
