// runs the rules over a config and collects every finding
import type { Finding, Severity } from "./finding.ts";
import type { Candidate, Settings } from "./layer/merge.ts";
import { replaceValue } from "./layer/value.ts";
import { Origin } from "./origin.ts";
import { rules } from "./rules/_all.gen.ts";
import { type Context, makeFinding, type Project, type Report, type Rule } from "./rules/_define.ts";
import { type Config, FIELDS, type Path, type RuleSetting } from "./schema/model.ts";
import type { Measured } from "./server/measured.ts";
import type { Target } from "./targets/_define.ts";
import { about, findTarget } from "./targets/_find.ts";

/** One pool of the process, with its effective config and who said what. */
export interface LintSubject {
  /** Undefined for the main pool. */
  readonly pool: string | undefined;
  readonly config: Config;
  /** What is stated, the main pool's first for a named one. */
  readonly settings: readonly Settings[];
  /** What profiles state that are not selected; of the main pool. */
  readonly unselected?: Settings;
}

const DEFAULT = new Origin("default");

/** Which rules are run, and with what. */
export interface LintOptions {
  /** Leaves out the rules that give no error, as a start does that wants to know only whether it may go on. */
  readonly graveOnly?: boolean;
  /** What a live server answered; without it, the rules that need a server are not run. */
  readonly measured?: Measured | undefined;
  /** The named pool that the server was asked for. */
  readonly pool?: string | undefined;
}

/** Runs the rules on every pool, those about targets on each target, those about a server on the pool that it was asked for. */
export function lint(
  subjects: readonly LintSubject[],
  targetIds: readonly string[],
  project: Project,
  { graveOnly = false, measured, pool }: LintOptions = {},
): Finding[] {
  const findings: Finding[] = [];
  const chosen = targetIds.map((id) => findTarget(id));
  const contexts = subjects.map((subject) => ({
    alone: contextOf(subject, undefined, project, measured),
    targets: chosen.map((target) => contextOf(subject, target, project, measured)),
  }));
  const { config } = subjects[0]!;
  const concerns = ({ scope }: Rule) =>
    scope === "server" ? measured !== undefined : scope !== "target" || chosen.length > 0;
  for (const rule of rules) {
    // the check is asked for last, because asking reads it
    if (!isOn(rule, config) || !concerns(rule) || (graveOnly && !isGrave(rule, config)) || !rule.check) continue;
    for (const [at, { alone, targets }] of contexts.entries()) {
      if (at > 0 && rule.scope === "config") break;
      if (rule.scope === "server" && alone.pool !== pool) continue;
      for (const context of rule.scope === "target" ? targets : [alone]) {
        for (const finding of run(rule, context))
          if (at === 0 || !findings.some((known) => isSame(known, finding))) findings.push(finding);
      }
    }
  }
  return findings;
}

function isOn({ id, optional }: Rule, { rules: settings }: Config): boolean {
  return !optional || settings[id]?.severity !== undefined;
}

function isGrave(rule: Rule, { rules: settings }: Config): boolean {
  return rule.severity === "error" || settings[rule.id]?.severity === "error";
}

// a fault of the main pool that a named one has inherited
function isSame(one: Finding, other: Finding): boolean {
  return (
    one.rule === other.rule &&
    one.message === other.message &&
    one.origin === other.origin &&
    one.target === other.target
  );
}

/** Applies the severities that the config sets for rules. Findings that make the check incomplete keep theirs. */
export function applySeverities(
  findings: readonly Finding[],
  settings: Readonly<Record<string, RuleSetting>>,
): Finding[] {
  return findings.flatMap((finding) => {
    const setting = settings[finding.rule];
    if (!setting || finding.missing !== undefined) return [finding];
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

function contextOf(
  { pool, config, settings, unselected }: LintSubject,
  target: Target | undefined,
  project: Project,
  measured: Measured = {},
): Context & { readonly values: object } {
  const stated = (path: Path): readonly Candidate[] => settings.flatMap((layer) => layer.get(path) ?? []);
  const origin = (path: Path) => stated(path).at(-1)?.origin ?? DEFAULT;
  return {
    values: flat(config),
    config,
    pool,
    isSet: (path) => stated(path).length > 0,
    origin,
    stated,
    unselected: (path) => unselected?.get(path) ?? [],
    target,
    project,
    measured,
    replace: (path, value) => () => replaceValue(origin(path), value),
  };
}

function run(rule: Rule, context: ReturnType<typeof contextOf>): Finding[] {
  const { origin, target } = context;
  // the type lets a check see only what it declares
  const reports = rule.check!(context.values as never, context);
  if (reports === undefined) return [];
  const list: readonly Report[] = Array.isArray(reports) ? reports : [reports as Report];
  return list.map(({ at: place, related, ...report }) => {
    const path = typeof place === "string" ? place : undefined;
    return makeFinding(rule, {
      ...report,
      ...(path !== undefined && { path }),
      origin: typeof place === "string" ? origin(place) : place,
      ...(related && { related: related.map((one) => (typeof one === "string" ? origin(one) : one)) }),
      ...(target && about(target)),
    });
  });
}

/** Every value of a config, by its path. */
function flat(config: Config): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const path of FIELDS.keys()) {
    let value: unknown = config;
    for (const key of path.split(".")) value = (value as Record<string, unknown>)[key];
    values[path] = value;
  }
  return values;
}
