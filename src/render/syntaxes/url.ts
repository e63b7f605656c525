// a connection string alone on its line
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "url",
  code: false,
  write: (value) => `${String(value)}\n`,
});
