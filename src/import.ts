// another tool's settings to canonical ones, by the same tables that render them
import { writeCanonical } from "./canonical.ts";
import type { Document, Pointer } from "./document.ts";
import { rangeAt } from "./document.ts";
import { PoolcfgError } from "./errors.ts";
import { type Finding, sortFindings } from "./finding.ts";
import { toFileValue } from "./layer/value.ts";
import { Origin } from "./origin.ts";
import { FIELDS, type Path } from "./schema/model.ts";
import { readDocumentText } from "./sources/read.ts";
import { targets } from "./targets/_all.gen.ts";
import type { OptionsLayout } from "./targets/_connection.ts";
import type { ReadFault, Target } from "./targets/_define.ts";
import { findTarget } from "./targets/_find.ts";
import { type ReadSettings, readSettings } from "./targets/_read.ts";
import { secretIn } from "./targets/_read-secret.ts";
import { readUrl } from "./targets/_read-url.ts";
import { type Found, likeness, unwrap } from "./targets/_unwrap.ts";
import { isTree, type Tree } from "./targets/_value.ts";

export interface ImportOptions {
  /** Id of the target that the settings are for, or `auto`. */
  readonly from: string;
  /** Name of the file, for messages. */
  readonly name?: string;
  /** Leave out what nobody stated: else a default of the tool that differs from the canonical one is stated. */
  readonly statedOnly?: boolean;
  /** Which of several environments to read: `production`. */
  readonly environment?: string;
}

export interface Imported {
  /** Canonical settings by path, as a config file holds them: `"30s"`, `"off"`. Secrets among them are plain. */
  readonly values: Partial<Record<Path, unknown>>;
  /** The same as a TOML config file, with comments. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Id of the target that the settings were read as. */
  readonly from: string;
  /** How that was known, where it was not said. */
  readonly recognised?: string;
}

/**
 * Reads another tool's settings.
 *
 * @param input an options object, the same as JSON, or text with a connection URL in it.
 * @returns canonical settings. A key that the tool would ignore is a finding, and not among them.
 * @throws PoolcfgError `target` for an unknown tool, `usage` where one of several environments must be named, `input`
 * where there is nothing to read.
 */
export function importConfig(input: string | object, options: ImportOptions): Imported {
  const name = options.name ?? "<input>";
  const wanted = options.from === "auto" ? undefined : findTarget(options.from);
  const format = typeof input === "string" ? formatOf(input, wanted) : undefined;
  const document = format && readDocumentText(input as string, { name, format });
  const data = document ? document.data : input;
  const { target, recognised }: { target: Target; recognised?: string } = wanted ? { target: wanted } : recognise(data);
  const layout = target.connection;
  const findings: Finding[] = (document?.problems ?? []).map((problem) => problemFinding(problem, document!));
  let settings: ReadSettings;
  if (findings.length > 0 && isTable(data) && Object.keys(data).length === 0)
    settings = { values: new Map(), faults: [], remarks: [] };
  else if (layout.layout === "url") {
    const text = typeof data === "string" ? data : undefined;
    if (text === undefined) throw nothing(target, name);
    const read = readUrl(target, layout, text);
    if (!read.found) throw nothing(target, name);
    settings = read.settings;
    const place = document ?? plainDocument(name, text);
    findings.push(
      ...settings.faults.map(({ key, ...fault }) => ({
        ...fault,
        origin: new Origin("dsn", { name: `?${key}` }),
        target: target.id,
      })),
    );
    for (const { start, end, ...fault } of read.faults) {
      const origin = new Origin("dsn", { document: place, range: rangeAt(text, start, end) });
      findings.push({ ...fault, origin, target: target.id });
    }
  } else {
    if (!isTable(data)) throw nothing(target, name);
    const chosen = choose(unwrap(target, plain(data)), target, layout, options.environment, document !== undefined);
    settings = chosen.settings;
    findings.push(...chosen.faults.map((fault) => faultFinding(fault, target, document)));
  }
  const stated = [...settings.values].filter(([, { implied }]) => !(implied && options.statedOnly));
  const lines = stated.map(([path, { value, note }]) => {
    return { path, value: toFileValue(FIELDS.get(path)!, value as never), ...(note !== undefined && { note }) };
  });
  const heading = [`imported from ${target.title}`, ...(options.statedOnly ? [] : settings.remarks)];
  return {
    values: Object.fromEntries(lines.map(({ path, value }) => [path, value])),
    text: writeCanonical(lines, heading),
    findings: sortFindings(findings),
    from: target.id,
    ...(recognised !== undefined && { recognised }),
  };
}

interface Chosen {
  readonly settings: ReadSettings;
  readonly faults: readonly (ReadFault & { pointer: Pointer })[];
}

