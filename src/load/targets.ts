// which targets a config names, whose rules are then run

import { createFinding } from "../diagnostics/catalogue.ts";
import { isPoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { ChosenTarget } from "../mapping/define.ts";
import { show } from "../mapping/value.ts";
import { quoted } from "../text/mask.ts";
import type { Extra } from "./entry.ts";

const MOST_TARGETS = 100;

/** The ids of the targets that get the connection string, as they are written. */
export function targetIds(
  options: { readonly targets?: readonly string[] | undefined },
  extras: readonly Extra[],
): string[] {
  const raw = options.targets ?? extras.findLast(({ kind }) => kind === "targets")?.raw;
  return Array.isArray(raw) ? raw.slice(0, MOST_TARGETS).filter((id) => typeof id === "string") : [];
}

/** The targets that the config names, each once; undefined if it names none, or something else. */
export function statedTargets(extras: readonly Extra[], findings: Finding[]): (Extra & { ids: string[] }) | undefined {
  const extra = extras.findLast(({ kind }) => kind === "targets");
  if (!extra) return undefined;
  const { raw, origin } = extra;
  const isList = Array.isArray(raw) && raw.length <= MOST_TARGETS && raw.every((one) => typeof one === "string");
  if (isList) return { ...extra, ids: [...new Set(raw)] };
  const legal = `a list of up to ${MOST_TARGETS} targets: ["prisma@7"]`;
  findings.push(createFinding("wrong-type", { message: `targets is ${show(raw)}; it takes ${legal}`, origin, legal }));
  return undefined;
}

/** Finds them; one that is not known has a finding. */
export function knownTargets(
  { ids, origin }: Extra & { ids: string[] },
  choose: (ids: readonly string[]) => readonly ChosenTarget[],
  findings: Finding[],
): ChosenTarget[] {
  return ids.flatMap((id) => {
    try {
      return choose([id]);
    } catch (error) {
      if (!isPoolcfgError(error) || error.code !== "target") throw error;
      // the whole list would hide what was meant
      const [hint = ""] = error.message.slice(error.message.indexOf('". ') + 3).split("The targets are");
      const help = hint.trim() || "`poolcfg targets` lists them.";
      findings.push(createFinding("unknown-target", { message: `There is no target ${quoted(id)}`, origin, help }));
      return [];
    }
  });
}
