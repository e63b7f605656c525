// values of a config by their canonical paths, and what is to be known of a path or a field besides
import type { Field, Kind } from "./field.ts";
import type { Path } from "./model.ts";

/** The value at a path of a config; undefined where there is none. */
export function valueAt(config: object, path: Path): unknown {
  let value: unknown = config;
  for (const key of keysOf(path)) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

/** The keys of a dotted path. Every rendering asks for the same ones, so they are kept; what users name is not kept without end. */
export function keysOf(path: string): readonly string[] {
  const known = split.get(path);
  if (known) return known;
  const keys = path.split(".");
  if (split.size < MOST_KEPT) split.set(path, keys);
  return keys;
}

const split = new Map<string, readonly string[]>();
const MOST_KEPT = 5_000;

/** Puts a value at a path of a config, and makes the groups on the way; undefined leaves the member absent. */
export function setAt(config: object, path: Path, value: unknown): void {
  const keys = keysOf(path);
  let group = config as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) {
    group[key] ??= {};
    group = group[key] as Record<string, unknown>;
  }
  if (value !== undefined) group[keys.at(-1)!] = value;
}

/** Whether numbers of that kind are milliseconds in memory, and `"30s"` in a file. */
export function isTime(kind: Kind): boolean {
  return kind === "duration" || kind === "jitter" || kind === "test";
}

/** The field whose value is the default of this one; undefined where the default is a value of its own, or absent. */
export function followed(field: Field): Path | undefined {
  const fallback = field.default;
  if (typeof fallback !== "object" || fallback === null || !("sameAs" in fallback)) return undefined;
  return (fallback as { readonly sameAs: Path }).sameAs;
}

// where these go is the layout of a target
const PARTS = [
  "connection.url",
  "connection.host",
  "connection.port",
  "connection.database",
  "connection.user",
  "connection.password",
] as const;

/** Limits on how a client may authenticate; whether they are enforced is a fact of the driver, and so of the layout. */
export const LIMITS = ["connection.channelBinding", "connection.requireAuth", "connection.gssEncMode"] as const;

// these are about what stands around the pool
const OUTSIDE = ["server", "deployment", "pooler"] as const;

/** A canonical path that every target must map or declare lost. */
export type TargetPath = Exclude<Path, (typeof PARTS)[number] | LimitPath | `${(typeof OUTSIDE)[number]}.${string}`>;

/** A canonical path of a limit on how a client may authenticate. */
export type LimitPath = (typeof LIMITS)[number];

/** Whether the value of a limit forbids anything, so that a driver without it does less than the config says. */
export function isDemand(path: LimitPath, value: unknown): boolean {
  return path === "connection.requireAuth" ? value !== undefined : value === "require";
}

/** Whether a path is a limit on how a client may authenticate. */
export function isLimit(path: Path): path is LimitPath {
  return (LIMITS as readonly Path[]).includes(path);
}

/** A canonical path about a pooler, which the targets that are one have as well. */
export type PoolerPath = Extract<Path, `pooler.${string}`>;

/** Whether every target must map a path or declare it lost. */
export function isTargetPath(path: Path): path is TargetPath {
  const apart: readonly string[] = [...PARTS, ...LIMITS];
  return !apart.includes(path) && !OUTSIDE.some((group) => path.startsWith(`${group}.`));
}
