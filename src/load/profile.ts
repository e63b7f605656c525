// which profile is applied

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { didYouMean, isTypo } from "../model/spellings.ts";
import { quoted, shortened } from "../text/mask.ts";
import type { Extra } from "./entry.ts";
import type { Variables } from "./environment.ts";

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
  if (asked === undefined) return ofNodeEnv(variables.NODE_ENV ?? "", names, findings);
  if (names.includes(asked)) return asked;
  const origin =
    option === undefined
      ? new Origin("env", { name: "POOLCFG_PROFILE" })
      : new Origin("argument", { name: "--profile" });
  const meant = didYouMean(asked, names);
  findings.push(
    createFinding("unknown-profile", {
      message: `There is no profile ${quoted(asked)}`,
      origin,
      legal: names.length > 0 ? names.join(", ") : "the config has no profiles",
      help: meant ? `Did you mean "${meant}"?` : `Add a table [profiles.${shortened(asked)}], or name another.`,
    }),
  );
  return undefined;
}

function ofNodeEnv(environment: string, names: readonly string[], findings: Finding[]): string | undefined {
  if (names.includes(environment)) return environment;
  const near = names.filter((name) => isNear(environment, name));
  if (near.length > 0)
    findings.push(
      createFinding("profile-not-applied", {
        message: `NODE_ENV is ${quoted(environment)}, which is not the name of a profile, so ${near.map((name) => `[profiles.${shortened(name)}]`).join(" and ")} ${near.length === 1 ? "is" : "are"} not applied`,
        origin: new Origin("env", { name: "NODE_ENV" }),
        help: `Rename the profile to ${quoted(environment)}, or set POOLCFG_PROFILE=${shortened(near[0]!)}.`,
      }),
    );
  return undefined;
}

/** Names of one environment: whoever writes one of them may mean another. */
const SAME = [
  ["production", "prod", "prd"],
  ["development", "develop", "devel", "dev"],
  ["staging", "stage", "stg"],
  ["test", "testing", "tests", "tst"],
];

function isNear(environment: string, profile: string): boolean {
  const [one, other] = [environment, profile].map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  if (!one || !other) return false;
  return (
    one === other ||
    SAME.some((names) => names.includes(one) && names.includes(other)) ||
    isTypo(environment, [profile])
  );
}
