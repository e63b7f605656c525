// what git would do with a file, answered without git
import { realpathSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { repositoryOf } from "../files/repository.ts";
import { readConfig } from "./config.ts";
import { isIgnored } from "./ignore-file.ts";
import { isInIndex } from "./index-file.ts";

/**
 * What git does with a file: `tracked`, `ignored`, `untracked` (the next `git add .` takes it), `outside` of every repository,
 * or `unknown`, if that cannot be read.
 */
export type GitStatus = "tracked" | "ignored" | "untracked" | "outside" | "unknown";

/** The status of a file, by its absolute path. Of a symbolic link it is that of the file that it leads to. Runs nothing. */
export function gitStatus(path: string): GitStatus {
  try {
    const file = realpathSync(path);
    const repository = repositoryOf(dirname(file));
    if (!repository) return "outside";
    const { root, gitDir, commonDir } = repository;
    const config = readConfig(repository);
    // names in the index are relative to the work tree, which is elsewhere
    if (config.worktree !== undefined && gitDir === commonDir && realpathSync(config.worktree) !== root)
      return "unknown";
    const name = relative(root, file).replaceAll(sep, "/");
    if (isInIndex(repository, config, name)) return "tracked";
    return isIgnored(repository, config, name) ? "ignored" : "untracked";
  } catch {
    return "unknown";
  }
}
