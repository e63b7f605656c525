// text as a JavaScript string literal that is safe wherever the code ends up

/** Writes text as a string literal in double quotes, safe in a script element of a page and in any encoding of lines. */
export function quoteJs(text: string): string {
  return JSON.stringify(text)
    .replaceAll("<", "\\u003c")
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
