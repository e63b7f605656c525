// Neon's serverless driver: the options of its Pool, which speaks PostgreSQL's protocol over a WebSocket
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PoolConfig } from "@neondatabase/serverless";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { NEON_LIMITS } from "../mapping/authentication-limits.ts";
import { defineTarget, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

const pool = pgPool("", { name: "neon.Client", options: "neon.ClientConfig", imports: [] });
// its pg is a part of it
const { since: _, ...min } = pool["pool.min"];

const URL_SSL = "verify-full";

const NO_SSL = "the WebSocket is always encrypted, and `ssl` is ignored";

/** What becomes of every canonical field in Neon's driver: its native key, or why it is lost. */
const target = defineTarget({
  id: "neon",
  title: "Neon",
  passwordCallback: pgPasswordFunction("password"),
  language: "js",
  package: { name: "@neondatabase/serverless", range: ">=1 <2" },
  source: {
    url: "https://github.com/neondatabase/serverless/blob/main/CONFIG.md",
    version: "1.2.0",
    checked: "2026-11-21",
  },
  wraps: "pg",
  calls: [{ module: "@neondatabase/serverless", name: "Pool" }],
  summary: "the options object for `new Pool(options)` of `@neondatabase/serverless`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: {
    ...pgConnection(""),
    limits: NEON_LIMITS,
    sockets: false,
    // whatever it says, the runtime checks the certificate behind the WebSocket
    sslModes: {
      ...{ disable: URL_SSL, "no-verify": URL_SSL, prefer: URL_SSL, require: URL_SSL },
      ...{ "verify-ca": URL_SSL, "verify-full": URL_SSL },
    },
  },
  fields: {
    ...pool,
    "pool.min": min,
    "connection.ssl.mode": unsupported(`${NO_SSL}: the runtime checks its certificate, as verify-full does`, {
      libraryDefault: "verify-full",
    }),
    "connection.ssl.ca": unsupported(`${NO_SSL}: the runtime has its own authorities`),
    "connection.ssl.cert": unsupported(`${NO_SSL}: there is no client certificate`),
    "connection.ssl.key": unsupported(`${NO_SSL}: there is no client certificate`),
    "connection.ssl.serverName": unsupported(NO_SSL),
    "pool.keepAlive": unsupported("a WebSocket has no TCP keep-alive to switch on", { libraryDefault: null }),
  },
  ignoredKeys: [...pgPoolKnown(""), "keepAlive", "keepAliveInitialDelayMillis"],
  checks: [
    {
      key: "keepAlive",
      part: "key",
      when: (value) => value === true,
      rule: "setting-lost",
      severity: "info",
      message: "keepAlive does nothing: the connection is a WebSocket",
      help: "Remove it.",
    },
    {
      key: "ssl",
      part: "key",
      when: (value) => value !== undefined,
      rule: "setting-lost",
      severity: "info",
      message: "ssl does nothing: the WebSocket is encrypted in any case",
      help: "Remove it.",
    },
  ],
});

export default target;

/**
 * Settings for `new Pool(value)` of `@neondatabase/serverless`.
 *
 * @returns the options, and what the driver cannot do.
 */
export function toNeon(
  config: Config,
  options?: RenderOptions,
): { value: PoolConfig; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: PoolConfig; deviations: readonly Deviation[] };
}
