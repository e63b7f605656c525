// what decides whether a table is right: a library, or what was measured of one; never our own reader
import type { Dialect } from "../../src/dialects/_define.ts";
import type { Path } from "../../src/schema/model.ts";
import type { Target } from "../../src/targets/_define.ts";

/** One judge. It looks at the tables as they are in memory at the time. */
export interface Judge {
  readonly id: string;
  /** What it finds wrong with one entry of a target; empty if it is right, or if this judge cannot see it. */
  target?(target: Target, path: Path): Promise<readonly string[]> | readonly string[];
  /** The same of the parameters of a dialect that carry the setting at a path. */
  dialect?(dialect: Dialect, path: Path): Promise<readonly string[]> | readonly string[];
}
