// written by: npm run gen
import type { Format } from "./_define.ts";
import concise from "./concise.ts";
import github from "./github.ts";
import jsonEntry from "./json.ts";
import junit from "./junit.ts";
import sarif from "./sarif.ts";
import text from "./text.ts";

export const formats: readonly Format[] = [
  concise,
  github,
  jsonEntry,
  junit,
  sarif,
  text,
];
