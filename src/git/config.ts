// the few settings of git that decide what is tracked and what is ignored
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Repository, textOf } from "../files/repository.ts";

/** What git's configuration says about a repository. */
export interface GitConfig {
  /** Length of an object's hash in the index, in bytes: 20 for SHA-1, 32 for SHA-256. */
  readonly hashBytes: 20 | 32;
  /** Whether names that differ in the case of their letters are the same. */
  readonly ignoreCase: boolean;
  /** File with the patterns of this user. */
  readonly excludesFile: string;
  /** Root of the work tree, if it is set. */
  readonly worktree: string | undefined;
}

/** Reads the configuration of the machine, the user and the repository; the later ones take precedence. Nothing that they name is run. */
export function readConfig({ commonDir }: Repository): GitConfig {
  const home = homedir();
  const xdg = process.env.XDG_CONFIG_HOME || join(home, ".config");
  const own = settingsIn(join(commonDir, "config"));
  const users = ["/etc/gitconfig", join(xdg, "git/config"), join(home, ".gitconfig")].map((file) => settingsIn(file));
  const get = (key: string) => [own, ...users.reverse()].find((settings) => settings.has(key))?.get(key);
  const excludes = get("core.excludesfile");
  const worktree = own.get("core.worktree");
  return {
    hashBytes: own.get("extensions.objectformat")?.toLowerCase() === "sha256" ? 32 : 20,
    ignoreCase: /^(?:true|yes|on|1|)$/i.test(get("core.ignorecase") ?? "false"),
    excludesFile: excludes ? resolve(home, excludes.replace(/^~(?=\/)/, home)) : join(xdg, "git/ignore"),
    worktree: worktree === undefined ? undefined : resolve(commonDir, worktree),
  };
}

/** The settings of one file, by `section.key` in lower case. Sections with a subsection are left out. */
function settingsIn(path: string): Map<string, string> {
  const settings = new Map<string, string>();
  let section = "";
  for (const line of (textOf(path) ?? "").split("\n").map((one) => one.trim())) {
    if (line.startsWith("[")) {
      const name = line.slice(1, line.indexOf("]")).trim().toLowerCase();
      section = name.includes('"') ? "" : name;
      continue;
    }
    const [, key, value = ""] = /^([a-zA-Z][\w-]*)\s*(?:=(.*))?$/.exec(line) ?? [];
    if (key !== undefined && section !== "") settings.set(`${section}.${key.toLowerCase()}`, unquoted(value.trim()));
  }
  return settings;
}

// a value without its quotes and its comment
function unquoted(text: string): string {
  let value = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') quoted = !quoted;
    else if (char === "\\") value += text[++at] ?? "";
    else if (!quoted && (char === "#" || char === ";")) {
      value = value.trimEnd();
      break;
    } else value += char;
  }
  return Buffer.from(value, "latin1").toString("utf8");
}
