// the version of a library that this process measures, where that is not the one that the project has installed
import { fileURLToPath, pathToFileURL } from "node:url";
import { inject } from "vitest";

/** A version that is measured. */
export interface MeasuredVersion {
  readonly target: string;
  readonly version: string;
  /** Packages that have this version. */
  readonly packages: readonly string[];
  /** The folder for whatever belongs to it, with the packages below its `node_modules`; ends with a slash. */
  readonly folder: string;
}

/** The version; undefined for the installed one, as it is outside of the conformance, whose toolchains others use, too. */
export const VERSION: MeasuredVersion | undefined =
  process.env.VITEST === undefined ? undefined : (inject("version") ?? undefined);

/** The folder of what every version needs, such as downloads; ends with a slash. */
export const SHARED_CACHE: string = fileURLToPath(new URL("./.cache/", import.meta.url));

/** The folder of what is installed, built and rendered for this version; ends with a slash. */
export const CACHE: string = VERSION?.folder ?? SHARED_CACHE;

/** A file that the measured packages are found from, as a URL; it need not be there. */
export const FROM: string = pathToFileURL(`${CACHE}from.js`).href;

/** Replaces the version of the measured package in a lock file, or leaves the text as it is for the installed version. */
export function atVersion(lock: string, replace: (lock: string, name: string, version: string) => string): string {
  if (VERSION === undefined) return lock;
  const replaced = replace(lock, VERSION.packages[0]!, VERSION.version);
  if (replaced === lock) throw new Error(`${VERSION.packages[0]} is not in the lock file`);
  return replaced;
}

declare module "vitest" {
  interface ProvidedContext {
    version: MeasuredVersion | null;
  }
}
