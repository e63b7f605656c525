// which version of a library the settings are handed to
import type { Since } from "../mapping/define.ts";
import { lowest, overlap } from "../model/version-range.ts";
import type { Context } from "./define.ts";

/** The installed version of the package that brought a key, else the lowest one that the manifest allows; undefined if neither is known. */
export function versionOf({ package: name }: Since, { target, project }: Context): string | undefined {
  const own = target?.package?.name;
  const range = project.dependency(name);
  return (
    project.installed(own === undefined || own === name ? [name] : [own, name]) ??
    (range === undefined ? undefined : lowest(range))
  );
}

/** Whether only the range of the manifest is known, so that a newer version may be installed later. */
export function isOnlyRange({ package: name }: Since, { target, project }: Context): boolean {
  const own = target?.package?.name;
  return project.installed(own === undefined || own === name ? [name] : [own, name]) === undefined;
}

/** Whether the version that is there is known to be older than a key. */
export function isOlderThan(since: Since | undefined, context: Context): boolean {
  const version = since && versionOf(since, context);
  return version !== undefined && overlap(version, since!.range) === false;
}
