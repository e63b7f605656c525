// the languages by their ids

import type { Language } from "./_define.ts";
import { languages } from "./registry.gen.ts";

/**
 * The language of that id.
 *
 * @throws TypeError where there is none: a target names it.
 */
export function languageOf(id: string): Language {
  const found = languages.find((language) => language.id === id);
  if (!found) throw new TypeError(`there is no language ${id}`);
  return found;
}

/** Whether settings are found in programs of a language without running them. */
export function isRead({ program, grammar }: Language): boolean {
  return program !== undefined || grammar !== undefined;
}