function choose(
  found: readonly Found[],
  target: Target,
  layout: OptionsLayout,
  environment: string | undefined,
  inText: boolean,
): Chosen {
  const read = (one: Found): Chosen => {
    const settings = readSettings(target, withUrl(one.settings, layout));
    const secret = inText ? secretIn(layout, settings.values) : undefined;
    return {
      settings,
      faults: [...settings.faults, ...(secret ? [secret] : [])].map((fault) => ({
        ...fault,
        pointer: [...one.pointer, ...fault.key.split(".")],
      })),
    };
  };
  const names = found.map(({ pointer }) => pointer.join("."));
  if (environment !== undefined) {
    const one = found.find(({ pointer }) => pointer.includes(environment));
    if (one) return read(one);
    throw new PoolcfgError(
      "usage",
      `There is no environment ${JSON.stringify(environment.slice(0, 60))}. ${names.some(Boolean) ? `There are ${names.join(", ")}.` : "The settings are not divided by environment."}`,
    );
  }
  const all = found.map(read);
  const [first, ...others] = all as [Chosen, ...Chosen[]];
  if (others.length === 0) return first;
  const paths = [...new Set(all.flatMap(({ settings }) => [...settings.values.keys()]))];
  const values = (path: Path, stated: boolean) => {
    const said = all
      .map(({ settings }) => settings.values.get(path))
      .filter((one) => !stated || one?.implied === false);
    return new Set(said.map((one) => JSON.stringify(one?.value))).size;
  };
  const differing = paths.filter((path) => values(path, false) > 1);
  const grave = differing.filter((path) => !path.startsWith("connection.") && values(path, true) > 1);
  const where = names.join(", ");
  if (grave.length > 0) {
    const message = `The settings of ${where} differ in ${grave.join(", ")}. Say which environment to import.`;
    throw new PoolcfgError("usage", message);
  }
  for (const path of differing) first.settings.values.delete(path);
  const remarks = differing.map((path) => `${path} differs between ${where}, and is left out`);
  const settings = { ...first.settings, remarks: [...remarks, ...first.settings.remarks] };
  return { settings, faults: all.flatMap(({ faults }) => [...faults]) };
}

// the whole connection may be one text
function withUrl(settings: Tree, layout: OptionsLayout): Tree {
  const table = layout.prefix.slice(0, -1);
  if (table === "" || typeof settings[table] !== "string") return settings;
  return { ...settings, [table]: { [layout.url.slice(layout.prefix.length)]: settings[table] } };
}

function formatOf(text: string, target: Target | undefined): "json" | "yaml" | undefined {
  // a connection string may stand in any text, a piece of code for one
  if (target?.connection.layout === "url") return undefined;
  if (/^\s*[[{]/.test(text)) return "json";
  return target && "yaml";
}

function recognise(data: unknown): { target: Target; recognised: string } {
  if (typeof data === "string") {
    const target = targets.find((target) => target.connection.layout === "url");
    const marked = targets.find(
      ({ dialect, connection }) =>
        connection.layout === "url" && dialect?.marks.some((mark) => data.includes(`${mark}=`)),
    );
    const found = marked ?? target!;
    return { target: found, recognised: marked ? `parameters that ${found.title} reads` : "a connection URL" };
  }
  if (!isTable(data))
    throw new PoolcfgError("input", "There is nothing to import: the input is neither a table nor a connection URL.");
  const scored = targets
    .filter(({ connection }) => connection.layout === "options")
    .map((target) => ({
      target,
      score: Math.max(...unwrap(target, plain(data)).map(({ settings }) => likeness(target, settings))),
    }));
  const best = scored.reduce((one, two) => (two.score > one.score ? two : one));
  if (best.score > 0) return { target: best.target, recognised: `keys that ${best.target.title} reads` };
  throw new PoolcfgError(
    "input",
    `The settings are of no tool that poolcfg knows. Say which one: ${targets.map(({ id }) => id).join(", ")}.`,
  );
}

function faultFinding(
  { key, pointer, ...fault }: ReadFault & { pointer: Pointer },
  target: Target,
  document: Document | undefined,
): Finding {
  const origin = document
    ? new Origin("file", { document, pointer: present(document.data, pointer) })
    : new Origin("argument", { name: pointer.join(".") });
  const part = fault.rule.endsWith("-key") ? origin.atKey() : origin;
  return { ...fault, origin: part, target: target.id };
}

// the whole connection may be one text, with no keys in it
function present(data: unknown, pointer: Pointer): Pointer {
  let at = data;
  for (const [depth, key] of pointer.entries()) {
    if (!isTable(at) || !Object.hasOwn(at, key)) return pointer.slice(0, depth);
    at = at[key as never];
  }
  return pointer;
}

function problemFinding(
  { rule, message, help, range, pointer }: Document["problems"][number],
  document: Document,
): Finding {
  const origin = new Origin("file", { document, ...(range && { range }), ...(pointer && { pointer }) });
  return { rule, severity: "error", message, origin, ...(help !== undefined && { help }) };
}

function nothing(target: Target, name: string): PoolcfgError {
  const what =
    target.connection.layout === "url"
      ? `a connection URL, a line ${target.connection.variable}=…, or parameters such as ?connection_limit=5`
      : "a table of options, as an object or as JSON";
  return new PoolcfgError("input", `There is nothing of ${target.title} in ${name}. Give ${what}.`);
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const DEEPEST = 32;

/** A copy with plain tables in it, whatever they were made by; functions and class instances stay as they are. */
function plain(value: object, depth = 0): Tree {
  const copy: Tree = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === "__proto__") continue;
    const inner = isTable(member) && depth < DEEPEST && (isTree(member) || Object.getPrototypeOf(member) === null);
    copy[key] = inner ? plain(member, depth + 1) : member;
  }
  return copy;
}

function plainDocument(name: string, text: string): Document {
  return { name, text, data: text, problems: [], locate: () => undefined };
}
