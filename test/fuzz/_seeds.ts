// the texts of the repository that mutations begin with: corpora, configs, goldens, manifests
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TEXTS } from "../hostile/_texts.ts";

/** A text, and a path or a name that tells what it is. */
export interface Seed {
  readonly name: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["configs", "golden", "fleet/written", "corpora"];
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
  const hostile = Object.entries(TEXTS).flatMap(([name, [format, text]]) =>
    typeof text === "string" ? [{ name: `${name}.${format}`, text }] : [],
  );
  return [...seeds, ...hostile].map(({ name, text }) => ({ name, text: text.slice(0, LONGEST) }));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
