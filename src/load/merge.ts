// layers of entries into one value for each setting, remembering who said what

import { createFinding } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import { readValue } from "../mapping/value.ts";
import { FIELDS, type Path } from "../model/model.ts";
import type { Entry } from "./entry.ts";

/** One value that a source states. */
export interface Candidate {
  readonly value: unknown;
  readonly raw: unknown;
  readonly origin: Origin;
}

/** What is stated for each setting, lowest precedence first; the last one holds. */
export type Settings = Map<Path, Candidate[]>;

/** The settings of the config and of each named pool. */
export interface Merged {
  readonly main: Settings;
  readonly pools: Map<string, Settings>;
  /** What profiles state that are not selected. */
  readonly unselected: Settings;
  /** Settings of which a value cannot be read, by pool; what is in effect instead is nobody's choice. */
  readonly unread: Map<string | undefined, Set<Path>>;
  readonly findings: Finding[];
}

/** Layers from lowest to highest precedence. An entry of a profile that is not chosen is checked and left out. */
export function merge(layers: readonly (readonly Entry[])[], profile: string | undefined): Merged {
  const merged: Merged = { main: new Map(), pools: new Map(), unselected: new Map(), unread: new Map(), findings: [] };
  for (const layer of layers) {
    const seen = new Map<string, Entry>();
    for (const entry of layer) {
      const key = `${entry.profile ?? ""}\0${entry.pool ?? ""}\0${entry.path}`;
      const twice = seen.get(key);
      if (twice) merged.findings.push(duplicate(twice, entry));
      seen.set(key, entry);
      const result = readValue(FIELDS.get(entry.path)!, entry);
      const selected = entry.profile === undefined || entry.profile === profile;
      if ("finding" in result) {
        merged.findings.push(result.finding);
        if (selected) merged.unread.set(entry.pool, (merged.unread.get(entry.pool) ?? new Set()).add(entry.path));
      } else if (selected) add(settingsOf(merged, entry.pool), entry, result.value);
      else add(merged.unselected, entry, result.value);
    }
  }
  return merged;
}

function settingsOf(merged: Merged, pool: string | undefined): Settings {
  if (pool === undefined) return merged.main;
  const known = merged.pools.get(pool) ?? new Map();
  merged.pools.set(pool, known);
  return known;
}

function add(settings: Settings, entry: Entry, value: unknown): void {
  const candidates = settings.get(entry.path) ?? [];
  candidates.push({ value, raw: entry.raw, origin: entry.origin });
  settings.set(entry.path, candidates);
}

function duplicate(first: Entry, second: Entry): Finding {
  return createFinding("duplicate-setting", {
    message: `${second.path} is written twice`,
    path: second.path,
    origin: second.origin.atKey(),
    related: [first.origin],
    help: `Keep one of them; the other is at ${first.origin.label}.`,
  });
}
