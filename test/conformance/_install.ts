// installs one version of a library apart from the project, and has the drivers find it there
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MeasuredVersion } from "./_version.ts";
import type { Versions } from "./versions.ts";

const FOLDER = fileURLToPath(new URL("./.cache/versions/", import.meta.url));

/** Where a version of a target is measured; packages of npm are installed, those of other languages are by their drivers. */
export function versionOfTarget(
  target: string,
  version: string,
  { packages, versions, npm = true }: Versions,
): MeasuredVersion {
  const folder = `${FOLDER}${target}-${version}/`;
  const dependencies = Object.fromEntries(packages.map((name) => [name, version]));
  if (npm) install(folder, dependencies, versions[version]!);
  return { target, version, packages, folder };
}

function install(folder: string, dependencies: Record<string, string>, overrides: Record<string, string>): void {
  const wanted = `${JSON.stringify({ private: true, dependencies, overrides }, undefined, 2)}\n`;
  const stamp = `${folder}installed.json`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}package.json`, wanted);
  // peers, such as pg, are those of the project, as they are for the installed version
  const npm = ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", npm, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(stamp, wanted);
}

/** Has what is imported of the measured packages come from the folder of the version. */
export function aliases({ folder, packages }: MeasuredVersion): Record<string, string> {
  return Object.fromEntries(packages.map((name) => [name, `${folder}node_modules/${name}`]));
}
