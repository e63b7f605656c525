// Checks options that callers pass besides a config, because JavaScript does not
import { PoolcfgError } from "../diagnostics/errors.ts";
import { didYouMean } from "../model/spellings.ts";

/** Rejects unknown options, and options that are not an object. */
export function onlyKnown(of: string, given: unknown, names: readonly string[]): void {
  if (typeof given !== "object" || given === null)
    throw new PoolcfgError(
      "usage",
      `The options of ${of} are ${shown(given)}: they are a table of ${names.join(", ")}.`,
    );
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other === undefined) return;
  const near = didYouMean(other, names);
  const hint = near === undefined ? `It has ${names.join(", ")}.` : `Did you mean ${near}?`;
  throw new PoolcfgError("usage", `${of} has no option ${shown(other)}. ${hint}`);
}

/** Rejects a value that is not a time. */
export function millisOption(name: string, given: unknown, least = 0): void {
  numberOption(name, given, least, "a number of milliseconds");
}

/** Rejects a value that is not a number or is too small. */
export function numberOption(name: string, given: unknown, least: number, what = "a number"): void {
  if (typeof given === "number" && given >= least) return;
  throw new PoolcfgError("usage", `${name} is ${shown(given)}: it is ${what}, ${least} or more.`);
}

/** Rejects a value that is not one of the accepted words. */
export function wordOption(name: string, given: unknown, words: readonly string[]): void {
  if (words.includes(given as string)) return;
  throw new PoolcfgError("usage", `${name} is ${shown(given)}: it is one of ${words.join(", ")}.`);
}

/** Rejects a value of another type; undefined is accepted. */
export function typedOption(name: string, given: unknown, type: "string" | "boolean" | "function" | "object"): void {
  if (given === undefined || (typeof given === type && given !== "" && given !== null)) return;
  const wanted = { string: "a text, not empty", boolean: "true or false", function: "a function", object: "a table" };
  throw new PoolcfgError("usage", `${name} is ${shown(given)}: it is ${wanted[type]}.`);
}

function shown(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given.slice(0, 60));
  if (typeof given === "object" && given !== null) return Array.isArray(given) ? "a list" : "a table";
  return typeof given === "function" ? "a function" : String(given);
}
