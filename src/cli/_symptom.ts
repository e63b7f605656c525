// one recognized message, for people and for programs
import type { Recognised } from "../symptoms/_recognise.ts";

/** What a recognized message means, as data: whose words it is and what to do in that library. */
export function explanationOf({ symptom, library }: Recognised) {
  const { phrases, lesser: _lesser, sharedCodes: _sharedCodes, generic: _generic, ...rest } = symptom;
  const { examples: _examples, advice, todo, codes, ...common } = rest;
  const own = library === undefined ? undefined : advice?.[library];
  return {
    ...common,
    library: library ?? Object.keys(phrases).join(", "),
    ...(codes && { codes }),
    todo: own === undefined ? todo : `${todo} ${own}`,
  };
}

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
