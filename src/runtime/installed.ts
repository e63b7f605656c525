// Finds packages of the application: pg and @opentelemetry/api
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { PoolcfgError } from "../diagnostics/errors.ts";

/**
 * The pg that the module which called `entry` would import, else the one that is installed beside poolcfg: a second
 * copy has other classes and other type parsers.
 *
 * @throws PoolcfgError `usage` if pg is not installed.
 */
export function installedPg(entry: (...given: never[]) => unknown): object {
  const help = "npm install pg. In a bundle, pass it: createPool(config, { pg })";
  return installed("pg", entry, `createPool needs the package pg, which is not installed: ${help}`) as object;
}

/**
 * A package as the module which called `entry` would import it, else as poolcfg would.
 *
 * @throws PoolcfgError `usage` with the message if it is not installed.
 */
export function installed(name: string, entry: (...given: never[]) => unknown, message: string): unknown {
  let cause: unknown;
  for (const file of [...callers(entry), ...ownFile()]) {
    try {
      return createRequire(file)(name);
    } catch (error) {
      cause = error;
    }
  }
  throw new PoolcfgError("usage", message, { cause });
}

/** The file of the first caller outside of poolcfg, if that is a file. */
function callers(entry: (...given: never[]) => unknown): string[] {
  const [own] = ownFile();
  const file = stackOf(entry).find((name) => own === undefined || dirname(name) !== dirname(own));
  return file === undefined ? [] : [file];
}

/** This file. Of `import.meta.url` and `__filename`, a bundle may have neither. */
function ownFile(): string[] {
  return stackOf(stackOf).slice(0, 1);
}

/** The files of the calls that led to a function, the latest first. */
function stackOf(above: (...given: never[]) => unknown): string[] {
  const { prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.prepareStackTrace = (_, sites) => sites;
    Error.captureStackTrace(holder, above);
    const sites = Array.isArray(holder.stack) ? (holder.stack as NodeJS.CallSite[]) : [];
    const names = sites.flatMap((site) => site.getFileName() ?? []).filter((name) => !name.startsWith("node:"));
    return names.map((name) => (name.startsWith("file:") ? fileURLToPath(name) : name));
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
