// settings in a connection string that a target ignores if it gets the string as it is
import type { Origin } from "../diagnostics/origin.ts";
import { settingNames } from "../dsn/parameters.ts";
import { scanDsn } from "../dsn/parse.ts";
import type { Target } from "../mapping/define.ts";
import { isTabular } from "../mapping/layout.ts";
import { readsParameter, takesUrl } from "../mapping/url-option.ts";
import { POOL } from "../model/words.ts";

/** The settings that may be in a connection string and that a target may ignore there. */
export const IN_URL = [...POOL, "connection.schema"] as const;

/** One setting, with the name of its parameter. */
export interface IgnoredParameter {
  readonly path: (typeof IN_URL)[number];
  readonly name: string;
  readonly origin: Origin;
}

/**
 * The settings that are in the connection string and ignored there.
 *
 * @param originsOf where each source that sets a path does so, in ascending order of precedence.
 */
export function ignoredParameters(
  target: Target,
  url: string | undefined,
  originsOf: (path: IgnoredParameter["path"]) => readonly Origin[],
): IgnoredParameter[] {
  if (!isTabular(target.connection) || !takesUrl(target)) return [];
  const { dsn, driver } = scanDsn(url ?? "");
  const names = settingNames(dsn.params, driver);
  return IN_URL.flatMap((path) => {
    const param = names.get(path);
    if (param !== undefined && readsParameter(target, param)) return [];
    const origins = originsOf(path).filter(({ source }) => source === "dsn");
    return origins.slice(-1).map((origin) => ({ path, origin, name: param ?? path }));
  });
}
