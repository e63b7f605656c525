// the languages by their ids
import { languages } from "./_all.gen.ts";
import type { Language } from "./_define.ts";

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
