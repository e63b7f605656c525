// JSON
import { jsonText } from "../characters.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "json",
  code: false,
  write: (value) => jsonText(value),
});
