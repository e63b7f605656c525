// KEY="value" lines, as dotenv and a shell read them
import { isTree } from "../targets/_value.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "env",
  code: false,
  write(value, { variables: names }, variable) {
    const table = names ? flat(value as object, names.prefix, names.separator) : (value as object);
    const variables = typeof value === "string" && variable !== undefined ? { [variable]: plainUrl(value) } : table;
    return Object.entries(variables)
      .map(([name, text]) => `${name}=${quoteEnv(String(text))}\n`)
      .join("");
  },
});

// a list has commas between its members
function flat(table: object, prefix: string, separator: string): Record<string, unknown> {
  const entries = Object.entries(table).flatMap(([key, value]) => {
    const name = `${prefix}${separator}${key.toUpperCase()}`;
    return isTree(value) ? Object.entries(flat(value, name, separator)) : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

// what a shell or an expanding dotenv may read otherwise; in a URL the escape means the same
function plainUrl(url: string): string {
  return url.replaceAll("'", "%27").replaceAll("$", "%24").replaceAll("`", "%60");
}

// single quotes: neither a shell nor dotenv looks for $ inside them
function quoteEnv(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}
