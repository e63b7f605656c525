// what a tool does where a key is absent, against what a config says
import type { Config } from "../model/model.ts";
import { valueAt } from "../model/paths.ts";
import type { LibraryDefault } from "./define.ts";

/** Whether a tool does by itself what the config says, so that nothing is lost. */
export function doesAnyway(config: Config, libraryDefault: LibraryDefault | undefined, value: unknown): boolean {
  if (libraryDefault === undefined) return Array.isArray(value) && value.length === 0;
  const same = implicitValue(config, libraryDefault);
  return same !== undefined && (same === value || (same === 0 && value === "0%"));
}

// undefined where it is no canonical value
function implicitValue(config: Config, libraryDefault: LibraryDefault | undefined): unknown {
  if (typeof libraryDefault !== "object" || libraryDefault === null) return libraryDefault;
  return "sameAs" in libraryDefault ? valueAt(config, libraryDefault.sameAs) : undefined;
}
