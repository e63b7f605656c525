// the file that `extends` names in an installed package, as Node resolves it
import { type Files, textOf } from "../files/file-system.ts";

type ConfigsIn = (folder: string, files: Files) => readonly string[];

/** Largest package.json that is read, in bytes. */
const LARGEST = 1_000_000;

/**
 * The path of `@acme/pool-config/base.toml` in the nearest `node_modules` that has the package. Its `exports` decide, then `main`,
 * then the config file in its folder.
 *
 * @param configsIn the config files of a folder, those first that take precedence.
 * @returns undefined if the name is that of a path, or if no package there has such a file.
 */
export function packageFile(name: string, base: string, files: Files, configsIn: ConfigsIn): string | undefined {
  const [, own, inner = ""] =
    /^(@[\w.~-]{1,100}\/[\w.~-]{1,200}|[\w~-][\w.~-]{0,200})(?:\/(.{1,500}))?$/.exec(name) ?? [];
  if (own === undefined || inner.split(/[\\/]/).includes("..")) return undefined;
  // the name of a file beside the config
  if (inner === "" && /\.(?:toml|ya?ml|json)$/.test(own)) return undefined;
  for (let folder = base; ; folder = files.dirname(folder)) {
    const there = files.resolve(folder, `node_modules/${own}`);
    if (files.isFolder(there)) return fileIn(there, inner, files, configsIn);
    if (files.dirname(folder) === folder) return undefined;
  }
}

function fileIn(folder: string, inner: string, files: Files, configsIn: ConfigsIn): string | undefined {
  const { exports, main } = manifestIn(folder, files);
  const subpath = inner === "" ? "." : `./${inner}`;
  const named = exports === undefined ? plainly(inner, main) : exported(exports, subpath);
  const path = named === undefined ? undefined : files.resolve(folder, named);
  if (path !== undefined) return files.exists(path) && !named!.split("/").includes("..") ? path : undefined;
  return exports === undefined && inner === "" ? configsIn(folder, files)[0] : undefined;
}

function plainly(inner: string, main: unknown): string | undefined {
  if (inner !== "") return inner;
  return typeof main === "string" && /\.(?:toml|ya?ml|json)$/.test(main) ? main : undefined;
}

function exported(exports: unknown, subpath: string): string | undefined {
  if (typeof exports === "string") return subpath === "." ? exports : undefined;
  if (typeof exports !== "object" || exports === null || Array.isArray(exports)) return undefined;
  const table = exports as Record<string, unknown>;
  const isConditions = Object.keys(table).every((key) => !key.startsWith("."));
  if (isConditions) return subpath === "." ? chosen(table) : undefined;
  if (Object.hasOwn(table, subpath)) return chosen(table[subpath]);
  for (const [pattern, target] of Object.entries(table)) {
    const [before = "", after, ...more] = pattern.split("*");
    const fits = after !== undefined && more.length === 0 && subpath.startsWith(before) && subpath.endsWith(after);
    if (!fits || subpath.length < before.length + after.length) continue;
    return chosen(target)?.replaceAll("*", () => subpath.slice(before.length, subpath.length - after.length));
  }
  return undefined;
}

// the first condition that holds in Node, at most a few levels deep
function chosen(target: unknown, depth = 0): string | undefined {
  if (typeof target === "string") return target.startsWith("./") ? target : undefined;
  if (typeof target !== "object" || target === null || Array.isArray(target) || depth > 5) return undefined;
  for (const [condition, inner] of Object.entries(target))
    if (["node", "import", "require", "default"].includes(condition)) return chosen(inner, depth + 1);
  return undefined;
}

function manifestIn(folder: string, files: Files): { readonly exports?: unknown; readonly main?: unknown } {
  try {
    const data: unknown = JSON.parse(textOf(files.read(files.resolve(folder, "package.json"), LARGEST)));
    return typeof data === "object" && data !== null && !Array.isArray(data) ? data : {};
  } catch {
    return {};
  }
}
