// the well-known files that a folder has
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../mapping/define.ts";
import { claims } from "./files.ts";

/** A well-known file that is there. */
export interface FoundFile {
  /** Path in the folder. */
  readonly path: string;
  /** Targets that keep their settings in a file of that name; none for a file of variables. */
  readonly targets: readonly Target[];
}

/** The well-known files of a folder, in the order of the targets, and its `.env`. */
export function wellKnown(folder: string): FoundFile[] {
  const found = new Map<string, Target[]>();
  for (const { target, paths, kind } of claims())
    for (const path of kind.package === undefined ? paths : [])
      if (isFile(join(folder, path))) found.set(path, [...new Set([...(found.get(path) ?? []), target])]);
  if (isFile(join(folder, VARIABLES))) found.set(VARIABLES, []);
  return [...found].map(([path, owners]) => ({ path, targets: owners }));
}

const VARIABLES = ".env";

// one that cannot be looked at counts, so that reading it says why; what is not there does not
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    return !["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
}
