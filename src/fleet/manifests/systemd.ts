// systemd: service units with Environment= and EnvironmentFile=
import { rangeAt } from "../../diagnostics/document.ts";
import { Origin } from "../../diagnostics/origin.ts";
import { basename } from "../../files/file-system.ts";
import { readDotenv } from "../../formats/read.ts";
import { defineManifest, type Taken, type Variable } from "./_define.ts";
import { containerOf, splitWords } from "./_read.ts";

export default defineManifest({
  id: "systemd",
  title: "systemd service units",
  source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=",
  files: /\.service$/,
  mayBe: () => false,
  recognise: () => false,
  read(document, { workloads, files }) {
    const { text, name: path } = document;
    if (!/^\[Service\]/m.test(text)) return;
    const name = basename(path).replace(/\.service$/, "");
    const origin = (at: number, length: number) =>
      new Origin("file", { document, range: rangeAt(text, at, at + length) });
    const variables = new Map<string, Variable>();
    const from: Taken[] = [];
    const words: { text: string; origin: Origin }[] = [];
    for (const { key, value, at, length } of settingsOf(text)) {
      const place = origin(at, length);
      if (key === "Environment")
        for (const word of splitWords(value)) {
          const [, variable, content] = /^([^=]{1,200})=([\s\S]*)$/.exec(word) ?? [];
          if (variable !== undefined) variables.set(variable, { text: content!, origin: place });
        }
      else if (key === "EnvironmentFile") {
        const file = value.replace(/^-/, "");
        const read = files.text(document, file);
        if (read === undefined) from.push({ kind: "EnvironmentFile", name: file, prefix: "", origin: place });
        else
          for (const [variable, content] of Object.entries(readDotenv(read, file).data as Record<string, string>))
            variables.set(variable, { text: content, secret: true, origin: place });
      } else if (key === "ExecStart")
        words.push(...splitWords(value.replace(/^[-@:+!]{1,5}/, "")).map((word) => ({ text: word, origin: place })));
    }
    // a template runs once for each instance that is enabled
    const isTemplate = name.endsWith("@");
    workloads.push({
      kind: "unit",
      name,
      namespace: "",
      origin: new Origin("file", { document, range: rangeAt(text, 0, text.indexOf("\n") + 1 || text.length) }),
      instances: isTemplate
        ? { unknown: "it is a template, which runs once for each instance that is enabled" }
        : { value: 1 },
      surge: 0,
      remarks: [],
      containers: [containerOf(name, variables, { from, words })],
    });
  },
});

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly at: number;
  readonly length: number;
}

/** The settings of a unit. A backslash at the end of a line joins it with the next one. */
function settingsOf(text: string): Setting[] {
  const found: Setting[] = [];
  let start = 0;
  let joined = "";
  for (const line of text.split("\n")) {
    const next = start + joined.length + line.length + 1;
    joined += line;
    if (line.trimEnd().endsWith("\\") && joined.length < 20_000) {
      joined += "\n";
      continue;
    }
    const equals = joined.indexOf("=");
    const key = joined.slice(0, equals).trim();
    if (equals > 0 && /^\w{1,60}$/.test(key)) {
      const value = joined.slice(equals + 1).replace(/\\\r?\n/g, " ");
      found.push({ key, value: value.trim(), at: start, length: joined.length });
    }
    start = next;
    joined = "";
  }
  return found;
}
