// the delay of a TCP keep-alive, as Node hands it to the system
import { millis } from "../../codecs/units.ts";
import type { Written } from "../../mapping/define.ts";

/** Unit of a delay: less than a second is 0 to Node, and then the system has its own. */
export const DELAY = millis({ min: 1_000 });

/** Writes a delay in whole seconds, rounded up. `set` says it in native settings. */
export function wholeSeconds(ms: number, set: (delay: number) => Written["set"]): Written {
  const whole = Math.ceil(ms / 1_000) * 1_000;
  const encoded = DELAY.encode(whole);
  if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
  const remarks = [{ kind: "rounded", message: `is rounded up to ${whole / 1_000} s` }] as const;
  return { set: set(whole) ?? {}, ...(whole !== ms && { remarks }) };
}
