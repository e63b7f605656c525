// the program of the code form with the types of TypeScript
import { defineSyntax } from "./_define.ts";
import { writeProgram } from "./_program.ts";

export default defineSyntax({
  id: "ts",
  code: true,
  limits:
    "The form `ts` is the program of the form `code` with types, and compiles under `strict`. It is the default if the file of `--out` or `--check` ends in `.ts`, `.mts` or `.cts`.",
  write: (value, target) => writeProgram(value, target, true),
});
