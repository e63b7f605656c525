// the packages that the project in a folder depends on

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readPlainFile } from "../files/bytes.ts";
import type { Dependency, Reader, ReadFile } from "./dependency.ts";
import { readNpm } from "./npm.ts";
import { readCargo, readDotnet, readElixir, readGo, readJava, readPython, readRuby } from "./others.ts";

/** Largest file that is read, in bytes: lock files are the largest. */
const LARGEST = 20_000_000;

const READERS: readonly Reader[] = [readNpm, readGo, readCargo, readPython, readJava, readRuby, readElixir, readDotnet];

/** Every package that a manifest in the folder names. It runs nothing, and looks at no other folder. */
export function dependenciesIn(folder: string): Dependency[] {
  const read = readerOf(folder);
  let listed: readonly string[] | undefined;
  const names = () => {
    listed ??= namesIn(folder);
    return listed;
  };
  return READERS.flatMap((reader) => reader(read, names));
}

/** Reads files of a folder, each once. A file that cannot be read counts as absent. */
export function readerOf(folder: string): ReadFile {
  const texts = new Map<string, string | undefined>();
  return (name) => {
    if (!texts.has(name)) texts.set(name, textIn(join(folder, name)));
    return texts.get(name);
  };
}

function textIn(path: string): string | undefined {
  try {
    return Buffer.from(readPlainFile(path, LARGEST)).toString("utf8").replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}

/** The names in a folder; none if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
