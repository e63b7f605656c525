// what a config sets for a rule: how severe its findings are, and which of them are accepted
import { isField, model, type Path } from "./model.ts";
import { type Group, spellings } from "./spellings.ts";

/** Severities as `[rules]` has them. */
export const LEVELS = ["off", "info", "warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** How findings are reported. */
export interface Acceptance {
  readonly severity?: Level;
  /** Why the findings are accepted; they are then not reported. */
  readonly ignore?: string;
}

/** How the findings of a rule are reported. */
export interface RuleSetting extends Acceptance {
  /** How those about one setting are reported, by its canonical path. It takes precedence. */
  readonly fields?: Readonly<Partial<Record<Path, Acceptance>>>;
}

/** A setting of a rule as it is written: a level, or a table that may have settings of the config as keys: `{ "pool.maxIdle": "off" }`. */
export type RuleInput = Level | RuleSetting | { readonly [P in Path]?: Level | Acceptance };

/** What a config sets for the findings of a rule about a setting; empty if it sets nothing. */
export function acceptanceFor(
  rules: Readonly<Record<string, RuleSetting>>,
  rule: string,
  path: string | undefined,
): Acceptance {
  if (!Object.hasOwn(rules, rule)) return {};
  const { fields = {}, ...all } = rules[rule]!;
  return path !== undefined && Object.hasOwn(fields, path) ? fields[path as Path]! : all;
}

/** Reads a setting of a rule as it is written; undefined if it is not valid. */
export function readRuleSetting(raw: unknown): RuleSetting | undefined {
  if (isLevel(raw)) return { severity: raw };
  if (!isTable(raw)) return undefined;
  const { severity, ignore, fields: listed = {}, ...paths } = raw;
  const all = readAcceptance({ ...("severity" in raw && { severity }), ...("ignore" in raw && { ignore }) });
  const fields: Partial<Record<Path, Acceptance>> = {};
  if (!all || !isTable(listed) || !collect(listed, model, "", fields) || !collect(paths, model, "", fields))
    return undefined;
  return { ...all, ...(Object.keys(fields).length > 0 && { fields }) };
}

// `"pool.max_idle" = "off"`, and the tables that TOML makes of `pool.max_idle = "off"`
function collect(table: object, group: Group, prefix: string, into: Partial<Record<Path, Acceptance>>): boolean {
  return Object.entries(table).every(([key, value]) => {
    const [first = "", ...rest] = key.split(".");
    const known = spellings(group).get(first);
    if (!known) return false;
    const member = group[known.name];
    const path = `${prefix}${known.name}`;
    if (!isField(member)) {
      const below = rest.length > 0 ? { [rest.join(".")]: value } : value;
      return isTable(below) && collect(below, member as Group, `${path}.`, into);
    }
    const accepted = rest.length > 0 ? undefined : isLevel(value) ? { severity: value } : readAcceptance(value);
    if (accepted) into[path as Path] = accepted;
    return accepted !== undefined;
  });
}

function readAcceptance(raw: unknown): Acceptance | undefined {
  if (!isTable(raw)) return undefined;
  const { severity, ignore, ...rest } = raw;
  if (Object.keys(rest).length > 0) return undefined;
  if (severity !== undefined && !isLevel(severity)) return undefined;
  if (ignore !== undefined && (typeof ignore !== "string" || ignore === "")) return undefined;
  return { ...(severity !== undefined && { severity }), ...(ignore !== undefined && { ignore }) };
}

function isLevel(raw: unknown): raw is Level {
  return LEVELS.includes(raw as Level);
}

function isTable(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}
