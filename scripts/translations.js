// Reads the translations of the server's and libpq's messages that src/known-errors/_translations.json lists from the
// message catalogs of an installation: node scripts/translations.js /usr/share/locale
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const list = new URL("../src/known-errors/_translations.json", import.meta.url);
const folder = process.argv[2];
if (!folder) {
  console.error("usage: node scripts/translations.js FOLDER, such as /usr/share/locale");
  process.exit(2);
}
const known = JSON.parse(readFileSync(list, "utf8"));
const found = new Map(Object.keys(known).map((message) => [message, new Set(known[message])]));

for (const language of readdirSync(folder).sort()) {
  for (const catalog of catalogsOf(join(folder, language, "LC_MESSAGES"))) {
    for (const [message, translated] of entriesOf(readFileSync(catalog))) {
      // of a message of several lines, the first one is what it is known by
      const [first] = translated.split("\n");
      if (first !== "" && first !== message) found.get(message.split("\n")[0])?.add(first);
    }
  }
}
const sorted = [...found].map(([message, texts]) => [message, [...texts].sort()]);
writeFileSync(list, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);

function catalogsOf(path) {
  try {
    const names = readdirSync(path).filter((name) => /^(?:postgres|libpq5?)-\d+\.mo$/.test(name));
    return names.map((name) => join(path, name));
  } catch {
    return [];
  }
}

// the format of GNU gettext: two tables of lengths and offsets
function* entriesOf(bytes) {
  const little = bytes.readUInt32LE(0) === 0x950412de;
  const word = (at) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const text = (table, index) => {
    const [length, from] = [word(table + index * 8), word(table + index * 8 + 4)];
    return bytes.toString("utf8", from, from + length);
  };
  const [count, originals, translations] = [word(8), word(12), word(16)];
  for (let index = 0; index < count; index++) yield [text(originals, index), text(translations, index)];
}
