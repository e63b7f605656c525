// a config in which every field has its default
import { type Config, FIELDS } from "./model.ts";

/**
 * Makes the config that nobody has said anything about.
 *
 * @returns every field with its default, those that follow another field resolved; a fresh object at each call.
 */
export function defaultConfig(): Config {
  const config: Record<string, unknown> = {};
  for (const [path, field] of FIELDS) setPath(config, path, resolve(field.default));
  return { ...config, pools: {}, rules: {} } as unknown as Config;
}

function resolve(fallback: unknown): unknown {
  if (Array.isArray(fallback)) return [...fallback];
  if (typeof fallback === "object" && fallback !== null && "sameAs" in fallback) {
    return resolve(FIELDS.get((fallback as { sameAs: never }).sameAs)?.default);
  }
  return fallback;
}

function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  let at = target;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (value !== undefined) at[last] = value;
}
