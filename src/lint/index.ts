// runs the rules over a config and collects every finding

import { makeFinding } from "../diagnostics/catalogue.ts";
import { type Finding, withSeverity } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Measured } from "../doctor/measured.ts";
import type { Candidate, Settings } from "../load/merge.ts";
import { about } from "../mapping/about.ts";
import type { ChosenTarget } from "../mapping/define.ts";
import { replaceValue } from "../mapping/value.ts";
import { type Config, FIELDS, type Path } from "../model/model.ts";
import { acceptanceFor, type RuleSetting } from "../model/rule-setting.ts";
import type { Context, Project, Report, Rule } from "./define.ts";
import { errorRules } from "./errors.gen.ts";
import { versionsFor } from "./library-version.ts";
import { rules } from "./rules/registry.gen.ts";
import { isFinal } from "./suppressions.ts";

/** One pool of the process, with its effective config and who said what. */
export interface LintSubject {
  /** Undefined for the main pool. */
  readonly pool: string | undefined;
  readonly config: Config;
  /** What is stated, the main pool's first for a named one. */
  readonly settings: readonly Settings[];
  /** What profiles state that are not selected; of the main pool. */
  readonly unselected?: Settings;
  /** Settings of which a value cannot be read: what is in effect instead says nothing. */
  readonly unread?: ReadonlySet<Path>;
}

const DEFAULT = new Origin("default");

/** Which rules are run, and with what. */
export interface LintOptions {
  /** Leaves out the rules that give no error, as a start does that wants to know only whether it may go on. */
  readonly errorsOnly?: boolean;
  /** Of the rules that are errors by default, those that are run, by id. Default: all rules. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What a live server answered; without it, the rules that need a server are not run. */
  readonly measured?: Measured | undefined;
  /** Variables that hold a second connection string, for migrations. */
  readonly directUrls?: Context["directUrls"];
  /** The named pool that the server was asked for. */
  readonly pool?: string | undefined;
  /** Whether a key is not known, so that a default may be in the place of what was meant. */
  readonly unsure?: boolean;
}

/** Runs the rules on every pool, those about targets on each target, those about a server on the pool that it was asked for. */
export function lint(
  subjects: readonly LintSubject[],
  chosen: readonly ChosenTarget[],
  project: Project,
  { errorsOnly = false, only, measured, pool, unsure = false, directUrls = [] }: LintOptions = {},
): Finding[] {
  const findings: Finding[] = [];
  const around = { project, directUrls, measured: measured ?? {}, targets: chosen.map(({ target }) => target) };
  const contexts = subjects.map((subject) => ({
    unread: subject.unread ?? new Set<Path>(),
    alone: contextOf(subject, undefined, around),
    targets: chosen.map((target) => contextOf(subject, target, around)),
  }));
  const { config } = subjects[0]!;
  const concerns = ({ scope }: Rule) =>
    scope === "server" ? measured !== undefined : scope !== "target" || chosen.length > 0;
  const chosenRules = only ? errorRules.filter(({ id }) => only.has(id)) : errorsOnly ? graveRules(config) : rules;
  for (const rule of chosenRules) {
    if (!isOn(rule, config) || !concerns(rule) || !rule.check) continue;
    for (const [at, { alone, targets, unread }] of contexts.entries()) {
      if (at > 0 && rule.scope === "config") break;
      if (rule.scope === "server" && alone.pool !== pool) continue;
      for (const context of rule.scope === "target" ? targets : [alone]) {
        for (const finding of run(rule, context, { unread, unsure })) {
          if (errorsOnly && finding.severity !== "error" && !isGrave(rule, config)) continue;
          if (at === 0 || !findings.some((known) => isSame(known, finding))) findings.push(finding);
        }
      }
    }
  }
  return findings;
}

function isOn({ id, optional }: Rule, { rules: settings }: Config): boolean {
  return !optional || levelsOf(settings[id]).length > 0;
}

// of the rule as a whole, and of single settings
function levelsOf({ severity, fields = {} }: RuleSetting = {}): readonly string[] {
  return [severity, ...Object.values(fields).map((field) => field.severity)].filter((level) => level !== undefined);
}

/** The rules that can give an error: those that do by default, unless the config raises the severity of others. */
function graveRules(config: Config): readonly Rule[] {
  const isRaised = Object.values(config.rules).some((setting) => levelsOf(setting).includes("error"));
  return isRaised ? rules.filter((rule) => rule.finalErrors || isGrave(rule, config)) : errorRules;
}

/** Whether the findings of a rule are errors, by default or because the config raises them. */
function isGrave({ id, severity }: Rule, { rules: settings }: Config): boolean {
  return severity === "error" || levelsOf(settings[id]).includes("error");
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
    if (isFinal(finding)) return [finding];
    const { severity, ignore } = acceptanceFor(settings, finding.rule, finding.path);
    if (ignore !== undefined || severity === "off") return [];
    return severity ? [withSeverity(finding, severity)] : [finding];
  });
}

function contextOf(
  { pool, config, settings, unselected }: LintSubject,
  chosen: ChosenTarget | undefined,
  around: Pick<Context, "project" | "measured" | "targets" | "directUrls">,
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
    target: chosen?.target,
    versions: chosen?.versions ?? [],
    // what [rules] accepts is applied to all findings in the same way
    deviations: () =>
      chosen?.deviations({ ...config, rules: {} }, originsOf(origin), versionsFor(chosen.target, around.project)) ?? [],
    ...around,
    replace: (path, value) => () => replaceValue(origin(path), value),
  };
}

function originsOf(origin: (path: Path) => Origin): Record<string, Origin> {
  return Object.fromEntries([...FIELDS.keys()].map((path) => [path, origin(path)]));
}

/** What of a config is not known. */
interface Doubt {
  readonly unread: ReadonlySet<Path>;
  readonly unsure: boolean;
}

/** A rule that reads more settings than this is about each of them, and not about how they go together. */
const MOST_RELATED = 8;

function run(rule: Rule, context: ReturnType<typeof contextOf>, { unread, unsure }: Doubt): Finding[] {
  const { origin, target } = context;
  if (rule.reads.length <= MOST_RELATED && rule.reads.some((path) => unread.has(path))) return [];
  // the type lets a check see only what it declares
  const reports = rule.check!(context.values as never, context);
  if (reports === undefined) return [];
  const list: readonly Report[] = Array.isArray(reports) ? reports : [reports as Report];
  return list.flatMap(({ at: place, related = [], edits, ...report }) => {
    const path = typeof place === "string" ? place : undefined;
    const paths = [place, ...related].filter((one) => typeof one === "string");
    if (paths.some((one) => unread.has(one))) return [];
    // a fix that fits a value to a default would be wrong once the key is corrected
    const safe = !unsure || paths.every((one) => origin(one) !== DEFAULT);
    return makeFinding(rule, {
      ...report,
      ...(safe && edits && { edits }),
      ...(path !== undefined && { path }),
      origin: typeof place === "string" ? origin(place) : place,
      ...(related.length > 0 && { related: related.map((one) => (typeof one === "string" ? origin(one) : one)) }),
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
