// one recognized message, for people
import { explanationOf } from "../known-errors/_explanation.ts";
import type { Recognised } from "../known-errors/_recognise.ts";

/** What happened, what to do, and the settings that it is about. */
export function printSymptom(recognised: Recognised): string {
  const { id, library, meaning, todo, settings, source, codes = [] } = explanationOf(recognised);
  // a code may be that of many libraries
  const known = [
    ...(recognised.library === undefined ? [] : [library]),
    ...(codes.length > 0 ? [codes.slice(0, 3).join(" ")] : []),
  ];
  return [
    `${id} (${known.join(", ")})`,
    `  ${meaning}`,
    `  What to do: ${todo}`,
    `  Settings: ${settings.join(", ")}`,
    `  Source: ${source}`,
    "",
  ].join("\n");
}
