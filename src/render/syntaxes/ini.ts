// INI: sections of name = value lines, as PgBouncer and Python's configparser have them

import { isTree } from "../../codecs/literal.ts";
import { defineReader, type Fault, type Stretch } from "../../formats/_define.ts";
import { duplicateKey, forbiddenKey, ignoredLine, isForbidden, syntaxError } from "../../formats/_problems.ts";
import { defineSyntax, type Unwritable, writable } from "./_define.ts";

export default defineSyntax({
  id: "ini",
  code: false,
  write(value, { keyCase }) {
    const sections = Object.entries(value as object);
    const written = (text: string) => keyCase?.written?.(text) ?? text;
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

const SECTION = /^[ \t]*\[([^\]]*)\][ \t]*\r?$/d;
const KEY = /^[ \t]*(?:"(?:[^"]|"")*"[ \t]*|[^=:\s;#["][^=:]*)(?=[=:])/;

/** Where the name of a section is in a line, or a key and its value. */
function placesIn(line: string): { section?: Stretch; key?: Stretch; value?: Stretch } {
  const section = SECTION.exec(line)?.indices?.[1];
  if (section) return { section };
  const key = KEY.exec(line);
  if (!key) return {};
  const end = line.endsWith("\r") ? line.length - 1 : line.length;
  return { key: withoutBlanks(line, 0, key[0].length), value: withoutBlanks(line, key[0].length + 1, end) };
}

function withoutBlanks(text: string, start: number, end: number): Stretch {
  const isBlank = (at: number) => text[at] === " " || text[at] === "\t";
  let [first, last] = [start, end];
  while (first < last && isBlank(first)) first++;
  while (last > first && isBlank(last - 1)) last--;
  return [first, last];
}

const CONTINUED = syntaxError(
  "The line ends with a backslash, and goes on in no other: what is here and below it is not read",
  "Write all of it on one line.",
);

const AGAIN = "some programs then forget what it held before, others refuse the file";

const INCLUDED = {
  rule: "ignored-line",
  message: "%include takes in another file, which is not read: what it sets is missing here",
  help: "Import that file, too.",
} as const;

// a comment takes a line of its own: what follows a value on its line belongs to the value
function parse(text: string) {
  const data: Record<string, Record<string, string> | string> = Object.create(null);
  const known = new Map<string, { key: Stretch; value: Stretch }>();
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
    const places = placesIn(line);
    const named = places.section ?? places.key;
    if (!named) {
      faults.push({ ...ignoredLine(), at: [begin, begin + line.trimEnd().length] });
      continue;
    }
    const shifted = ([start, end]: Stretch): Stretch => [begin + start, begin + end];
    const name = line.slice(...named);
    const at = shifted(named);
    if (isForbidden(name)) {
      faults.push({ ...forbiddenKey(name), at });
      continue;
    }
    if (!places.value) {
      if (known.has(JSON.stringify([name]))) faults.push({ ...duplicateKey(`[${name}]`, AGAIN), pointer: [name], at });
      section = name;
      data[section] ??= Object.create(null) as Record<string, string>;
      known.set(JSON.stringify([section]), { key: at, value: at });
      continue;
    }
    const pointer = section === undefined ? [name] : [section, name];
    const table = section === undefined ? data : (data[section] as Record<string, string>);
    if (Object.hasOwn(table, name)) faults.push({ ...duplicateKey(name), pointer, at });
    table[name] = line.slice(...places.value);
    known.set(JSON.stringify(pointer), { key: at, value: shifted(places.value) });
  }
  return {
    data,
    faults,
    find: (pointer: readonly (string | number)[], part: "key" | "value") => known.get(JSON.stringify(pointer))?.[part],
  };
}
