// jitter of the lifetime in milliseconds, whichever way it is said

/** The spread of a lifetime. A percentage is of the lifetime; off has none. In milliseconds, whole. */
export function jitterMillis(jitter: number | string, lifetime: number | null): number {
  if (lifetime === null) return 0;
  return typeof jitter === "number" ? jitter : Math.round((lifetime * Number.parseFloat(jitter)) / 100);
}

/** Says a spread as a percentage where that is a whole one, else in milliseconds. */
export function toJitter(spread: number, lifetime: number | null): number | string {
  if (spread === 0 || lifetime === null || lifetime === 0) return spread;
  const percent = (spread / lifetime) * 100;
  return Number.isInteger(percent) && percent <= 100 ? `${percent}%` : spread;
}
