// what is in a folder that concerns pools: packages, files of settings, a config of poolcfg

import { join } from "node:path";
import { nodeFiles } from "../files/node.ts";
import { wellKnown } from "../import/folder.ts";
import { configsIn, discover } from "../load/files.ts";
import { namesIn } from "../packages/read.ts";
import { type Detection, detectTargets } from "./detect.ts";
import { membersOf } from "./workspaces.ts";

/** One package of a project. */
export interface ProjectPackage {
  /** Its folder, absolute. */
  readonly folder: string;
  /** The same relative to the root; `.` for the root itself. */
  readonly name: string;
  readonly detection: Detection;
  /** Files in which tools keep settings of pools, relative to the folder. */
  readonly settings: readonly string[];
  /** The config of poolcfg that applies, in the folder or above it. */
  readonly config: string | undefined;
}

/** Everything below a root. */
export interface ProjectInspection {
  readonly packages: readonly ProjectPackage[];
  /** Whether the root is that of a workspace. */
  readonly isWorkspace: boolean;
}

/** Looks at the project in a folder, with all packages if it is the root of a workspace. It runs nothing. */
export function inspectProject(root: string): ProjectInspection {
  const members = membersOf(root);
  const all = [".", ...members].map((name) => packageAt(root, name));
  const isWorkspace = members.length > 0;
  // of a workspace only what has a pool; a config in its root is for the packages below it
  const hasPool = ({ name, folder, detection }: ProjectPackage) =>
    detection.targets.length > 0 || (name !== "." && hasConfig(folder));
  const packages = isWorkspace ? all.filter(hasPool) : all;
  return { packages: packages.length > 0 ? packages : all.slice(0, 1), isWorkspace };
}

function packageAt(root: string, name: string): ProjectPackage {
  const folder = join(root, name);
  return {
    folder,
    name,
    detection: detectTargets(folder),
    settings: settingsIn(folder),
    config: discover(folder, nodeFiles)[0],
  };
}

function hasConfig(folder: string): boolean {
  return configsIn(folder, nodeFiles).length > 0;
}

/** The files in a folder that may have settings of pools: those of tools, and of variables. */
export function settingsIn(folder: string): string[] {
  const own = namesIn(folder).filter(
    (name) => /^\.env(?:\.[\w-]+)?$/.test(name) && !/example|sample|template/.test(name),
  );
  const frameworks = FRAMEWORKS.filter((path) => namesIn(join(folder, path, "..")).includes(path.split("/").at(-1)!));
  return [...new Set([...own, ...wellKnown(folder).map(({ path }) => path), ...frameworks])];
}

/** Files of frameworks that have the settings of their pool in code. */
const FRAMEWORKS = [
  "config/database.ts",
  "config/database.js",
  "medusa-config.ts",
  "medusa-config.js",
  "keystone.ts",
  "payload.config.ts",
  "src/payload.config.ts",
  "prisma7.config.ts",
  "src/app.module.ts",
  "app.module.ts",
];
