// the parsers of others: each is loaded when it is first used, and no sooner
import { createRequire } from "node:module";
// what is bundled beside the package: name of the file in `vendor/`, and the package in it
import VENDORS from "./vendors.json" with { type: "json" };

declare const __BUNDLED__: boolean | undefined;

export const dotenv = (): typeof import("dotenv") => load("dotenv");
export const jsonc = (): typeof import("jsonc-parser") => load("jsonc");
export const levenshtein = (): typeof import("fastest-levenshtein") => load("levenshtein");
export const pg = (): typeof import("pg") => load("pg");
export const smolToml = (): typeof import("smol-toml") => load("smol-toml");
export const tomlAst = (): typeof import("toml-eslint-parser") => load("toml-ast");
export const yaml = (): typeof import("yaml") => load("yaml");

let require: NodeJS.Require | undefined;

function load<T>(file: keyof typeof VENDORS): T {
  require ??= createRequire(import.meta.url);
  return require(typeof __BUNDLED__ === "undefined" ? VENDORS[file] : `./vendor/${file}.cjs`) as T;
}
