/// <reference types="bun-types" />
// what is rendered for Bun is what Bun takes: checked by tsc, never run
import { SQL } from "bun";
import type { Config } from "../../src/model/model.ts";
import { toBunSql } from "../../src/targets/bun-sql.ts";

export function use(config: Config): SQL {
  return new SQL(toBunSql(config).value);
}

// @ts-expect-error a target does not return just anything
export const wrong: (config: Config) => number = (config) => toBunSql(config).value;
