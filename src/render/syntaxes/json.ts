// JSON
import { jsonText } from "../../text/characters.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "json",
  code: false,
  write: (value) => jsonText(value),
});
