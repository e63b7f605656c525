// the packages of a workspace: npm, pnpm, yarn, Nx, Go, Cargo, Maven and Gradle

import { readdirSync } from "node:fs";
import { join, posix, relative } from "node:path";
import type { ReadFile } from "../packages/dependency.ts";
import { workspacesOf } from "../packages/npm.ts";
import { namesIn, readerOf } from "../packages/read.ts";

/** Most folders of a workspace that are looked at. */
const MOST = 1_000;

/** How deep `**` goes. */
const DEPTH = 4;

/** The folders of the packages below a workspace's root, relative to it, sorted; empty if the folder is no such root. */
export function membersOf(root: string): string[] {
  const read = readerOf(root);
  const patterns = [...workspacesOf(read), ...nx(read), ...go(read), ...cargo(read), ...maven(read), ...gradle(read)];
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).flatMap((one) => expand(root, one.slice(1)));
  const found = new Set(wanted.flatMap((pattern) => expand(root, pattern)));
  for (const folder of unwanted) found.delete(folder);
  return [...found].sort().slice(0, MOST);
}

/** The folders that a pattern names: `packages/*`, `apps/**`, `tools`. None is outside of the root. */
function expand(root: string, pattern: string): string[] {
  const parts = posix
    .normalize(pattern.replaceAll("\\", "/"))
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return [];
  let folders = [""];
  for (const part of parts) {
    folders = folders.flatMap((folder) => matching(root, folder, part)).slice(0, MOST);
  }
  return folders.filter((folder) => folder !== "");
}

function matching(root: string, folder: string, part: string): string[] {
  if (part === "**") return below(root, folder, DEPTH);
  const names = foldersIn(join(root, folder));
  if (!part.includes("*")) return names.includes(part) ? [posix.join(folder, part)] : [];
  const [before = "", after = ""] = part.split("*", 2);
  return names
    .filter((name) => name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after))
    .map((name) => posix.join(folder, name));
}

function below(root: string, folder: string, depth: number): string[] {
  if (depth === 0) return [folder];
  const inner = foldersIn(join(root, folder)).flatMap((name) => below(root, posix.join(folder, name), depth - 1));
  return [folder, ...inner].slice(0, MOST);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

// the packages of Nx need not be in `workspaces`
function nx(read: ReadFile): string[] {
  return read("nx.json") === undefined ? [] : ["apps/*", "libs/*", "packages/*", "services/*"];
}

function go(read: ReadFile): string[] {
  const text = (read("go.work") ?? "").slice(0, 100_000);
  let inside = false;
  return text.split("\n").flatMap((line) => {
    const [first = "", second = ""] = line.trim().split(/\s+/);
    if (first === "use" && second === "(") inside = true;
    else if (first === ")") inside = false;
    else if (first === "use") return second;
    else if (inside && first !== "" && !first.startsWith("//")) return first;
    return [];
  });
}

function cargo(read: ReadFile): string[] {
  const text = (read("Cargo.toml") ?? "").slice(0, 100_000);
  const at = text.indexOf("[workspace]");
  if (at < 0) return [];
  const table = text.slice(at);
  const start = table.indexOf("members");
  const end = table.indexOf("]", table.indexOf("[", start));
  return start < 0 || end < 0 ? [] : quotedIn(table.slice(start, end));
}

function maven(read: ReadFile): string[] {
  const text = (read("pom.xml") ?? "").slice(0, 1_000_000);
  return text
    .split("<module>")
    .slice(1, MOST)
    .flatMap((part) => {
      const end = part.indexOf("</module>");
      return end < 0 || end > 200 ? [] : part.slice(0, end).trim();
    });
}

function gradle(read: ReadFile): string[] {
  const text = read("settings.gradle") ?? read("settings.gradle.kts") ?? "";
  return text
    .slice(0, 100_000)
    .split("\n")
    .filter((line) => /^include[ (]/.test(line.trim()))
    .flatMap(quotedIn)
    .map((name) => name.replace(/^:/, "").replaceAll(":", "/"));
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/["']([^"']{1,200})["']/g)].map((match) => match[1]!);
}

/** The file of variables nearest to a folder, in it or above it up to the root; undefined if there is none. */
export function nearestDotenv(folder: string, root: string): string | undefined {
  for (let at = relative(root, folder); ; at = posix.dirname(at)) {
    if (namesIn(join(root, at)).includes(".env")) return join(root, at, ".env");
    if (at === "" || at === ".") return undefined;
  }
}
