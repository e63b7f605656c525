// finds a target by its id
import { PoolcfgError } from "../errors.ts";
import { didYouMean } from "../layer/keys.ts";
import { targets } from "./_all.gen.ts";
import type { Target } from "./_define.ts";
import { needsNoPool } from "./_poolless.ts";

/**
 * Finds a target.
 *
 * @throws PoolcfgError `target`, with the targets that there are.
 */
export function findTarget(id: string): Target {
  const found = targets.find((target) => target.id === id);
  if (found) return found;
  const ids = targets.map((target) => target.id);
  const namesakes = targets.filter((target) => target.package?.name === id).map((target) => target.id);
  const hint = namesakes.length > 0 ? `Did you mean ${namesakes.join(" or ")}? ` : guess(id, ids);
  throw new PoolcfgError(
    "target",
    `There is no target ${quote(id)}. ${needsNoPool(id)}${hint}The targets are ${ids.join(", ")}.`,
  );
}

/** What a finding about a target says of it. */
export function about({ id, package: pack }: Target): { readonly target: string; readonly holdsFor?: string } {
  return { target: id, ...(pack && { holdsFor: `${pack.name} ${pack.range}` }) };
}

/** A sentence with the word that was meant, where one is near. */
export function guess(word: string, words: readonly string[]): string {
  const meant = didYouMean(word, words);
  return meant === undefined ? "" : `Did you mean ${meant}? `;
}

/** A word as a message quotes it. */
export function quote(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
}
