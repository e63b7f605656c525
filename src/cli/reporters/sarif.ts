// SARIF 2.1.0, which code scanning services read

import { statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Severity } from "../../diagnostics/finding.ts";
import type { Origin } from "../../diagnostics/origin.ts";
import { rules as registry } from "../../lint/rules/registry.gen.ts";
import { jsonText } from "../../text/characters.ts";
import { version } from "../_package.ts";
import { defineFormat, incompleteNote, legalBeside, reasonFor } from "./_define.ts";
import { type ShownEdit, shownEdits } from "./_excerpt.ts";

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

export default defineFormat({
  id: "sarif",
  title: "SARIF 2.1.0, which code scanning services read",
  write({ findings, ignored = [], sources, cwd, allowIncomplete = false, failure }) {
    const all = [...findings, ...ignored.map(({ finding }) => finding)];
    const ids = [...new Set(all.map(({ rule }) => rule))].sort();
    const home = homeOf(sources, cwd);
    const note = incompleteNote(findings, allowIncomplete);
    const stop = failure ?? (note === undefined ? undefined : { code: "incomplete", message: note });
    const log = {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "poolcfg", version: version(), rules: ids.map(descriptor) } },
          columnKind: "utf16CodeUnits",
          invocations: [
            {
              executionSuccessful: stop === undefined || (failure === undefined && allowIncomplete),
              ...(stop && {
                toolExecutionNotifications: [
                  {
                    level: failure || !allowIncomplete ? "error" : "warning",
                    message: { text: stop.message },
                    descriptor: { id: stop.code },
                  },
                ],
              }),
            },
          ],
          results: [
            ...findings.map((finding) => result(finding, ids.indexOf(finding.rule), home)),
            ...ignored.map((one) => ({
              ...result(one.finding, ids.indexOf(one.finding.rule), home),
              suppressions: [
                {
                  kind: one.by === "comment" ? "inSource" : "external",
                  status: "accepted",
                  justification: reasonFor(one),
                },
              ],
            })),
          ],
        },
      ],
    };
    return jsonText(log);
  },
});

function descriptor(id: string): object {
  const rule = registry.find((entry) => entry.id === id);
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: rule.fix },
    ...(/^https:\/\//.test(rule.source) && { helpUri: rule.source }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: [rule.area] },
  };
}

/** The file that stands for what has no file, a default or a variable: code scanning refuses a result without one. */
function homeOf(sources: readonly string[], cwd: string | undefined): string | undefined {
  if (cwd === undefined) return undefined;
  const names = sources.flatMap((name) => [name, name.replace(/#[^#]*$/, "")]);
  return names.find((name) => statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile());
}

function result(finding: Finding, ruleIndex: number, home: string | undefined): object {
  const { rule, severity, message, path, origin, related = [], help, target, holdsFor, missing } = finding;
  const legal = legalBeside(finding);
  const text = [
    message,
    ...(legal === undefined ? [] : [`Legal: ${legal}.`]),
    ...(help === undefined ? [] : [help]),
  ].join("\n");
  const edits = shownEdits(finding);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text },
    ...((origin || home !== undefined) && { locations: [homed(origin ? location(origin, path) : {}, home)] }),
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({ id, ...location(other), message: { text: other.label } })),
    }),
    ...(edits.length > 0 && !edits.some(({ secret }) => secret) && { fixes: [fix(edits, help)] }),
    ...((target !== undefined || missing !== undefined) && { properties: { target, holdsFor, missing } }),
  };
}

function location(origin: Origin, path?: string): { physicalLocation?: object; logicalLocations?: object[] } {
  const { file, document, range, label } = origin;
  const names = [
    ...(path === undefined ? [] : [{ fullyQualifiedName: path, kind: "member" }]),
    ...(document?.path === undefined ? [{ name: label, kind: "resource" }] : []),
  ];
  return {
    ...(document?.path !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: uri(file!) },
        ...(range && {
          region: region({ line: range.line, column: range.column }, { line: range.endLine, column: range.endColumn }),
        }),
      },
    }),
    ...(names.length > 0 && { logicalLocations: names }),
  };
}

function homed(place: ReturnType<typeof location>, home: string | undefined): ReturnType<typeof location> {
  if (place.physicalLocation || home === undefined) return place;
  return { ...place, physicalLocation: { artifactLocation: { uri: uri(home) }, region: { startLine: 1 } } };
}

function fix(edits: readonly ShownEdit[], help: string | undefined): object {
  const files = [...new Set(edits.map(({ name }) => name))];
  return {
    description: { text: help ?? "Replace the text." },
    artifactChanges: files.map((name) => ({
      artifactLocation: { uri: uri(name) },
      replacements: edits
        .filter((edit) => edit.name === name)
        .map(({ from, to, text }) => ({ deletedRegion: region(from, to), insertedContent: { text } })),
    })),
  };
}

type Position = { readonly line: number; readonly column: number };

function region(from: Position, to: Position): object {
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function uri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
