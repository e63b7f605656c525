// durations: text such as "1h30m" to milliseconds, and back

const UNITS = { ms: 1, s: 1_000, sec: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Largest delay that a Node timer keeps; a longer one fires after 1 ms. In milliseconds (24 d 20 h 31 m 23.647 s). */
export const MAX_TIMER_MS = 2_147_483_647;

/** The delay to give a timer for a wait of so many milliseconds: never early, and never more than a timer keeps. */
export function timerDelay(ms: number): number {
  return Math.min(Math.max(1, Math.ceil(ms)), MAX_TIMER_MS);
}

/** The source of a regular expression that matches every duration text but `off`; shared with the JSON Schema. */
export const DURATION_PATTERN = "^(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|sec|s|min|m|h|d))+)$";

const WHOLE = new RegExp(DURATION_PATTERN);
const PART = /(\d+(?:\.\d+)?)(ms|sec|s|min|m|h|d)/gy;

/**
 * Reads a duration.
 *
 * @param text `"500ms"`, `"30s"`, `"1h30m"`, `"1.5h"`; a bare number is seconds.
 * @returns milliseconds, or undefined where the text is no duration or finer than a millisecond.
 */
export function parseDuration(text: string): number | undefined {
  if (text.length > 64 || !WHOLE.test(text)) return undefined;
  if (/\d$/.test(text)) return whole(Number(text) * 1_000);
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * UNITS[unit as keyof typeof UNITS];
  return whole(total);
}

/**
 * Writes a duration in the shortest exact form, the one used in files.
 *
 * @param ms whole milliseconds, 0 or more.
 * @returns `"30s"`, `"1h30m"`, `"1500ms"`; never a bare number.
 */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s";
  if (ms % 1_000 !== 0) return `${ms}ms`;
  let rest = ms;
  let text = "";
  for (const unit of ["d", "h", "m", "s"] as const) {
    const amount = Math.floor(rest / UNITS[unit]);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * UNITS[unit];
  }
  return text;
}

// binary fractions: 1.1 s is 1100.0000000000001 ms
function whole(ms: number): number | undefined {
  const rounded = Math.round(ms);
  return Number.isSafeInteger(rounded) && Math.abs(ms - rounded) < 1e-6 ? rounded : undefined;
}
