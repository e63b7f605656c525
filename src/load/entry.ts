// one setting as some source states it, before it is known to be sound

import type { Finding } from "../diagnostics/finding.ts";
import type { Origin } from "../diagnostics/origin.ts";
import type { Path } from "../model/model.ts";

/** One setting that a source states. */
export interface Entry {
  readonly path: Path;
  /** As a file would hold it: a count, `"30s"`, `"off"`. */
  readonly raw: unknown;
  readonly origin: Origin;
  /** Overlay that it belongs to. */
  readonly profile?: string;
  readonly pool?: string;
}

/** A setting about the named pool itself, a rule or the config as a whole. */
export interface Extra {
  readonly kind: "rule" | "role" | "weight" | "preset" | "extends" | "targets" | "profile" | "pool";
  readonly name: string;
  readonly raw: unknown;
  readonly origin: Origin;
  readonly profile?: string;
}

/** What one source says. */
export interface Stated {
  readonly entries: Entry[];
  readonly extras: Extra[];
  readonly findings: Finding[];
}

/** A source that says nothing yet. */
export function nothingStated(): Stated {
  return { entries: [], extras: [], findings: [] };
}
