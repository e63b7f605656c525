// a program in the language of the target; where that is JavaScript, without types
import { defineSyntax } from "./_define.ts";
import { writeProgram } from "./_program.ts";

export default defineSyntax({
  id: "code",
  code: true,
  write: (value, target) => writeProgram(value, target, false),
});
