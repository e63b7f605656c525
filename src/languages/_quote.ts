// text as a JavaScript string literal that is safe wherever the code ends up

import { escapeLiteral } from "../text/characters.ts";

/** Writes text as a string literal in double quotes, safe in a script element of a page and in any encoding of lines. */
export function quoteJs(text: string): string {
  return escapeLiteral(JSON.stringify(text).replaceAll("<", "\\u003c"));
}
