// a program as a document: its settings by name, and where each stands
import type { Fault, Reader, Stretch } from "../formats/_define.ts";
import { defineReader } from "../formats/_define.ts";
import type { Language } from "./_define.ts";
import { isUnknown, type Scanned, scanProgram } from "./_scan.ts";

/** Largest program that is looked through, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** The reader of programs in a language; undefined where they are run for their settings. */
export function programReader({ id, extension, extensions = [], grammar }: Language): Reader | undefined {
  if (!grammar) return undefined;
  return defineReader({
    id,
    extensions: [extension, ...extensions].map((end) => `.${end}`),
    maxBytes: MAX_BYTES,
    parse(text) {
      const data: Record<string, unknown> = Object.create(null);
      const places = new Map<string, Scanned>();
      const faults: Fault[] = [];
      for (const setting of scanProgram(text, grammar)) {
        const { name, value } = setting;
        if (FORBIDDEN.has(name)) continue;
        const there = places.get(name);
        // what is set from a variable says less than what is set by itself
        if (there && isUnknown(value)) continue;
        data[name] = value;
        places.set(name, setting);
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

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
