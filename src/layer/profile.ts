// which profile is applied
import type { Finding } from "../finding.ts";
import { quoted, shortened } from "../mask.ts";
import { Origin } from "../origin.ts";
import { raise } from "../rules/_raise.ts";
import type { Extra } from "./entry.ts";
import type { Variables } from "./environment.ts";
import { didYouMean } from "./keys.ts";

/** The profile that was asked for, or the one that `NODE_ENV` names if there is one. */
export function chooseProfile(
  option: string | undefined,
  variables: Variables,
  extras: readonly Extra[],
  findings: Finding[],
): string | undefined {
  const names = [...new Set(extras.filter(({ kind }) => kind === "profile").map(({ name }) => name))];
  const variable = variables.POOLCFG_PROFILE || undefined;
  const asked = option ?? variable;
  if (asked === undefined) return names.find((name) => name === variables.NODE_ENV);
  if (names.includes(asked)) return asked;
  const origin =
    option === undefined
      ? new Origin("env", { name: "POOLCFG_PROFILE" })
      : new Origin("argument", { name: "--profile" });
  const meant = didYouMean(asked, names);
  findings.push(
    raise("unknown-profile", {
      message: `There is no profile ${quoted(asked)}`,
      origin,
      legal: names.length > 0 ? names.join(", ") : "the config has no profiles",
      help: meant ? `Did you mean "${meant}"?` : `Add a table [profiles.${shortened(asked)}], or name another.`,
    }),
  );
  return undefined;
}
