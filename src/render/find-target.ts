// finds a target by its id

import { PoolcfgError } from "../diagnostics/errors.ts";
import type { ChosenTarget, Target } from "../mapping/define.ts";
import { needsNoPool } from "../mapping/poolless.ts";
import { didYouMean } from "../model/spellings.ts";
import { overlap } from "../model/version-range.ts";
import { targets } from "../targets/registry.gen.ts";
import { quoted } from "../text/mask.ts";
import { deviationsOf } from "./deviations.ts";

/**
 * Finds a target.
 *
 * @throws PoolcfgError `target`, with the targets that there are.
 */
export function findTarget(id: string): Target {
  const found = targetNamed(id);
  if (found) return found;
  const ids = targets.map((target) => target.id);
  const namesakes = targets.filter((target) => target.package?.name === id).map((target) => target.id);
  const hint = namesakes.length > 0 ? `Did you mean ${namesakes.join(" or ")}? ` : versionsOf(id) || guess(id, ids);
  throw new PoolcfgError(
    "target",
    `There is no target ${quote(id)}. ${needsNoPool(id)}${hint}The targets are ${ids.join(", ")}.`,
  );
}

/** The targets of these ids, each with every version of the same tool. */
export function chooseTargets(ids: readonly string[]): ChosenTarget[] {
  return ids.map((id) => {
    const target = findTarget(id);
    return {
      target,
      versions: alike(target.id).map((one) => one.target),
      deviations: (config, origins, versions) => deviationsOf(target, config, origins, versions),
    };
  });
}

/** The target of an id, or of an id and a major version that its table holds for: `typeorm@1`. */
export function targetNamed(id: string): Target | undefined {
  const found = byId.get(id);
  if (found) return found;
  const [, major] = MAJOR.exec(id) ?? [];
  return major === undefined ? undefined : alike(id).find(({ range }) => overlap(major, range))?.target;
}

const byId = new Map<string, Target>(targets.map((target) => [target.id, target]));

const MAJOR = /@(\d{1,4})$/;

// every target of that tool that has versions
function alike(id: string): { target: Target; range: string }[] {
  const stem = id.replace(MAJOR, "");
  return targets.flatMap((target) =>
    target.package && target.id.replace(MAJOR, "") === stem ? [{ target, range: target.package.range }] : [],
  );
}

function versionsOf(id: string): string {
  const there = alike(id).map(({ target }) => `${target.id} is for ${target.package!.name} ${target.package!.range}`);
  return there.length > 0 ? `${there.join(", ")}. ` : "";
}

/** A sentence with the word that was meant, where one is near. */
export function guess(word: string, words: readonly string[]): string {
  const meant = didYouMean(word, words);
  return meant === undefined ? "" : `Did you mean ${meant}? `;
}

/** A word as a message quotes it. */
export function quote(word: string): string {
  return quoted(word);
}
