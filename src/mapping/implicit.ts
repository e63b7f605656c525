// what a tool does where a key is absent, against what a config says
import type { Config } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import type { Implicit } from "./define.ts";

/** Whether a tool does by itself what the config says, so that nothing is lost. */
export function doesAnyway(config: Config, implicit: Implicit | undefined, value: unknown): boolean {
  if (implicit === undefined) return Array.isArray(value) && value.length === 0;
  const same = implicitValue(config, implicit);
  return same !== undefined && (same === value || (same === 0 && value === "0%"));
}

// undefined where it is no canonical value
function implicitValue(config: Config, implicit: Implicit | undefined): unknown {
  if (typeof implicit !== "object" || implicit === null) return implicit;
  return "sameAs" in implicit ? valueAt(config, implicit.sameAs) : undefined;
}
