// runs the rules over a config and collects every finding
import { PoolcfgError } from "./errors.ts";
import type { Finding, Severity } from "./finding.ts";
import { didYouMean } from "./layer/keys.ts";
import type { Candidate, Settings } from "./layer/merge.ts";
import { replaceValue } from "./layer/value.ts";
import { Origin } from "./origin.ts";
import { rules } from "./rules/_all.gen.ts";
import { type Context, makeFinding, type Project, type Report, type Rule } from "./rules/_define.ts";
import type { Config, Path, RuleSetting } from "./schema/model.ts";
import { targets } from "./targets/_all.gen.ts";
import type { Target } from "./targets/_define.ts";

/** One pool of the process, with its effective config and who said what. */
export interface LintSubject {
  /** Undefined for the main pool. */
  readonly pool: string | undefined;
  readonly config: Config;
  /** What is stated, the main pool's first for a named one. */
  readonly settings: readonly Settings[];
}

const DEFAULT = new Origin("default");

/** Runs every rule that is about a config on its pools, and the rules about targets on each target. */
export function lint(subjects: readonly LintSubject[], targetIds: readonly string[], project: Project): Finding[] {
  const findings: Finding[] = [];
  const chosen = targetIds.map(findTarget);
  for (const rule of rules) {
    if (!rule.check) continue;
    for (const [at, subject] of subjects.entries()) {
      if (at > 0 && rule.scope === "config") break;
      for (const target of rule.scope === "target" ? chosen : [undefined]) {
        for (const finding of run(rule, subject, target, project)) {
          if (
            at === 0 ||
            !findings.some(
              (known) =>
                known.rule === finding.rule &&
                known.message === finding.message &&
                known.origin === finding.origin &&
                known.target === finding.target,
            )
          )
            findings.push(finding);
        }
      }
    }
  }
  return findings;
}

/** The target of that id. */
export function findTarget(id: string): Target {
  const target = targets.find((candidate) => candidate.id === id);
  if (target) return target;
  const ids = targets.map((candidate) => candidate.id);
  const meant = didYouMean(id, ids);
  throw new PoolcfgError(
    "target",
    `There is no target ${JSON.stringify(id.slice(0, 60))}. ${meant ? `Did you mean ${meant}? ` : ""}Targets: ${ids.join(", ")}.`,
  );
}

/** Applies the severities that the config sets for rules. */
export function applySeverities(
  findings: readonly Finding[],
  settings: Readonly<Record<string, RuleSetting>>,
): Finding[] {
  return findings.flatMap((finding) => {
    const setting = settings[finding.rule];
    if (!setting) return [finding];
    if (setting.ignore !== undefined || setting.severity === "off") return [];
    return setting.severity ? [withSeverity(finding, setting.severity)] : [finding];
  });
}

function withSeverity(finding: Finding, severity: Severity): Finding {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(finding), severity: { value: severity, enumerable: true } },
  ) as Finding;
}

function run(rule: Rule, subject: LintSubject, target: Target | undefined, project: Project): Finding[] {
  const stated = (path: Path): readonly Candidate[] => subject.settings.flatMap((settings) => settings.get(path) ?? []);
  const origin = (path: Path) => stated(path).at(-1)?.origin ?? DEFAULT;
  const context: Context = {
    config: subject.config,
    pool: subject.pool,
    isSet: (path) => stated(path).length > 0,
    origin,
    stated,
    target,
    project,
    replace: (path, value) => () => replaceValue(origin(path), value),
  };
  const values = Object.fromEntries(rule.reads.map((path) => [path, at(subject.config, path)]));
  const reports = rule.check!(values as never, context);
  const list: readonly Report[] = reports === undefined ? [] : Array.isArray(reports) ? reports : [reports as Report];
  return list.map(({ at: place, related, ...report }) => {
    const path = typeof place === "string" ? place : undefined;
    return makeFinding(rule, {
      ...report,
      ...(path !== undefined && { path }),
      origin: typeof place === "string" ? origin(place) : place,
      ...(related && { related: related.map((one) => (typeof one === "string" ? origin(one) : one)) }),
      ...(target && { target: target.id }),
    });
  });
}

/** The value at a path of a config. */
export function at(config: Config, path: Path): unknown {
  let value: unknown = config;
  for (const key of path.split(".")) value = (value as Record<string, unknown>)[key];
  return value;
}
