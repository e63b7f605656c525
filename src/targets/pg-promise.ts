// pg-promise: the connection details that it makes its pool of
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type pgPromise from "pg-promise";
import { type ClientClass, pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

const CLIENT: ClientClass = {
  name: "pgp.pg.Client",
  options: "Exclude<Parameters<typeof pgp>[0], string>",
  imports: [],
};

/** What becomes of every canonical field in pg-promise: its native key, or why it is lost. */
const target = defineTarget({
  id: "pg-promise",
  title: "pg-promise",
  passwordCallback: pgPasswordFunction("password"),
  language: "js",
  package: { name: "pg-promise", range: ">=12 <13" },
  source: {
    url: "https://github.com/vitaly-t/pg-promise/wiki/Connection-Syntax",
    version: "12.7.1",
    checked: "2026-11-21",
  },
  wraps: "pg",
  summary: "the connection details for `pgp(cn)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  connection: pgConnection(""),
  fields: pgPool("", CLIENT),
  ignoredKeys: pgPoolKnown(""),
});

export default target;

/** What `pgp` takes besides a connection string. */
export type ConnectionDetails = Exclude<Parameters<ReturnType<typeof pgPromise>>[0], string>;

/**
 * Settings for `pgp(value)`, where `pgp` is the library once initialised.
 *
 * @returns the connection details, and what pg cannot do. A certificate file is read when its option is first looked at.
 */
export function toPgPromise(
  config: Config,
  options?: RenderOptions,
): { value: ConnectionDetails; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: ConnectionDetails; deviations: readonly Deviation[] };
}
