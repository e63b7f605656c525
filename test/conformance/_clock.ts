// waiting, and how long something took

/** Waits. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until a condition holds, at most so long; gives whether it does. */
export async function until(condition: () => boolean, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  while (!condition() && Date.now() < end) await sleep(20);
  return condition();
}

/** How something ended, and after how many milliseconds; `pending` where it had not within the limit. */
export async function settle<T>(work: Promise<T>, limit: number): Promise<Settled<T>> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const pending = new Promise<{ how: "pending" }>((resolve) => {
    timer = setTimeout(() => resolve({ how: "pending" }), limit);
  });
  const outcome = await Promise.race([
    work.then(
      (value) => ({ how: "done" as const, value }),
      (error: unknown) => ({ how: "failed" as const, error }),
    ),
    pending,
  ]);
  clearTimeout(timer);
  return { ...outcome, ms: performance.now() - start } as Settled<T>;
}

export type Settled<T> = { readonly ms: number } & (
  | { readonly how: "done"; readonly value: T }
  | { readonly how: "failed"; readonly error: unknown }
  | { readonly how: "pending" }
);

/** Timers fire late on a busy machine, and hardly ever early. */
const EARLY_MS = 60;
export const LATE_MS = 500;

/** Whether a time is the expected one, within the tolerance. */
export function near(ms: number, expected: number): boolean {
  return ms >= expected - EARLY_MS && ms <= expected + LATE_MS;
}

/** A time in words that do not change from run to run: to the next half second. */
export function about(ms: number): string {
  const halves = Math.max(1, Math.round(ms / 500));
  return `about ${halves / 2} s`;
}

/** So many of something at once. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
