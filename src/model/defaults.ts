// a config in which every field has its default
import { type Config, FIELDS, type Path } from "./model.ts";
import { followed, setAt } from "./paths.ts";

/**
 * Makes the config that nobody has said anything about.
 *
 * @returns every field with its default, those that follow another field resolved; a fresh object at each call.
 */
export function defaultConfig(): Config {
  const config = {};
  for (const path of FIELDS.keys()) setAt(config, path, defaultOf(path));
  return { ...config, pools: {}, rules: {} } as unknown as Config;
}

function defaultOf(path: Path): unknown {
  const field = FIELDS.get(path)!;
  const other = followed(field);
  if (other !== undefined) return defaultOf(other);
  return Array.isArray(field.default) ? [...field.default] : field.default;
}
