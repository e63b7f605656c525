// node-postgres: the options of `new pg.Pool`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PoolConfig } from "pg";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

/** What becomes of every canonical field in node-postgres: its native key, or why it is lost. */
const target = defineTarget({
  id: "node-postgres",
  title: "node-postgres",
  passwordCallback: pgPasswordFunction("password"),
  language: "js",
  package: { name: "pg", range: ">=8.0.3 <9" },
  source: { url: "https://node-postgres.com/apis/pool", version: "8.23.1", checked: "2026-11-21" },
  calls: [{ module: "pg", name: "Pool" }],
  summary: "the options object for `new pg.Pool(options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: pgConnection(""),
  fields: pgPool(""),
  ignoredKeys: pgPoolKnown(""),
});

export default target;

/**
 * Settings for `new pg.Pool(value)`.
 *
 * @returns the options, and what pg cannot do. A certificate file is read when its option is first looked at.
 */
export function toNodePostgres(
  config: Config,
  options?: RenderOptions,
): { value: PoolConfig; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: PoolConfig; deviations: readonly Deviation[] };
}
