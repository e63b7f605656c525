// a program as a document: its settings by name, and where each stands
import type { Fault, Reader, Stretch } from "../formats/_define.ts";
import { defineReader } from "../formats/_define.ts";
import type { Language } from "./_define.ts";
import { type Scanned, scanProgram } from "./_scan.ts";

/** Largest program that is looked through, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** The reader of programs in a language; undefined where they are run for their settings. */
export function programReader(
  { id, extension, extensions = [], scannedExtensions, program, grammar }: Language,
  scanned = false,
): Reader | undefined {
  const common = {
    id,
    extensions: ((scanned && scannedExtensions) || [extension, ...extensions]).map((end) => `.${end}`),
    maxBytes: MAX_BYTES,
  };
  // what its settings are depends on the library
  if (program && !scanned)
    return defineReader({ ...common, parse: () => ({ data: Object.create(null), faults: [], find: () => undefined }) });
  if (!grammar) return undefined;
  return defineReader({
    ...common,
    parse(text) {
      const data: Record<string, unknown> = Object.create(null);
      const places = new Map<string, Scanned>();
      const faults: Fault[] = [];
      for (const setting of scanProgram(text, grammar)) {
        const { name, value } = setting;
        if (FORBIDDEN.has(name)) continue;
        const there = places.get(name);
        // of several values, none is known to apply
        const isSame = there === undefined || JSON.stringify(there.value) === JSON.stringify(value);
        data[name] = isSame ? value : SEVERAL;
        places.set(name, isSame ? setting : { ...setting, value: SEVERAL });
      }
      return {
        data,
        faults,
        find: ([name], part): Stretch | undefined => {
          const place = typeof name === "string" ? places.get(name) : undefined;
          return place && (part === "key" ? place.key : place.at);
        },
      };
    },
  });
}

/** Stands for a name that is given different values. */
const SEVERAL = "${several values}";

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
