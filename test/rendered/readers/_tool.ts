// what readers share that hand their cells to a program of another language
import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import type { Address, Cell, Reading, Settings } from "../reader.ts";
import { schemasOf, sessionSettings, startupOptions } from "./_postgres.ts";

/** What a program prints about one cell. */
export interface Printed {
  readonly problem?: string;
  /** `parameters` and `options` are those of the server, which are read here. */
  readonly seen?: Omit<Address, "schema"> & {
    readonly parameters?: Readonly<Record<string, string>>;
    readonly options?: string;
  };
  readonly settings?: Settings;
}

/** Makes a reading of what a program printed. */
export function readingOf({ problem, seen, settings }: Printed): Reading {
  if (problem !== undefined) return { problem };
  if (seen === undefined) return settings === undefined ? {} : { settings };
  const { parameters: sent, options, ...address } = seen;
  const parameters: Record<string, string> = { ...(options ? startupOptions(options) : {}), ...sent };
  const { application_name: applicationName, search_path: path } = parameters;
  return {
    seen: {
      ...(applicationName !== undefined && { applicationName }),
      ...(path !== undefined && { schema: schemasOf(path) }),
      ...address,
    },
    settings: { ...settings, ...sessionSettings(parameters) },
  };
}

/** The readings of cells, of a program that prints a line of JSON for each. */
export function readingsOf(cells: readonly Cell[], printed: string): ReadonlyMap<Cell, Reading> {
  const lines = printed.trimEnd().split("\n");
  return new Map(
    cells.map((cell, at): [Cell, Reading] => {
      try {
        return [cell, readingOf(JSON.parse(lines[at] ?? "") as Printed)];
      } catch (error) {
        return [cell, { problem: `${error}: ${lines[at]}` }];
      }
    }),
  );
}

/** What each program is given about a cell. */
export function given({ text, folder, example }: Cell) {
  return { text, folder, env: example.programEnv };
}

/** Runs a program with all that it prints as text. */
export function output(command: string, argv: readonly string[], options: ExecFileSyncOptions = {}): string {
  return execFileSync(command, argv, { maxBuffer: 256 * 1024 * 1024, ...options, encoding: "utf8" }) as string;
}
