// which version of a library the settings are handed to
import { entriesOf, type Since, type Target } from "../mapping/define.ts";
import { lowest } from "../model/version-range.ts";
import type { Context, Project } from "./define.ts";

/** The installed version of the package that brought a key, else the lowest one that the manifest allows; undefined if neither is known. */
export function versionOf({ package: name }: Since, { target, project }: Context): string | undefined {
  const range = project.dependency(name);
  return installedOf(name, target, project) ?? (range === undefined ? undefined : lowest(range));
}

/** Whether only the range of the manifest is known, so that a newer version may be installed later. */
export function isOnlyRange({ package: name }: Since, { target, project }: Context): boolean {
  return installedOf(name, target, project) === undefined;
}

/**
 * The version of each package that brought a key of a target: the installed one, else the range of the manifest. For the option
 * `versions` of `render`.
 */
export function versionsFor(target: Target, project: Project): Record<string, string> {
  const names = new Set(entriesOf(target).flatMap(([, entry]) => ("since" in entry && entry.since?.package) || []));
  const versions = [...names].map((name) => [name, installedOf(name, target, project) ?? project.dependency(name)]);
  return Object.fromEntries(versions.filter(([, version]) => version !== undefined));
}

function installedOf(name: string, target: Target | undefined, project: Project): string | undefined {
  const own = target?.package?.name;
  return project.installed(own === undefined || own === name ? [name] : [own, name]);
}
