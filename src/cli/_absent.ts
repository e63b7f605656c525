// secrets that a rendered program reads and that are not set where it is checked, such as in CI
import { settingOf } from "../load/environment.ts";
import { type Config, FIELDS } from "../model/model.ts";

/** A connection string that every target can express. It is never printed: code reads the variable, and diffs of it are dropped. */
const PLACEHOLDER_URL = "postgresql://placeholder:placeholder@placeholder.invalid/placeholder";
const PLACEHOLDER = "placeholder";

/**
 * Placeholders for the variables that a rendered text reads a missing connection string or password from.
 *
 * @param text the file that was rendered earlier.
 * @param config what is set here.
 * @param file an existing file, for variables that name one.
 * @returns by variable; empty if nothing is missing.
 */
export function placeholdersFor(text: string, { connection }: Config, file: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of new Set(text.match(/\b[A-Z][A-Z0-9_]{2,80}\b/g))) {
    const path = settingOf(name) ?? settingOf(name.replace(/_FILE$/, ""));
    if (path === undefined || FIELDS.get(path)?.kind !== "secret") continue;
    if (connection.url !== undefined || (path === "connection.password" && connection.password !== undefined)) continue;
    const value = path === "connection.url" ? PLACEHOLDER_URL : PLACEHOLDER;
    found[name] = settingOf(name) === undefined ? file : value;
  }
  return found;
}
