// poolcfg's own pool: settings as a config file has them, so nothing is lost

import type { Codec } from "../codecs/units.ts";
import { canonicalUrl } from "../drivers/canonical.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import type { Limits } from "../mapping/authentication-limits.ts";
import { defineTarget, type Fields, field, type Mapping, unsupported } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { isExtra } from "../mapping/parameters.ts";
import { readsOwn } from "../mapping/url-parameters.ts";
import { SSL_MODES } from "../model/connection.ts";
import { formatDuration, MAX_TIMER_MS } from "../model/duration.ts";
import type { Field } from "../model/field.ts";
import type { ConfigInput } from "../model/input.ts";
import { type Config, FIELDS, type Path } from "../model/model.ts";
import { isTargetPath, isTime, LIMITS } from "../model/paths.ts";

/** What becomes of every canonical field in the pool of `poolcfg/runtime`. */
const target = defineTarget({
  id: "runtime",
  title: "poolcfg/runtime",
  passwordCallback: {
    how: "`createPool(config, { client: { password } })` takes a function, which is called for each new connection",
    source: "https://node-postgres.com/features/connecting",
  },
  language: "js",
  package: { name: "poolcfg", range: "*" },
  source: {
    url: "https://node-postgres.com/apis/pool",
    version: "0.1.0",
    checked: "2026-11-21",
  },
  wraps: "pg",
  summary: "the settings for `createPool(settings)`, which are those of a config file",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  // it reads all of libpq's parameters, and connects with pg, which has few of them
  urlParameters: {
    ...canonicalUrl,
    withoutEffect: [...LIBPQ.keys()].filter((name) => isExtra(name) && !readsOwn(pgUrl, name)),
  },
  connection: {
    layout: "options",
    prefix: "connection.",
    url: "connection.url",
    host: "connection.host",
    port: "connection.port",
    user: "connection.user",
    password: "connection.password",
    database: "connection.database",
    startup: "connection.options",
    startupAdds: true,
    hosts: "one",
    limits: Object.fromEntries(LIMITS.map((path) => [path, same(path, FIELDS.get(path)!)])) as Limits,
    urlHolds: () => true,
    readsInQuery: ["host", "port", "user", "password", "dbname"],
    sslModes: Object.fromEntries(SSL_MODES.map((mode) => [mode, mode])),
    overridden: {},
  },
  fields: {
    ...(Object.fromEntries(
      [...FIELDS].filter(([path]) => isKept(path)).map(([path, field]) => [path, same(path, field)]),
    ) as { [P in keyof Fields]-?: Mapping }),
    "connection.replicas": unsupported("a pool has one server", {
      workaround: "give the config to createPools, which makes a pool for each",
    }),
  },
  ignoredKeys: [],
});

export default target;

/**
 * Settings for `createPool(value)` of `poolcfg/runtime`, which takes a loaded config as well.
 *
 * @returns the settings as a file has them, times as text; and what one pool cannot do.
 */
export function toRuntime(
  config: Config,
  options?: RenderOptions,
): { value: ConfigInput; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: ConfigInput; deviations: readonly Deviation[] };
}

// what is before the server decides how the settings of a session are said
function isKept(path: Path): boolean {
  return isTargetPath(path) || path.startsWith("pooler.");
}

function same(path: Path, own: Field): Mapping {
  // without a limit of its own, a session has the server's
  return field(path, asInFiles(own, path.startsWith("session.")), {
    whenSet: own.facts.inherit === true || path.startsWith("pooler."),
  });
}

function asInFiles({ legal, off, kind, schema }: Field, ofServer: boolean): Codec {
  return {
    doc: legal,
    ...(off && { off: "off" }),
    encode(value) {
      if (value === null) return { native: "off" };
      if (!isTime(kind) || typeof value !== "number") return { native: value };
      // the server's own limit is that of a timer of Node
      if (ofServer && value > MAX_TIMER_MS) return { error: `must be at most ${formatDuration(MAX_TIMER_MS)}` };
      return { native: formatDuration(value) };
    },
    decode(native) {
      const result = schema["~standard"].validate(native) as { value?: unknown; issues?: readonly unknown[] };
      if (result.issues !== undefined) return { error: `is not ${legal}` };
      return { value: result.value as string | number | boolean | null };
    },
  };
}
