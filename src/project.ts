// the folder that a config is for: what git tracks, and which libraries are installed
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Project } from "./rules/_define.ts";

/** Asks the folder itself, and only when a rule wants to know. */
export function projectAt(cwd: string): Project {
  let packages: Readonly<Record<string, string>> | undefined;
  return {
    isTracked(file) {
      try {
        // loaded only here: it is a third of the cost of a start
        const { execFileSync } = process.getBuiltinModule("node:child_process");
        execFileSync("git", ["ls-files", "--error-unmatch", "--", basename(file)], {
          cwd: dirname(file),
          stdio: "ignore",
          timeout: 2_000,
        });
        return true;
      } catch {
        return false;
      }
    },
    dependency(name) {
      packages ??= dependencies(cwd);
      return Object.hasOwn(packages, name) ? packages[name] : undefined;
    },
  };
}

/** A folder about which nothing is known; loading at boot asks no other program. */
export const NO_PROJECT: Project = { isTracked: () => false, dependency: () => undefined };

function dependencies(cwd: string): Record<string, string> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return { ...manifest.devDependencies, ...manifest.dependencies };
    } catch {
      if (dirname(folder) === folder) return {};
    }
  }
}
