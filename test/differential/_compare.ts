// one config through two versions of poolcfg: loaded, checked, rendered for every target in every form, and imported again
import { isDeepStrictEqual } from "node:util";
import type { Sample } from "./_configs.ts";

/** The public functions of a version. A later version may name them otherwise; then this is the place that translates. */
export interface Api {
  inspectPoolConfig(options: object): Inspection;
  render(config: unknown, target: string, options: object): Rendered;
  importConfig(input: string, options: object): Imported;
}

interface Inspection {
  readonly config: unknown;
  readonly findings: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding }[];
  readonly origins: Readonly<Record<string, { readonly source: string }>>;
}

interface Rendered {
  readonly value: unknown;
  readonly text: string;
  readonly deviations: readonly Finding[];
  /** What older versions call the deviations, which they do not have. */
  readonly losses?: readonly Finding[];
}

/** The kinds of those versions that have another name now. */
const KINDS: Readonly<Record<string, string>> = { lost: "unsupported", approximate: "partial" };

interface Imported {
  readonly values: Readonly<Record<string, unknown>>;
  readonly omitted: readonly { readonly path: string }[];
  readonly findings: readonly Finding[];
}

interface Finding {
  readonly rule?: string;
  readonly kind?: string;
  readonly severity: string;
  readonly message: string;
  readonly path?: string;
  readonly target?: string;
  readonly origin?: { readonly source: string; readonly line?: number; readonly column?: number };
  readonly edits?: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** A target, and the forms that it has in both versions. */
export interface Subject {
  readonly id: string;
  readonly forms: readonly Pair[];
}

/** A form by its name in each version. */
export interface Pair {
  readonly before: string;
  readonly after: string;
}

/** Forms that have another name now. */
const FORMS: Readonly<Record<string, string>> = { keywords: "ado-net", blocks: "odyssey-conf" };

/** The forms that both versions have, and each form that only one of them has as a difference. */
export function pairsOf(
  target: string,
  before: readonly string[],
  after: readonly string[],
): { readonly forms: readonly Pair[]; readonly differences: readonly Difference[] } {
  const old = before.map((form) => (after.includes(form) ? form : (FORMS[form] ?? form)));
  const forms = old.flatMap((form, at) => (after.includes(form) ? [{ before: before[at]!, after: form }] : []));
  const removed = old.filter((form) => !after.includes(form));
  const added = after.filter((form) => !old.includes(form));
  const differences = [
    ...removed.map((form) => ({ target, what: "form", before: form })),
    ...added.map((form) => ({ target, what: "form", after: form })),
  ];
  return { forms, differences };
}

/** One observation that differs. */
export interface Difference {
  /** Undefined for what is loaded. */
  readonly target?: string;
  readonly form?: string;
  /** What was observed: `config pool.max`, `finding min-exceeds-max`, `finding setting-lost for knex`, `value pool.max`, `text`, `deviation pool.max`, `import pool.max`. */
  readonly what: string;
  /** What the older version has, or nothing. */
  readonly before?: string;
  readonly after?: string;
}

/** Whether messages are compared, too. Reworded ones are reviewed in the goldens. */
export interface CompareOptions {
  readonly wording?: boolean;
}

/** Every difference between two versions for one config. */
export function compare(
  before: Api,
  after: Api,
  subjects: readonly Subject[],
  sample: Sample,
  options: CompareOptions = {},
): Difference[] {
  const load = (api: Api) => attempt(() => api.inspectPoolConfig(inputOf(sample, subjects)));
  const [old, present] = [load(before), load(after)];
  const found: Difference[] = differences({}, loaded(old, options), loaded(present, options));
  if ("error" in old || "error" in present) return found;
  for (const { id, forms } of subjects) {
    for (const form of forms) {
      const place = { target: id, form: form.after };
      const written = (api: Api, { config, origins }: Inspection, format: string) =>
        attempt(() => api.render(config, id, { ...sample.options, format, origins }));
      const [one, other] = [written(before, old.result, form.before), written(after, present.result, form.after)];
      found.push(...differences(place, rendered(one, options), rendered(other, options)));
      if ("error" in one) continue;
      // both read the same text, so that a difference in what is written is not counted twice
      const { text } = one.result;
      const read = (api: Api) =>
        imported(
          attempt(() => api.importConfig(text, { from: id })),
          options,
        );
      found.push(...differences(place, read(before), read(after)));
    }
  }
  return found;
}

/** The settings as a config file, with the profile and the named pool in it. */
function inputOf(sample: Sample, subjects: readonly Subject[]): object {
  const config = {
    ...nested(sample.settings),
    profiles: { other: nested(sample.profile) },
    pools: { reports: nested(sample.named) },
  };
  return {
    cwd: "/nonexistent",
    text: { name: "poolcfg.json", content: JSON.stringify(config, undefined, 2), format: "json" },
    env: sample.env,
    dotenv: false,
    targets: subjects.map(({ id }) => id),
    ...(sample.chosen.profile && { profile: "other" }),
    ...(sample.chosen.pool && { pool: "reports" }),
  };
}

function nested(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(settings)) {
    const keys = path.split(".");
    const last = keys.pop()!;
    let at = root;
    for (const key of keys) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[last] = value;
  }
  return root;
}

