// what one recognized message means, as data
import type { Path } from "../model/model.ts";
import type { Reason } from "./_define.ts";
import type { Recognised } from "./_recognise.ts";

/** What a known error message means and what to do. */
export interface ErrorExplanation {
  /** Id of the kind of message, such as `too-many-clients`. */
  readonly id: string;
  /** Why the operation failed, in one word such as `full` or `timeout`. */
  readonly reason: Reason;
  /** The library, pooler or server that writes the message; several, separated by commas, if only a code was found. */
  readonly library: string;
  /** SQLSTATEs, or codes of Node or a library, that mean the same. */
  readonly codes?: readonly string[];
  /** What happened. */
  readonly meaning: string;
  /** What to do, the first thing first. */
  readonly todo: string;
  /** Paths of the settings that it is about. */
  readonly settings: readonly Path[];
  /** Address of the documentation or the source code that this is based on. */
  readonly source: string;
}

/** What a recognized message means, as data: whose words it is and what to do in that library. */
export function explanationOf({ symptom, library }: Recognised): ErrorExplanation {
  const { id, reason, codes, phrases, meaning, todo, advice, settings, source } = symptom;
  const own = library === undefined ? undefined : advice?.[library];
  return {
    id,
    reason,
    meaning,
    settings,
    source,
    library: library ?? Object.keys(phrases).join(", "),
    ...(codes && { codes }),
    todo: own === undefined ? todo : `${todo} ${own}`,
  };
}
