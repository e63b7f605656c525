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
import { choose, type PointedFault } from "./targets/_choose.ts";
import type { Target } from "./targets/_define.ts";
import { findTarget } from "./targets/_find.ts";
import { isTabular, type Layout, type UrlLayout } from "./targets/_layout.ts";
import type { ReadSettings } from "./targets/_read.ts";
import { readUrl } from "./targets/_read-url.ts";
import { recognise } from "./targets/_recognise.ts";
import { isTable, plain } from "./targets/_value.ts";

/** How another tool's settings are read. */
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

/** What another tool's settings say in canonical words. */
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
  const data = asTable(document ? document.data : input);
  const { target, recognised }: { target: Target; recognised?: string } = wanted ? { target: wanted } : recognise(data);
  const source: Source = { name, data, document };
  const problems = (document?.problems ?? []).map((problem) => problemFinding(problem, document!));
  const broken = problems.length > 0 && isTable(data) && Object.keys(data).length === 0;
  const { settings, findings } = broken ? NOTHING : read(target, source, options.environment);
  const stated = [...settings.values].filter(([, { implied }]) => !(implied && options.statedOnly));
  const lines = stated.map(([path, { value, note }]) => {
    return { path, value: toFileValue(FIELDS.get(path)!, value as never), ...(note !== undefined && { note }) };
  });
  const heading = [`imported from ${target.title}`, ...(options.statedOnly ? [] : settings.remarks)];
  return {
    values: Object.fromEntries(lines.map(({ path, value }) => [path, value])),
    text: writeCanonical(lines, heading),
    findings: sortFindings([...problems, ...findings]),
    from: target.id,
    ...(recognised !== undefined && { recognised }),
  };
}

/** What is read, and the document it stands in, where it is a text with positions. */
interface Source {
  readonly name: string;
  readonly data: unknown;
  readonly document: Document | undefined;
}

interface Outcome {
  readonly settings: ReadSettings;
  readonly findings: readonly Finding[];
}

const NOTHING: Outcome = { settings: { values: new Map(), faults: [], remarks: [] }, findings: [] };

function read(target: Target, source: Source, environment: string | undefined): Outcome {
  const { connection: layout } = target;
  const asText = layout.layout === "url" && (layout.key === undefined || typeof source.data === "string");
  return asText ? readText(target, layout, source) : readTable(target, layout, source, environment);
}

function readText(target: Target, layout: UrlLayout, { name, data, document }: Source): Outcome {
  const read = typeof data === "string" ? readUrl(target, layout, data) : undefined;
  if (typeof data !== "string" || !read?.found) throw nothing(target, name);
  const place = document ?? plainDocument(name, data);
  const own = read.settings.faults.map(({ key, part: _, ...fault }) => ({
    ...fault,
    origin: new Origin("dsn", { name: `?${key}` }),
    target: target.id,
  }));
  const placed = read.faults.map(({ start, end, ...fault }) => ({
    ...fault,
    origin: new Origin("dsn", { document: place, range: rangeAt(data, start, end) }),
    target: target.id,
  }));
  return { settings: read.settings, findings: [...own, ...placed] };
}

function readTable(
  target: Target,
  layout: Layout,
  { name, data, document }: Source,
  environment: string | undefined,
): Outcome {
  if (!isTable(data)) throw nothing(target, name);
  const { settings, faults } = choose(target, layout, plain(data), { environment, inText: document !== undefined });
  return { settings, findings: faults.map((fault) => faultFinding(fault, target, document)) };
}

function formatOf(text: string, target: Target | undefined): "json" | "yaml" | undefined {
  const tabular = target === undefined || isTabular(target.connection);
  if (tabular && /^\s*[[{]/.test(text)) return "json";
  // a connection string may stand in any text, a piece of code for one
  return target?.connection.layout === "options" ? "yaml" : undefined;
}

// a list of several connections is a table of them by their numbers
function asTable(data: unknown): unknown {
  return Array.isArray(data) && data.length > 0 && data.every(isTable) ? { ...data } : data;
}

function faultFinding(
  { key, pointer, part, ...fault }: PointedFault,
  target: Target,
  document: Document | undefined,
): Finding {
  const origin = document
    ? new Origin("file", { document, pointer: present(document.data, pointer) })
    : new Origin("argument", { name: pointer.join(".") });
  return { ...fault, origin: part === "key" ? origin.atKey() : origin, target: target.id };
}

// the whole connection may be one text, with no keys in it
function present(data: unknown, pointer: Pointer): Pointer {
  const there: (string | number)[] = [];
  let at = data;
  for (const key of pointer) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) break;
    there.push(Array.isArray(at) ? Number(key) : key);
    at = at[key as never];
  }
  return there;
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
    target.connection.layout === "url" && !isTabular(target.connection)
      ? `a connection URL, a line ${target.connection.variable}=…, or parameters such as ?connection_limit=5`
      : "a table of options, as an object or as JSON";
  return new PoolcfgError("input", `There is nothing of ${target.title} in ${name}. Give ${what}.`);
}

function plainDocument(name: string, text: string): Document {
  return { name, text, data: text, problems: [], locate: () => undefined };
}
