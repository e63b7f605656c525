// KEY="value" lines, as dotenv and a shell read them
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "env",
  title: "Environment variables",
  extension: "env",
  code: false,
  write(value, _target, variable) {
    const variables =
      typeof value === "string" && variable !== undefined ? { [variable]: plainUrl(value) } : (value as object);
    return Object.entries(variables)
      .map(([name, text]) => `${name}=${quoteEnv(String(text))}\n`)
      .join("");
  },
});

// what a shell or an expanding dotenv may read otherwise; in a URL the escape means the same
function plainUrl(url: string): string {
  return url.replaceAll("'", "%27").replaceAll("$", "%24").replaceAll("`", "%60");
}

// single quotes: neither a shell nor dotenv looks for $ inside them
function quoteEnv(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}
