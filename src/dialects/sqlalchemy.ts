// SQLAlchemy's URL, whose parameters are arguments of the driver: those of libpq, for psycopg

import { psycopgSeconds } from "../codecs/url-text.ts";
import { defineDialect } from "./_define.ts";

/** Sizes and times of the pool are arguments of `create_engine`, and refused in the URL. */
export default defineDialect({
  id: "sqlalchemy",
  title: "SQLAlchemy",
  source: {
    url: "https://docs.sqlalchemy.org/en/21/core/engines.html#database-urls",
    version: "2.1.9",
    checked: "2026-11-21",
  },
  params: { connect_timeout: { path: "pool.connectTimeout", unit: psycopgSeconds() } },
  // asyncpg's own among them
  known: ["prepared_statement_cache_size", "prepared_statement_name_func", "ssl", "sslmode"],
  unknown: "refused",
  marks: ["prepared_statement_cache_size", "prepared_statement_name_func"],
  libpq: true,
  form: true,
  prefixes: ["postgresql+psycopg:", "postgresql+psycopg2:", "postgresql+asyncpg:"],
});
