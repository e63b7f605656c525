// written by: npm run gen
import type { Syntax } from "./_define.ts";
import code from "./code.ts";
import env from "./env.ts";
import jsonEntry from "./json.ts";
import url from "./url.ts";

export const syntaxes: readonly Syntax[] = [
  code,
  env,
  jsonEntry,
  url,
];
