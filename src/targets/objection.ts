// Objection: it has no pool of its own, so it takes the config object of knex
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { Knex } from "knex";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { knexConfig } from "../pools/knex.ts";

/** What becomes of every canonical field in Objection: its native key, or why it is lost. */
const target = defineTarget({
  ...knexConfig("knex"),
  id: "objection",
  title: "Objection",
  passwordCallback: pgPasswordFunction("connection.password"),
  package: { name: "objection", range: ">=3 <4" },
  source: {
    url: "https://vincit.github.io/objection.js/guide/getting-started.html",
    version: "3.1.5",
    checked: "2026-11-21",
  },
  wraps: "knex",
  summary: "the config object for `Model.knex(knex(config))`",
});

export default target;

/**
 * Settings for `Model.knex(knex(value))`.
 *
 * @returns the config, and what knex cannot do. A certificate file is read when its option is first looked at.
 */
export function toObjection(
  config: Config,
  options?: RenderOptions,
): { value: Knex.Config; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: Knex.Config; deviations: readonly Deviation[] };
}
