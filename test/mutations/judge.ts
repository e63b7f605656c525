// what decides whether a table is right: a library, or what was measured of one; never our own reader
import { isDeepStrictEqual } from "node:util";
import { entriesOf, type Target } from "../../src/mapping/define.ts";
import type { UrlParameters } from "../../src/mapping/url-parameters.ts";
import type { Path } from "../../src/model/model.ts";
import type { Seen } from "./libraries.ts";

/** One judge. It looks at the tables as they are in memory at the time. */
export interface Judge {
  readonly id: string;
  /** What it finds wrong with one entry of a target; empty if it is right, or if this judge cannot see it. */
  target?(target: Target, path: Path): Promise<readonly string[]> | readonly string[];
  /** The same of the URL parameters of a driver that carry the setting at a path. */
  driver?(driver: UrlParameters, path: Path): Promise<readonly string[]> | readonly string[];
}

/** The default of a path in a table, where a library shows another one. */
export function differentDefault(target: Target, path: Path, seen: Seen): string[] {
  const libraryDefault = entriesOf(target).find(([one]) => one === path)?.[1].libraryDefault;
  // words are for people
  const words = typeof libraryDefault === "object" && libraryDefault !== null && "words" in libraryDefault;
  if (libraryDefault === undefined || words || !(path in seen)) return [];
  const expected =
    typeof libraryDefault === "object" && libraryDefault !== null ? seen[libraryDefault.sameAs] : libraryDefault;
  if (isDeepStrictEqual(seen[path], expected)) return [];
  return [
    `the default of ${path} is ${JSON.stringify(seen[path])} there, and ${JSON.stringify(expected)} in the table`,
  ];
}
