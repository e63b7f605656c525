// idle connections in pools that look for them now and then, and compare times
import { millis } from "../codecs/units.ts";
import type { Written } from "../mapping/define.ts";

/** A number that is never reached is off: no timer of that length is started. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** Unit of the idle time. */
export const IDLE = millis({ min: 1, max: NEVER, off: NEVER });

/** Writes the idle time, and how often the pool looks: after a tenth of it, at most every 250 ms. */
export function writeIdle(value: number | null, key: string, look: string): Written {
  const encoded = IDLE.encode(value);
  if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
  const often = value === null ? {} : { [look]: Math.max(10, Math.min(250, Math.ceil(value / 10))) };
  return { set: { [key]: encoded.native, ...often } };
}
