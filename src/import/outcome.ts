// what was read, and what is wrong with it: the parts that every kind of input has

import { createFinding } from "../diagnostics/catalogue.ts";
import { type Document, type DocumentProblem, rangeAt } from "../diagnostics/document.ts";
import { PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Entry } from "../load/entry.ts";
import { merge } from "../load/merge.ts";
import { about } from "../mapping/about.ts";
import type { ReadSettings } from "../mapping/decode.ts";
import type { ReadUrl } from "../mapping/decode-url.ts";
import type { NativeIssue, Target } from "../mapping/define.ts";
import { isTabular } from "../mapping/layout.ts";
import { Secret } from "../text/secret.ts";

/** What was read, and what is wrong with it. */
export interface Outcome {
  readonly settings: ReadSettings;
  readonly findings: readonly Finding[];
}

/** An outcome that says nothing. */
export const NOTHING: Outcome = { settings: { values: new Map(), faults: [], remarks: [] }, findings: [] };

/** A connection string of no tool: poolcfg reads the parameters in it by itself. */
export function plainUrl(url: string, findings: readonly Finding[]): Outcome {
  const values: ReadSettings["values"] = new Map([["connection.url", { value: url, implied: false }]]);
  return { settings: { values, faults: [], remarks: [] }, findings };
}

/** The values of entries, the later layer before the earlier. */
export function merged(layers: readonly (readonly Entry[])[]): {
  values: ReadSettings["values"];
  findings: readonly Finding[];
} {
  const { main, findings } = merge(layers, undefined);
  const values: ReadSettings["values"] = new Map();
  for (const [path, candidates] of main) {
    const { value, origin } = candidates.at(-1)!;
    values.set(path, {
      value: revealed(value),
      implied: false,
      ...(origin.hidden && { mounted: true }),
    });
  }
  return { values, findings };
}

function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  return value instanceof Secret ? value.reveal() : value;
}

/** The finding of a fault. */
export function raiseFault(fault: Omit<NativeIssue, "key">, origin: Origin, target: Target): Finding {
  const { rule, severity, message, legal, help, part } = fault;
  return createFinding(rule, {
    severity,
    message,
    origin: part === "key" ? origin.atKey() : origin,
    ...(legal !== undefined && { legal }),
    ...(help !== undefined && { help }),
    ...about(target),
  });
}

/** The findings of a connection string in a text, and of its parameters; `setAt` tells where another than it sets one. */
export function raiseUrl(
  { settings, faults }: Omit<ReadUrl, "found">,
  target: Target,
  document: Document,
  setAt: (key: string) => Origin | undefined = () => undefined,
): Finding[] {
  const own = settings.faults.map(({ key, part: _, ...fault }) =>
    raiseFault(fault, setAt(key) ?? new Origin("dsn", { name: `?${key}` }), target),
  );
  const placed = faults.map(({ start, end, ...fault }) =>
    raiseFault(fault, new Origin("dsn", { document, range: rangeAt(document.text, start, end) }), target),
  );
  return [...own, ...placed];
}

/** The finding of a problem of the text itself. */
export function raiseProblem({ rule, message, help, range, pointer }: DocumentProblem, document: Document): Finding {
  const origin = new Origin("file", { document, ...(range && { range }), ...(pointer && { pointer }) });
  return createFinding(rule, { message, origin, ...(help !== undefined && { help }) });
}

/** The error of input that holds nothing of a tool. */
export function nothing(target: Target, name: string): PoolcfgError {
  const what =
    target.connection.layout === "url" && !isTabular(target.connection)
      ? `a connection URL, a line ${target.connection.variable}=…, or parameters such as ?connection_limit=5`
      : "a table of options, as an object or as JSON";
  return new PoolcfgError("input", `There is nothing of ${target.title} in ${name}. Give ${what}.`);
}
