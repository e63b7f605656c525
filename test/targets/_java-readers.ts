// what Spring and SmallRye Config make of a text with a dollar sign, as models of these libraries

/** What Spring makes of a text where no property and no variable has a value; `escapes` from Spring Framework 6.2 on. */
export function springReads(text: string, escapes: boolean): string {
  let result = "";
  for (let at = 0; at < text.length; ) {
    if (escapes && text.startsWith("\\${", at)) {
      result += "${";
      at += 3;
      continue;
    }
    const end = text.startsWith("${", at) ? closing(text, at + 2) : -1;
    if (end < 0) {
      result += text[at++];
      continue;
    }
    const [, value] = /^[^:]*:([\s\S]*)$/.exec(text.slice(at + 2, end)) ?? [];
    result += value === undefined ? "<unresolved>" : springReads(value, escapes);
    at = end + 1;
  }
  return result;
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("${", at)) depth++;
    if (text[at] === "}" && depth-- === 0) return at;
  }
  return -1;
}

/** What SmallRye Config makes of a text without an expression. */
export function smallRyeReads(text: string): string {
  return text
    .split("\\$")
    .join("$$")
    .replace(/\$\$|\$\{/g, (piece) => (piece === "$$" ? "$" : "<expression>"));
}