type Outcome<T> = { readonly result: T } | { readonly error: string };

function attempt<T>(run: () => T): Outcome<T> {
  try {
    return { result: run() };
  } catch (error) {
    const { code, name, message } = error as Error & { code?: string };
    // any other error is a crash, of which the message is worth something
    return { error: code === undefined || name !== "PoolcfgError" ? `${name}: ${message}` : code };
  }
}

/** What is observed, by name. */
type Observed = ReadonlyMap<string, unknown>;

function loaded(outcome: Outcome<Inspection>, options: CompareOptions): Observed {
  if ("error" in outcome) return new Map([["load", `error ${outcome.error}`]]);
  const { config, findings, ignored, origins } = outcome.result;
  return new Map([
    ...leaves("config", config),
    ...Object.entries(origins).map(([path, { source }]) => [`origin ${path}`, source] as const),
    ...grouped("finding", findings, options),
    ...grouped(
      "ignored",
      ignored.map(({ finding }) => finding),
      options,
    ),
  ]);
}

function rendered(outcome: Outcome<Rendered>, options: CompareOptions): Observed {
  if ("error" in outcome) return new Map([["render", `error ${outcome.error}`]]);
  const { text, losses, deviations = losses?.map(renamed) ?? [] } = outcome.result;
  const value = attempt(() => outcome.result.value);
  return new Map([
    ...("error" in value ? [["value", `error ${value.error}`] as const] : leaves("value", value.result)),
    ...grouped("deviation", deviations, options),
    ["text", text],
  ]);
}

function renamed({ kind = "", ...loss }: Finding): Finding {
  return { ...loss, kind: KINDS[kind] ?? kind };
}

function imported(outcome: Outcome<Imported>, options: CompareOptions): Observed {
  if ("error" in outcome) return new Map([["import", `error ${outcome.error}`]]);
  const { values, omitted, findings } = outcome.result;
  return new Map([
    ...Object.entries(values).map(([path, value]) => [`import ${path}`, value] as const),
    ...omitted.map(({ path }) => [`import ${path} omitted`, true] as const),
    ...grouped("import finding", findings, options),
  ]);
}

/** Findings by their rule and target, deviations by their path; without their words, unless these are compared. */
function grouped(name: string, findings: readonly Finding[], { wording = false }: CompareOptions): [string, unknown][] {
  const groups = new Map<string, string[]>();
  for (const { rule, kind, severity, message, path, target, origin, edits } of findings) {
    const facts = {
      rule,
      kind,
      severity,
      path,
      target,
      origin: origin && [origin.source, origin.line, origin.column],
      edits,
    };
    const fixed = edits?.map(({ start, end, text }) => [start, end, text]);
    const key = `${name} ${rule ?? path}${target === undefined ? "" : ` for ${target}`}`;
    groups.set(key, [
      ...(groups.get(key) ?? []),
      JSON.stringify({ ...facts, edits: fixed, ...(wording && { message }) }),
    ]);
  }
  return [...groups].map(([key, all]) => [key, all.sort().join("\n")]);
}

/** The leaves of a value, by their path; what is no plain data, such as a function, by what it is. */
function leaves(name: string, value: unknown, depth = 0): [string, unknown][] {
  if (typeof value === "function") return [[name, "[function]"]];
  if (typeof value !== "object" || value === null || depth > 12) return [[name, value]];
  const secret = (value as { reveal?: () => string }).reveal?.();
  if (secret !== undefined) return [[name, `secret ${secret}`]];
  const keys = Object.keys(value);
  if (keys.length === 0) return [[name, Array.isArray(value) ? "[]" : "{}"]];
  const under = depth === 0 ? " " : ".";
  return keys.flatMap((key) => {
    // an option that is a file is read when it is first looked at
    const member = attempt(() => (value as Record<string, unknown>)[key]);
    const place = `${name}${under}${key}`;
    return "error" in member ? [[place, `error ${member.error}`]] : leaves(place, member.result, depth + 1);
  });
}

function differences(place: Pick<Difference, "target" | "form">, before: Observed, after: Observed): Difference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((what) => {
    const [one, other] = [before.get(what), after.get(what)];
    if (isDeepStrictEqual(one, other)) return [];
    const pairs =
      typeof one === "string" && typeof other === "string" ? byLine(one, other) : [[shown(one), shown(other)]];
    return pairs.map(([old, present]) => ({
      ...place,
      what,
      ...(old !== undefined && { before: old }),
      ...(present !== undefined && { after: present }),
    }));
  });
}

/** Lines that only one of two texts has, in pairs; texts that differ by the order of their lines are one pair. */
function byLine(before: string, after: string): [string | undefined, string | undefined][] {
  const [old, present] = [before.split("\n"), after.split("\n")];
  const removed = without(old, present);
  const added = without(present, old);
  if (removed.length === 0 && added.length === 0) return [[`order: ${before}`, `order: ${after}`]];
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => [removed[at], added[at]]);
}

/** The members of a list that are not in another one, each as often as it is there more often. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "bigint" || typeof value === "symbol"
    ? String(value)
    : (JSON.stringify(value) ?? String(value));
}
