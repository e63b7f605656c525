// kysely: the options of the pg.Pool that its PostgresDialect is given
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PoolConfig } from "pg";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

/** What becomes of every canonical field in Kysely: its native key, or why it is lost. */
const target = defineTarget({
  id: "kysely",
  title: "Kysely",
  passwordCallback: pgPasswordFunction("password"),
  language: "js",
  package: { name: "kysely", range: ">=0.27 <1" },
  source: {
    url: "https://kysely.dev/docs/getting-started?dialect=postgresql",
    version: "0.29.6",
    checked: "2026-11-21",
  },
  wraps: "pg",
  summary: "the options object for the `new pg.Pool(options)` that `PostgresDialect` is given as `pool`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: pgConnection(""),
  fields: pgPool(""),
  ignoredKeys: pgPoolKnown(""),
});

export default target;

/**
 * Settings for `new PostgresDialect({ pool: new pg.Pool(value) })`. The dialect takes a pool, never the options of one.
 *
 * @returns the options, and what pg cannot do. A certificate file is read when its option is first looked at.
 */
export function toKysely(
  config: Config,
  options?: RenderOptions,
): { value: PoolConfig; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: PoolConfig; deviations: readonly Deviation[] };
}
