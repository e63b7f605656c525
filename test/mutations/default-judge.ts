// compares the defaults of a table with those that the libraries of other languages showed when they were asked
import { readFileSync } from "node:fs";
import { differentDefault, type Judge } from "./judge.ts";
import type { Seen } from "./libraries.ts";

/** Written by npm run test:mutations:defaults. */
const defaults: Readonly<Record<string, Seen>> = JSON.parse(
  readFileSync(new URL("defaults.json", import.meta.url), "utf8"),
);

export const defaultJudge: Judge = {
  id: "default",
  target: (target, path) => differentDefault(target, path, defaults[target.id] ?? {}),
};
