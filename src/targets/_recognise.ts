// whose settings these are, by the keys and the parameters in them
import { PoolcfgError } from "../errors.ts";
import { targets } from "./_all.gen.ts";
import type { Target } from "./_define.ts";
import { isTabular } from "./_layout.ts";
import { likeness, unwrap } from "./_unwrap.ts";
import { isTable, plain } from "./_value.ts";

/**
 * Finds the target that settings are for.
 *
 * @returns the target, and what it was known by, in words.
 * @throws PoolcfgError `input` where they are of no target, or are neither a table nor a text.
 */
export function recognise(data: unknown): { target: Target; recognised: string } {
  if (typeof data === "string") {
    const target = targets.find(({ connection }) => !isTabular(connection));
    const marked = targets.find(
      ({ dialect, connection }) => !isTabular(connection) && dialect?.marks.some((mark) => data.includes(`${mark}=`)),
    );
    const found = marked ?? target!;
    return { target: found, recognised: marked ? `parameters that ${found.title} reads` : "a connection URL" };
  }
  if (!isTable(data))
    throw new PoolcfgError("input", "There is nothing to import: the input is neither a table nor a connection URL.");
  const scored = targets
    .filter(({ connection }) => isTabular(connection))
    .map((target) => ({
      target,
      score: Math.max(...unwrap(target, plain(data)).map(({ settings }) => likeness(target, settings))),
    }));
  const best = scored.reduce((one, two) => (outranks(two, one) ? two : one));
  if (best.score > 0) return { target: best.target, recognised: `keys that ${best.target.title} reads` };
  throw new PoolcfgError(
    "input",
    `The settings are of no tool that poolcfg knows. Say which one: ${targets.map(({ id }) => id).join(", ")}.`,
  );
}

interface Scored {
  readonly target: Target;
  readonly score: number;
}

// a library that hands its options to another has no keys of its own in them
function outranks(one: Scored, two: Scored): boolean {
  if (one.score !== two.score) return one.score > two.score;
  return one.target.over === undefined && two.target.over !== undefined;
}
