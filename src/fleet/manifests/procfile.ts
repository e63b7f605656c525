// Procfile: the process types, each of which runs once unless a line `# web=2 worker=1` gives another count
import { rangeAt } from "../../diagnostics/document.ts";
import { Origin } from "../../diagnostics/origin.ts";
import { defineManifest } from "./_define.ts";
import { containerOf } from "./_read.ts";

export default defineManifest({
  id: "procfile",
  title: "Procfile, with counts in a comment such as # web=2 worker=1",
  source: "https://devcenter.heroku.com/articles/procfile",
  names: ["Procfile"],
  mayBe: () => false,
  recognise: () => false,
  read(document, { workloads }) {
    const { text } = document;
    const counts = new Map<string, number>();
    for (const [, comment] of text.matchAll(/^#(.*)/gm)) {
      const words = comment!.split(/[\s,]+/).filter((word) => word !== "");
      if (!words.every((word) => COUNT.test(word))) continue;
      for (const word of words) {
        const [name, count] = word.split("=");
        counts.set(name!, Number(count));
      }
    }
    for (const match of text.matchAll(/^([A-Za-z0-9_-]{1,60})[ \t]*:[ \t]*(\S.*)/gm)) {
      const [, name, line] = match;
      // it runs before the others, and ends
      if (name === "release") continue;
      const count = counts.get(name!);
      const origin = new Origin("file", { document, range: rangeAt(text, match.index, match.index + name!.length) });
      workloads.push({
        kind: "process",
        name: name!,
        namespace: "",
        origin,
        instances: { value: count ?? 1 },
        surge: 0,
        remarks:
          count === undefined
            ? [`a Procfile gives no count, so one process is assumed; a comment such as # ${name}=2 sets it`]
            : [],
        containers: [containerOf(name!, new Map(), { words: [{ text: line!, origin }] })],
      });
    }
  },
});

/** A process type with the number of its processes. */
const COUNT = /^[A-Za-z0-9_-]{1,60}=\d{1,5}$/;
