// an ADO.NET connection string: Keyword=value pairs with semicolons between them
import { defineReader, type Fault, type Stretch } from "../sources/_define.ts";
import { duplicateKey, forbiddenKey, isForbidden, syntaxError } from "../sources/_faults.ts";
import { defineSyntax } from "./_define.ts";

export default defineSyntax({
  id: "keywords",
  code: false,
  write: (value) => `${writeKeywords(value as object)}\n`,
  looksLike: (text) =>
    /^\s*\w[\w ]*=[^;\n]*(?:[;\n]\s*\w[\w ]*=[^;\n]*)*;?\s*$/.test(text) && /^[^;]*;|\w \w/.test(text.trim()),
  reader: defineReader({ id: "keywords", extensions: [], byLine: true, parse }),
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

const PAIR = /[\s;]*([^=;"']+?)\s*=\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^;]*?))\s*(?:;|$)/dy;

/** The same where line breaks part the pairs, and a comment may follow. */
const LINE = /[\s;]*([^=;"'\n]+?)[ \t]*=[ \t]*([^;\n]*?)(?:[ \t]+#[^\n]*)?[ \t\r]*(?:;|\n|$)/dy;

function parse(source: string) {
  const data: Record<string, string> = Object.create(null);
  const places = new Map<string, { key: Stretch; value: Stretch }>();
  const faults: Fault[] = [];
  let at = 0;
  while (/[^\s;]/.test(source.slice(at))) {
    PAIR.lastIndex = at;
    let match = PAIR.exec(source);
    const broken = match?.[4] !== undefined && /\n\s*\w[\w ]*=/.test(match[4]);
    if (broken) {
      LINE.lastIndex = at;
      match = LINE.exec(source) ?? match;
    }
    if (!match) {
      faults.push({
        ...syntaxError("Keyword=value is expected here", "Put a semicolon between the pairs."),
        at: [at, at + 1],
      });
      break;
    }
    at = match.index + match[0].length;
    const name = match[1]!;
    const key = match.indices![1]!;
    if (broken)
      faults.push({ ...syntaxError("A line break ends this pair", "Put a semicolon between the pairs."), at: key });
    const group = broken ? 2 : [2, 3, 4].find((index) => match[index] !== undefined)!;
    if (isForbidden(name)) faults.push({ ...forbiddenKey(name), at: key });
    else {
      if (Object.hasOwn(data, name)) faults.push({ ...duplicateKey(name), pointer: [name], at: key });
      const mark = broken ? "" : group === 2 ? '"' : group === 3 ? "'" : "";
      data[name] = mark === "" ? match[group]! : match[group]!.replaceAll(mark + mark, mark);
      places.set(name, { key, value: match.indices![group]! });
    }
  }
  return {
    data,
    faults,
    find: ([name]: readonly (string | number)[], part: "key" | "value") => places.get(String(name))?.[part],
  };
}
