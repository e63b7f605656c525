// an ADO.NET connection string: Keyword=value pairs with semicolons between them
import { isKeywords } from "../../dsn/find.ts";
import adoNet from "../../formats/ado-net.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "ado-net",
  code: false,
  write: (value) => `${writeKeywords(value as object)}\n`,
  looksLike: (text) =>
    !isKeywords(text) &&
    /^[^;]*;|\w \w/.test(text.trim()) &&
    text.split(/[;\n]/).every((pair) => pair.trim() === "" || /^\s*\w[\w ]*=/.test(pair)),
  reader: adoNet,
});

/** Writes pairs as one connection string. */
function writeKeywords(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => `${name}=${quote(text(member))}`)
    .join(";");
}

function text(value: unknown): string {
  if (typeof value === "boolean") return value ? "true" : "false";
  return String(value ?? "");
}

// a value with a semicolon, a quote at its beginning or blanks around it stands in quotes, which are doubled inside
function quote(value: string): string {
  if (value !== "" && !/[;"'\p{Cc}]|^\s|\s$|^=/u.test(value)) return value;
  if (value === "") return "";
  return value.includes('"') && !value.includes("'") ? `'${value}'` : `"${value.replaceAll('"', '""')}"`;
}
