// what the tables of the targets support

import type { Mapping, Since, Target, Unsupported } from "../../src/mapping/define.ts";
import type { TargetPath } from "../../src/model/paths.ts";
import { overlap } from "../../src/model/version-range.ts";
import { targets } from "../../src/targets/registry.gen.ts";
import { VERDICTS, type Verdict } from "./_measure.ts";
import { VERSION } from "./_version.ts";
import { versionOf } from "./drivers/_driver.ts";

/** What a target claims of one field. */
export interface Claimed {
  readonly support: Verdict;
  readonly note?: string;
}

/** Claims by path. For a version that has not yet what a field is written with, the field is lost. */
export function claimsOf(target: string): Readonly<Record<string, Claimed>> {
  const { fields } = targetOf(target);
  const later = new Map(laterFields(target).map(({ path, since }) => [path, since]));
  return Object.fromEntries(
    Object.entries(fields).map(([path, entry]) => {
      const since = later.get(path as TargetPath);
      return [path, since ? { support: "none", note: `needs ${since.package} ${since.range}` } : entry];
    }),
  );
}

/** The fields that came with a later version than the measured one. */
export function laterFields(target: string): { path: TargetPath; since: Since }[] {
  if (VERSION?.target !== target) return [];
  return (Object.entries(targetOf(target).fields) as [TargetPath, Mapping | Unsupported][]).flatMap(([path, entry]) => {
    const since = entry.support === "none" ? undefined : entry.since;
    return since && overlap(versionOf(since.package), since.range) === false ? [{ path, since }] : [];
  });
}

/** Those of them that the measured version refuses to start with. */
export function refusedFields(target: string): string[] {
  return laterFields(target).flatMap(({ path, since }) => (since.refused ? path : []));
}

function targetOf(target: string): Target {
  const found = targets.find(({ id }) => id === target);
  if (found === undefined) throw new Error(`there is no target ${target}, though there is a driver for it`);
  return found;
}

/** Whether a support is better than what was measured. */
export function claimsMore(support: Verdict, measured: Verdict): boolean {
  return VERDICTS.indexOf(support) < VERDICTS.indexOf(measured);
}
