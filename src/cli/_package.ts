// files that ship with the package: its version, templates, schemas
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PoolcfgError } from "../diagnostics/errors.ts";

/** The version of poolcfg. */
export function version(): string {
  return (JSON.parse(packageFile("package.json")) as { version: string }).version;
}

/** The text of a file that ships with the package; the path is relative to the package. */
export function packageFile(path: string): string {
  try {
    return readFileSync(new URL(path, root()), "utf8");
  } catch (cause) {
    throw new PoolcfgError("internal", `The file ${path} is missing from the poolcfg package; install poolcfg again.`, {
      cause,
    });
  }
}

/** Where a file is that ships with the package. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(path, root()));
}

/** The names in a folder of the package, sorted; none where there is no such folder. */
export function packageFolder(path: string): string[] {
  const folder = new URL(path, root());
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

// src/cli/, dist/cli/ and dist/chunks/ are two levels down
function root(): URL {
  return new URL("../../", import.meta.url);
}
