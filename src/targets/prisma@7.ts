// Prisma 7: the arguments of `new PrismaPg`, which hands them to node-postgres
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PrismaPg } from "@prisma/adapter-pg";
// biome-ignore lint/suspicious/noTsIgnore: it is for the declarations, where an error may not be expected
/** @ts-ignore the type is any where the library or its types are not installed */
import type { PoolConfig } from "pg";
import { acquireTimeout, schema } from "../drivers/pg/adapter-pg.ts";
import { pgConnection, pgPool, pgPoolKnown } from "../drivers/pg/pg.ts";
import { pgUrl } from "../drivers/pg/url.ts";
import { defineTarget } from "../mapping/define.ts";
import { type Deviation, type RenderOptions, settingsFor } from "../mapping/encode.ts";
import { pgPasswordFunction } from "../mapping/password.ts";
import type { Config } from "../model/model.ts";

// as in new PrismaPg({ pool })
const POOL_AROUND = ["pool", "config.pool"];

/** What becomes of every canonical field in Prisma 7: its native key, or why it is lost. */
const target = defineTarget({
  id: "prisma@7",
  title: "Prisma 7",
  passwordCallback: pgPasswordFunction("config.password"),
  language: "js",
  package: { name: "@prisma/adapter-pg", range: ">=7 <8" },
  source: {
    url: "https://www.prisma.io/docs/orm/overview/databases/postgresql",
    version: "7.10.1",
    checked: "2026-11-21",
  },
  wraps: "pg",
  calls: [{ module: "@prisma/adapter-pg", name: "PrismaPg", keys: ["config", "options"] }],
  summary: "`config` and `options`, for `new PrismaPg(config, options)`",
  evidence: "measured",
  forms: ["json", "code", "ts"],
  urlParameters: pgUrl,
  files: [
    {
      path: "{prisma.config,.config/prisma}.{ts,mts,cts,js,mjs,cjs}",
      keys: { "datasource.url": "config.connectionString" },
    },
  ],
  connection: pgConnection("config."),
  fields: {
    ...pgPool("config."),
    "connection.schema": schema("options.schema", "config.options"),
    "pool.acquireTimeout": acquireTimeout("config.connectionTimeoutMillis", "transactionOptions.maxWait"),
  },
  constants: { config: {}, options: {} },
  ignoredKeys: [
    ...pgPoolKnown("config."),
    "options.disposeExternalPool",
    "options.onPoolError",
    "options.onConnectionError",
    "options.userDefinedTypeParser",
    "options.statementNameGenerator",
    ...POOL_AROUND,
  ],
  checks: POOL_AROUND.map((key) => ({
    key,
    part: "key",
    when: (value) => value !== undefined,
    rule: "unknown-key",
    severity: "error",
    message:
      "PrismaPg takes a pool or the options of one, and reads no pool inside an object: it opens its own with the defaults of pg",
    help: "Pass its content: new PrismaPg(pool), or new PrismaPg({ max: 10 }).",
  })),
});

export default target;

/** The arguments of `new PrismaPg(config, options)`. */
export interface PrismaPgArguments {
  config: PoolConfig;
  options: NonNullable<ConstructorParameters<typeof PrismaPg>[1]>;
}

/**
 * Settings for `new PrismaPg(value.config, value.options)`.
 *
 * @returns the two arguments, and what pg cannot do. A certificate file is read when its option is first looked at.
 */
export function toPrisma7(
  config: Config,
  options?: RenderOptions,
): { value: PrismaPgArguments; deviations: readonly Deviation[] } {
  return settingsFor(target, config, "live", options) as { value: PrismaPgArguments; deviations: readonly Deviation[] };
}
