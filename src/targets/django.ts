// Django: an entry of DATABASES, with the pool of psycopg among its options
import { psycopgClient, psycopgConnection, psycopgKnown, psycopgUrl } from "../drivers/psycopg.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { scanDsn } from "../dsn/parse.ts";
import { Open } from "../languages/_open.ts";
import { defineTarget } from "../mapping/define.ts";
import { djangoPool, testedBySetting } from "../pools/django.ts";
import { psycopgPoolKnown } from "../pools/psycopg-pool.ts";

const POOL = "OPTIONS.pool";

/** What becomes of every canonical field in Django: its native key, or why it is lost. */
const target = defineTarget({
  id: "django",
  title: "Django",
  language: "python",
  package: { name: "Django", range: ">=5.1 <7" },
  source: {
    url: "https://docs.djangoproject.com/en/5.2/ref/databases/#connection-pool",
    version: "5.2.19",
    checked: "2026-11-21",
  },
  wraps: "psycopg_pool",
  summary: "an entry of `DATABASES`, with a pool for each process",
  evidence: "measured",
  forms: ["code", "json"],
  urlParameters: psycopgUrl,
  connection: {
    ...psycopgConnection("OPTIONS."),
    host: "HOST",
    port: "PORT",
    user: "USER",
    password: "PASSWORD",
    database: "NAME",
    wants: ["database"],
    // it has no URL; packages that read one take it apart
    urlHolds: () => false,
    option: (name, value) => (LIBPQ.has(name) && !UNREAD.includes(name) ? { key: `OPTIONS.${name}`, value } : null),
  },
  // with a pool it takes no other age
  constants: { ENGINE: "django.db.backends.postgresql", CONN_MAX_AGE: 0 },
  fields: {
    ...psycopgClient("OPTIONS."),
    ...djangoPool(POOL, "OPTIONS.connect_timeout"),
    "pool.testOnAcquire": testedBySetting("CONN_HEALTH_CHECKS"),
  },
  ignoredKeys: [
    ...["ATOMIC_REQUESTS", "AUTOCOMMIT", "CONN_MAX_AGE", "DISABLE_SERVER_SIDE_CURSORS", "ENGINE", "TEST", "TIME_ZONE"],
    ...["OPTIONS.assume_role", "OPTIONS.isolation_level", "OPTIONS.server_side_binding"],
    ...psycopgKnown("OPTIONS."),
    ...psycopgPoolKnown(`${POOL}.`),
  ],
  checks: [
    {
      key: POOL,
      when: (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0,
      rule: "empty-value",
      severity: "warning",
      message: `${POOL} is an empty table, which Django takes for no pool`,
      help: "Write True for a pool with the defaults of psycopg_pool, or state its sizes.",
    },
  ],
  system: { keys: ["ENGINE"], postgresql: ["django.db.backends.postgresql", "django.contrib.gis.db.backends.postgis"] },
  files: ["settings.py"],
  program: {
    detectBy: "django.db.backends.postgresql",
    tables: ["DATABASES"],
    keys: { DATABASES: "" },
    makes: {
      "dj_database_url.config": fromVariable,
      "dj_database_url.parse": fromVariable,
      "env.db": fromVariable,
      "env.db_url": fromVariable,
    },
  },
});

export default target;

/** What packages that take a URL of the environment apart make of it. */
function fromVariable(args: Readonly<Record<string, unknown>>): object {
  const variable = typeof args.env === "string" ? args.env : "DATABASE_URL";
  const isOurs = typeof args.default === "string" && /^postgres(?:ql)?:/.test(args.default);
  const { dsn } = scanDsn(isOurs ? String(args.default) : "postgresql://", {});
  const [first] = dsn.hosts;
  const part = (fallback: unknown) => new Open(variable, variable, isOurs ? fallback : undefined);
  const isStated = (value: unknown) => value !== undefined;
  return {
    // without a default of another database, the variable is taken to name PostgreSQL
    ENGINE: args.default === undefined || isOurs ? "django.db.backends.postgresql" : new Open(variable, variable),
    HOST: part(first?.host),
    ...(first?.port !== undefined && { PORT: part(first.port) }),
    USER: part(dsn.user),
    PASSWORD: part(dsn.password),
    NAME: part(dsn.database),
    ...(isStated(args.conn_max_age) && { CONN_MAX_AGE: args.conn_max_age }),
    ...(isStated(args.conn_health_checks) && { CONN_HEALTH_CHECKS: args.conn_health_checks }),
    ...(args.ssl_require === true && { OPTIONS: { sslmode: "require" } }),
  };
}

// it sets these itself
const UNREAD = ["client_encoding"];
