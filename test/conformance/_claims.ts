// what the tables of the targets claim
import { targets } from "../../src/targets/_all.gen.ts";
import { VERDICTS, type Verdict } from "./_measure.ts";

/** What a target claims of one field. */
export interface Claimed {
  readonly claim: Verdict;
  readonly note?: string;
}

/** Claims by path. */
export function claimsOf(target: string): Readonly<Record<string, Claimed>> {
  const found = targets.find(({ id }) => id === target);
  if (found === undefined) throw new Error(`there is no target ${target}, though there is a driver for it`);
  return found.fields;
}

/** Whether a claim is better than what was measured. */
export function claimsMore(claim: Verdict, measured: Verdict): boolean {
  return VERDICTS.indexOf(claim) < VERDICTS.indexOf(measured);
}
