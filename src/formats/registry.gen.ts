// written by: npm run gen
import type { Reader } from "./_define.ts";
import dotenv from "./dotenv.ts";
import jsonEntry from "./json.ts";
import toml from "./toml.ts";
import yaml from "./yaml.ts";

export const readers: readonly Reader[] = [
  dotenv,
  jsonEntry,
  toml,
  yaml,
];
