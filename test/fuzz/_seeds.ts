// the texts that mutations begin with: corpora, configs, goldens, manifests, and what is rendered
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { targets } from "../../src/targets/registry.gen.ts";
import { TEXTS } from "../hostile/_texts.ts";
import { renderedConfigs } from "../targets/_rendered.ts";

/** A text, and a path or a name that tells what it is. */
export interface Seed {
  readonly name: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["configs", "golden/fleet", "golden/formats", "golden/help", "fleet/written", "corpora"];
const LONGEST = 20_000;

/** Every seed, in the same order each time. */
export function readSeeds(): Seed[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name}`)
      .filter((name) => statSync(join(root, name)).isFile()),
  ).sort();
  const seeds = files.flatMap((name): Seed[] => {
    const text = readFileSync(join(root, name), "utf8");
    if (!name.endsWith(".jsonl")) return [{ name, text }];
    return text
      .split("\n")
      .flatMap((line) => (line === "" ? [] : stringsIn(JSON.parse(line)).map((one) => ({ name, text: one }))));
  });
  const rendered = targets.flatMap(({ id, forms }) =>
    forms.flatMap((form) =>
      [...renderedConfigs(id, form)].map(([name, text]) => ({ name: `rendered/${id}/${name}.${form}`, text })),
    ),
  );
  const hostile = Object.entries(TEXTS).flatMap(([name, [format, text]]) =>
    typeof text === "string" ? [{ name: `${name}.${format}`, text }] : [],
  );
  return [...seeds, ...rendered, ...hostile].map(({ name, text }) => ({ name, text: text.slice(0, LONGEST) }));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
