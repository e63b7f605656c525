// SQLAlchemy: the arguments of `create_engine`, or the keys of `engine_from_config` in an INI file
import { NOT_IN_LIBRARY_POOLS } from "../drivers/pg/pg.ts";
import { psycopgClient, psycopgKnown } from "../drivers/psycopg.ts";
import { libpqLimits } from "../mapping/authentication-limits.ts";
import { type Check, defineTarget } from "../mapping/define.ts";
import {
  connectArguments,
  DRIVER,
  ENGINE_URL,
  isTrueAllTheSame,
  queuePool,
  sqlalchemyUrl,
} from "../pools/queue-pool.ts";

const URL = "url";

/** What becomes of every canonical field in SQLAlchemy: its native key, or why it is lost. */
const target = defineTarget({
  id: "sqlalchemy",
  title: "SQLAlchemy",
  passwordCallback: {
    how: "the event `do_connect` is called with the arguments of each new connection, and may set `cparams['password']`",
    source: "https://docs.sqlalchemy.org/en/20/core/engines.html#generating-dynamic-authentication-tokens",
  },
  language: "python",
  package: { name: "SQLAlchemy", range: ">=2.0 <2.2" },
  source: {
    url: "https://docs.sqlalchemy.org/en/21/core/engines.html#sqlalchemy.create_engine",
    version: "2.1.9",
    checked: "2026-11-21",
  },
  summary:
    "the arguments of `create_engine(…)`, or the keys of `engine_from_config`; `connect_args` are those of psycopg, and asyncpg has others",
  evidence: "measured",
  forms: ["code", "ini"],
  urlParameters: sqlalchemyUrl,
  connection: {
    layout: "url",
    key: URL,
    writes: DRIVER,
    several: "query",
    variable: "DATABASE_URL",
    startup: "options",
    hosts: "several",
    limits: libpqLimits(`${URL}.`),
    defaultHost: "",
    program: ENGINE_URL,
  },
  // else idle connections take turns, and none grows old
  constants: { pool_use_lifo: true },
  fields: { ...NOT_IN_LIBRARY_POOLS, ...psycopgClient(`${URL}.`), ...queuePool() },
  aliases: connectArguments(URL),
  aliasesOverride: true,
  ignoredKeys: [
    ...["connect_args", "creator", "echo", "echo_pool", "execution_options", "future", "hide_parameters", "plugins"],
    ...["insertmanyvalues_page_size", "isolation_level", "json_deserializer", "json_serializer", "label_length"],
    ...["logging_name", "max_identifier_length", "module", "paramstyle", "pool", "pool_events", "pool_logging_name"],
    ...["pool_reset_on_return", "pool_use_lifo", "poolclass", "query_cache_size", "use_insertmanyvalues", URL],
    ...psycopgKnown(`${URL}.`),
  ],
  checks: [
    ...["pool_pre_ping", "pool_use_lifo"].map(
      (key): Check => ({
        key,
        when: isTrueAllTheSame,
        rule: "wrong-type",
        severity: "error",
        message: `${key} is a text, and any text is true there: engine_from_config leaves it as it is`,
        legal: "true; not there for false",
        help: "Leave the key out.",
      }),
    ),
    {
      key: "poolclass",
      when: (value) => typeof value === "string" && value.includes("NullPool"),
      rule: "setting-lost",
      severity: "info",
      message: "poolclass is NullPool: every use opens its own connection, and no pool setting applies",
      help: "Remove it for a pool.",
    },
  ],
  keyCase: {
    dotted: true,
    // configparser puts other values in after a percent sign
    written: (text) => text.replaceAll("%", "%%"),
    plain: (text, above) => (above.includes("sqlalchemy") ? text.replaceAll("%%", "%") : text),
  },
  under: { ini: "alembic.sqlalchemy" },
  files: ["alembic.ini"],
  program: {
    detectBy: "create_engine",
    opens: ["create_engine", "create_async_engine"],
    tables: ["SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_ENGINE_OPTIONS"],
    keys: {
      SQLALCHEMY_DATABASE_URI: URL,
      SQLALCHEMY_ENGINE_OPTIONS: "",
      ...Object.fromEntries(
        [
          ...["pool_size", "max_overflow", "pool_timeout", "pool_recycle", "pool_pre_ping", "pool_use_lifo"],
          ...["pool_reset_on_return", "poolclass", "connect_args"],
        ].map((name) => [name, name]),
      ),
    },
  },
});

export default target;
