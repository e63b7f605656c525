// libraries that have no pool, and need none: no settings are written for them, and here stands why

/** One such library. */
export interface Poolless {
  readonly id: string;
  readonly title: string;
  /** Why it needs no pool, in one sentence. */
  readonly why: string;
  /** Where that does not hold, and what to do there. */
  readonly except: string;
  readonly source: { readonly url: string; readonly version: string; readonly checked: string };
}

/** Sorted by id. */
export const poolless: readonly Poolless[] = [
  {
    id: "ioredis",
    title: "ioredis",
    why: "One connection carries the commands of all callers at once, so there is no pool and nothing to set",
    except:
      "A command that blocks (BLPOP, XREAD with BLOCK), WATCH with MULTI, and a subscription need a connection of their own: make it with `redis.duplicate()`, and count it.",
    source: {
      url: "https://github.com/redis/ioredis/issues/1994",
      version: "6.0.0",
      checked: "2026-11-21",
    },
  },
];

/** Says of such a library that it needs no pool; empty for every other id. */
export function needsNoPool(id: string): string {
  const found = poolless.find((entry) => entry.id === id);
  return found === undefined ? "" : `${found.title} needs no pool. ${found.why}. `;
}
