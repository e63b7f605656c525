// postgres.js: the options of `postgres(options)`
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library is not installed */
import type { Options } from "postgres";
import {
  POSTGRES_JS_UNDEFINED,
  postgresJs,
  postgresJsAliases,
  postgresJsConnection,
  postgresJsKnown,
  postgresJsUrl,
} from "../drivers/postgres-js.ts";
import { defineTarget } from "../mapping/define.ts";
import type { Deviation, RenderOptions } from "../mapping/encode.ts";
import { passwordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";
import { liveSettings } from "../poolers/in-use.ts";

/** What becomes of every canonical field in postgres.js: its native key, or why it is lost. */
const target = defineTarget({
  id: "postgres-js",
  title: "postgres.js",
  passwordCallback: passwordFunction("password", "https://github.com/porsager/postgres#dynamic-passwords"),
  language: "js",
  package: { name: "postgres", range: ">=3.4 <4" },
  source: { url: "https://github.com/porsager/postgres#connection-details", version: "3.4.9", checked: "2026-11-21" },
  calls: [{ module: "postgres", name: "default", url: true }],
  summary: "the options object for `postgres(options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: postgresJsUrl,
  connection: postgresJsConnection(""),
  fields: postgresJs(""),
  aliases: postgresJsAliases(""),
  undefinedIs: POSTGRES_JS_UNDEFINED,
  ignoredKeys: postgresJsKnown(""),
  prepared: { off: "prepare: false", parameter: ["prepare", "false"], set: ["prepare", false] },
});

export default target;

/**
 * Settings for `postgres(value)`. The parts of a connection URL are among them.
 *
 * @returns the options, and what postgres.js cannot do. A certificate file is read when its option is first looked at.
 */
export function toPostgresJs(
  config: Config,
  options?: RenderOptions,
): { value: Options<Record<never, never>>; deviations: readonly Deviation[] } {
  return liveSettings(target, config, options) as ReturnType<typeof toPostgresJs>;
}
