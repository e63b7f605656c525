// JSON
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "json",
  code: false,
  write: (value) => `${JSON.stringify(value, null, 2)}\n`,
});
