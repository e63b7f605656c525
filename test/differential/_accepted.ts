// the differences that somebody has reviewed, each with its reason
import type { Difference } from "./_compare.ts";

/** A reviewed difference. It names its observation exactly, and what stood there before and after by patterns. */
export interface Accepted {
  /** Targets that it is about; absent for what is loaded. */
  readonly targets?: readonly string[];
  /** Forms of those targets; all of them if absent. */
  readonly forms?: readonly string[];
  /** Exactly that of the difference; a finding `for *` is one for any target. */
  readonly what: string;
  /** A regular expression for the whole of what the older version has; absent if it has nothing. */
  readonly before?: string;
  readonly after?: string;
  /** Why the later version is right. */
  readonly reason: string;
}

/** Differences apart: those that nobody accepted, and the entries of the list that met none. */
export interface Sifted {
  readonly open: readonly Difference[];
  readonly stale: readonly Accepted[];
}

/** Separates accepted differences from the others. */
export function sift(differences: readonly Difference[], accepted: readonly Accepted[]): Sifted {
  const met = new Set<Accepted>();
  const open = differences.filter((difference) => {
    const entries = accepted.filter((entry) => isAbout(entry, difference));
    for (const entry of entries) met.add(entry);
    return entries.length === 0;
  });
  return { open, stale: accepted.filter((entry) => !met.has(entry)) };
}

/** What is wrong with an entry, because it would hide more than its reason is about; undefined if nothing is. */
export function problemOf({ targets, before, after, reason }: Accepted): string | undefined {
  if (reason.trim().length < 20) return "its reason is not a sentence";
  if (targets?.length === 0) return "it names no target";
  if (before === undefined && after === undefined) return "it has neither before nor after";
  for (const pattern of [before, after]) {
    if (pattern === undefined) continue;
    // not in any text that poolcfg writes, and not made of the same characters either
    const any = ["\u{1F9EA} nothing of the kind", "0", "a", '""'];
    if (any.every((text) => fits(pattern, text))) return `the pattern ${pattern} fits any text`;
  }
  return undefined;
}

function isAbout(entry: Accepted, { target, form, what, before, after }: Difference): boolean {
  return (
    (entry.what === what || (/ for \*$/.test(entry.what) && entry.what === what.replace(/ for \S+$/, " for *"))) &&
    (entry.targets === undefined ? target === undefined : target !== undefined && entry.targets.includes(target)) &&
    (entry.forms === undefined || (form !== undefined && entry.forms.includes(form))) &&
    fits(entry.before, before) &&
    fits(entry.after, after)
  );
}

function fits(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === undefined || text === undefined) return pattern === text;
  return new RegExp(`^(?:${pattern})$`, "su").test(text);
}
