// INI: sections of name = value lines, as PgBouncer and Python's configparser have them
import { defineReader, type Fault, type Stretch } from "../sources/_define.ts";
import { duplicateKey, forbiddenKey, ignoredLine, isForbidden, syntaxError } from "../sources/_faults.ts";
import { isTree } from "../targets/_value.ts";
import { defineSyntax, type Unwritable, writable } from "./_define.ts";

export default defineSyntax({
  id: "ini",
  code: false,
  write(value, { spelling }) {
    const sections = Object.entries(value as object);
    const written = (text: string) => spelling?.written?.(text) ?? text;
    return sections.map(([name, lines]) => `[${name}]\n${entries(lines, written)}`).join("\n");
  },
  unwritable,
  looksLike: (text) => /^[ \t]*\[[\w .*-]+\][ \t]*$/m.test(text) && !/^[ \t]*\w+[ \t]*=[ \t]*["[]/m.test(text),
  reader: defineReader({ id: "ini", extensions: [".ini", ".cfg"], byLine: true, parse }),
});

// a table in a section is a prefix of its names
function entries(lines: unknown, written: (text: string) => string, prefix = ""): string {
  if (!isTree(lines)) return "";
  return Object.entries(lines)
    .map(([name, value]) =>
      isTree(value)
        ? entries(value, written, `${prefix}${name}.`)
        : `${`${prefix}${name} = ${writable(written(String(value ?? "")), unwritable)}`.trimEnd()}\n`,
    )
    .join("");
}

function unwritable(text: string): Unwritable | undefined {
  return /[\r\n\0]/.test(text) ? { why: "a line of the file cannot contain a line break or NUL" } : undefined;
}

const LINE =
  /^(?:[ \t]*\[([^\]\n]*)\][ \t]*|[ \t]*("(?:[^"\n]|"")*"|[^=:\s;#["][^=:\n]*?)[ \t]*[=:][ \t]*([^\n]*?)[ \t]*)\r?$/d;

const CONTINUED = syntaxError(
  "The line ends with a backslash, and goes on in no other: what is here and below it is not read",
  "Write all of it on one line.",
);

const AGAIN = "some programs then forget what it held before, others refuse the file";

const INCLUDED = {
  rule: "ignored-line",
  message: "%include takes in another file, which is not read: what it sets is missing here",
  help: "Import that file, too.",
};

// a comment takes a line of its own: what follows a value on its line belongs to the value
function parse(text: string) {
  const data: Record<string, Record<string, string> | string> = Object.create(null);
  const places = new Map<string, { key: Stretch; value: Stretch }>();
  const faults: Fault[] = [];
  let section: string | undefined;
  let offset = 0;
  let continued = false;
  for (const line of text.split("\n")) {
    const begin = offset;
    offset += line.length + 1;
    const rest = continued;
    continued = /\\[ \t]*\r?$/.test(line) && !/^\s*[;#]/.test(line);
    if (rest || /^\s*(?:[;#]|$)|^\uFEFF?\s*$/.test(line)) continue;
    if (continued) {
      faults.push({ ...CONTINUED, at: [begin, begin + line.trimEnd().length] });
      continue;
    }
    if (/^%include\b/.test(line)) {
      faults.push({ ...INCLUDED, at: [begin, begin + line.trimEnd().length] });
      continue;
    }
    const match = LINE.exec(line);
    const at = (group: number): Stretch => {
      const [start, end] = match!.indices![group]!;
      return [begin + start, begin + end];
    };
    if (!match) {
      faults.push({ ...ignoredLine(), at: [begin, begin + line.trimEnd().length] });
      continue;
    }
    const name = (match[1] ?? match[2])!;
    if (isForbidden(name)) {
      faults.push({ ...forbiddenKey(name), at: at(match[1] === undefined ? 2 : 1) });
      continue;
    }
    if (match[1] !== undefined) {
      if (places.has(JSON.stringify([name])))
        faults.push({ ...duplicateKey(`[${name}]`, AGAIN), pointer: [name], at: at(1) });
      section = name;
      data[section] ??= Object.create(null) as Record<string, string>;
      places.set(JSON.stringify([section]), { key: at(1), value: at(1) });
      continue;
    }
    const pointer = section === undefined ? [name] : [section, name];
    const table = section === undefined ? data : (data[section] as Record<string, string>);
    if (Object.hasOwn(table, name)) faults.push({ ...duplicateKey(name), pointer, at: at(2) });
    table[name] = match[3]!;
    places.set(JSON.stringify(pointer), { key: at(2), value: at(3) });
  }
  return {
    data,
    faults,
    find: (pointer: readonly (string | number)[], part: "key" | "value") => places.get(JSON.stringify(pointer))?.[part],
  };
}
