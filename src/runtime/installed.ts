// the package pg that a program uses
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { PoolcfgError } from "../errors.ts";

/**
 * The pg that the module which called `entry` would import, else the one that is installed beside poolcfg: a second copy has
 * other classes and other type parsers.
 *
 * @throws PoolcfgError `usage` if pg is not installed.
 */
export function installedPg(entry: (...given: never[]) => unknown): object {
  const from = [...callers(entry), fileURLToPath(import.meta.url)];
  let cause: unknown;
  for (const file of from) {
    try {
      return createRequire(file)("pg");
    } catch (error) {
      cause = error;
    }
  }
  throw new PoolcfgError("usage", "createPool needs the package pg, which is not installed: npm install pg", { cause });
}

/** The file of the first caller outside of poolcfg, if that is a file. */
function callers(entry: (...given: never[]) => unknown): string[] {
  const { prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.prepareStackTrace = (_, sites) => sites;
    Error.captureStackTrace(holder, entry);
    const sites = Array.isArray(holder.stack) ? (holder.stack as NodeJS.CallSite[]) : [];
    const own = dirname(fileURLToPath(import.meta.url));
    for (const site of sites) {
      const name = site.getFileName();
      if (!name || name.startsWith("node:")) continue;
      const file = name.startsWith("file:") ? fileURLToPath(name) : name;
      if (dirname(file) !== own) return [file];
    }
    return [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
