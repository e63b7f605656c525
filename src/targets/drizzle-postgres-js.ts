// Drizzle over postgres.js: the argument of `drizzle(config)`
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

/** What becomes of every canonical field in Drizzle over postgres.js: its native key, or why it is lost. */
const target = defineTarget({
  id: "drizzle-postgres-js",
  title: "Drizzle (postgres.js)",
  passwordCallback: passwordFunction("connection.password", "https://github.com/porsager/postgres#dynamic-passwords"),
  language: "js",
  package: { name: "drizzle-orm", range: ">=0.36 <1" },
  wraps: "postgres",
  source: {
    url: "https://orm.drizzle.team/docs/get-started-postgresql#postgresjs",
    version: "0.45.4",
    checked: "2026-11-21",
  },
  calls: [{ module: "drizzle-orm/postgres-js", name: "drizzle", url: true, needs: "connection" }],
  summary: "the argument of `drizzle(config)` from `drizzle-orm/postgres-js`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: postgresJsUrl,
  // Drizzle takes the URL out of the options, and gives it to postgres.js before them
  connection: { ...postgresJsConnection("connection."), url: "connection.url" },
  fields: postgresJs("connection."),
  aliases: postgresJsAliases("connection."),
  prepared: { off: "prepare: false", parameter: ["prepare", "false"], set: ["connection.prepare", false] },
  undefinedIs: POSTGRES_JS_UNDEFINED,
  ignoredKeys: [...["cache", "casing", "client", "logger", "schema"], ...postgresJsKnown("connection.")],
});

export default target;

/** The part of the argument of `drizzle(config)` that says where to connect. */
export interface DrizzlePostgresJsConfig {
  connection: Options<Record<never, never>> & { url?: string };
}

/**
 * Settings for `drizzle(value)` from `drizzle-orm/postgres-js`; more of its settings go beside them.
 *
 * @returns the config, and what postgres.js cannot do. A certificate file is read when its option is first looked at.
 */
export function toDrizzlePostgresJs(
  config: Config,
  options?: RenderOptions,
): { value: DrizzlePostgresJsConfig; deviations: readonly Deviation[] } {
  return liveSettings(target, config, options) as ReturnType<typeof toDrizzlePostgresJs>;
}
