// one known message, for people
import type { Symptom } from "../symptoms/_define.ts";

/** What has happened, what to do, and the settings that it is about. */
export function printSymptom({ id, library, meaning, todo, settings, source, codes = [] }: Symptom): string {
  const known = codes.length > 0 ? `${library}, ${codes.join(" ")}` : library;
  return [
    `${id} (${known})`,
    `  ${meaning}`,
    `  What to do: ${todo}`,
    `  Settings: ${settings.join(", ")}`,
    `  Source: ${source}`,
    "",
  ].join("\n");
}
