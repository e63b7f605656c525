// what psycopg 3 takes, which are the parameters of libpq, under any prefix

import { type Codec, seconds, text } from "../codecs/units.ts";
import { ENDLESS_S, PSYCOPG_CONNECT_MS, psycopgSeconds } from "../codecs/url-text.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { libpqLimits } from "../mapping/authentication-limits.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported, wrongType } from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { startupSearchPath, startupTimeout } from "../mapping/startup-options.ts";
import { defineUrlParameters } from "../mapping/url-parameters.ts";
import { SSL_MODES } from "../model/connection.ts";

/** Everything of psycopg that is no pool's. */
export function psycopgClient(prefix: string) {
  const key = (name: string) => `${prefix}${name}`;
  const startup = key("options");
  return {
    "connection.schema": startupSearchPath(startup),
    "connection.applicationName": field(key("application_name"), text()),
    "connection.ssl.mode": sslMode(key("sslmode")),
    "connection.ssl.ca": field(key("sslrootcert"), text(), { whenSet: true }),
    "connection.ssl.cert": field(key("sslcert"), text(), { whenSet: true }),
    "connection.ssl.key": field(key("sslkey"), text(), {
      whenSet: true,
      note: "libpq refuses a file that others may read",
    }),
    "connection.ssl.serverName": unsupported("libpq checks the certificate for the host that it connects to", {
      workaround: "write that name as host, and the address as hostaddr",
    }),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.connectTimeout": connectTimeout(key("connect_timeout")),
    "pool.keepAlive": keepAlive(key("keepalives"), key("keepalives_idle")),
    "session.statementTimeout": startupTimeout(startup, "statement_timeout"),
    "session.lockTimeout": startupTimeout(startup, "lock_timeout"),
    "session.idleInTransactionTimeout": startupTimeout(startup, "idle_in_transaction_session_timeout"),
    "session.transactionTimeout": startupTimeout(startup, "transaction_timeout", {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": unsupported("the client has no timeout for queries", {
      libraryDefault: null,
      workaround: "session.statementTimeout, which the server enforces",
    }),
    "observe.leakThreshold": unsupported("a connection that is not returned is not noticed", { libraryDefault: null }),
    "pool.healthCheckInterval": unsupported("nothing looks after idle connections in the background", {
      libraryDefault: null,
    }),
  } satisfies Partial<Fields>;
}

/** What libpq and psycopg read besides. */
export function psycopgKnown(prefix: string): string[] {
  const own = ["autocommit", "context", "cursor_factory", "prepare_threshold", "row_factory"];
  return [...own, ...LIBPQ.keys()].map((name) => `${prefix}${name}`);
}

/** Where psycopg has the parts of a connection; what stands under keys goes before the same in its URL. */
export function psycopgConnection(prefix: string): OptionsLayout {
  const key = (name: string) => `${prefix}${name}`;
  return {
    layout: "options",
    prefix,
    host: key("host"),
    port: key("port"),
    user: key("user"),
    password: key("password"),
    database: key("dbname"),
    startup: key("options"),
    hosts: "several",
    limits: libpqLimits(prefix),
    servers: libpqServers,
    urlHolds: () => true,
    readsInQuery: ["host", "port", "user", "password", "dbname"],
    urlOverrides: "libpq refuses a URL with parameters that it does not know",
    overridden: {},
    sslModes: Object.fromEntries(SSL_MODES.map((mode) => [mode, mode])),
  };
}

/** Several hosts as libpq has them: one text, and one with as many ports. */
const libpqServers: NonNullable<OptionsLayout["servers"]> = (hosts) => {
  if (hosts.length < 2) return undefined;
  const port = hosts.map(({ port: one }) => one ?? "").join(",");
  return { host: hosts.map(({ host }) => host ?? "").join(","), ...(/\d/.test(port) && { port }) };
};

/** Seconds of a pool in Python, fractions of them too; `zero` is what comes of a time that is none. */
export function pythonSeconds(zero: string): Codec {
  const unit = seconds({ fractions: true, max: ENDLESS_S, off: ENDLESS_S, beyond: "refused", text: true });
  return {
    ...unit,
    decode(native) {
      if (native === null) return { error: "is None: the pool counts with it, and fails" };
      const decoded = unit.decode(native);
      const least = "error" in decoded ? Number(native) <= 0 : decoded.value === 0;
      return least ? { error: `is ${String(native)}: ${zero}` } : decoded;
    },
  };
}

/** How psycopg is told how long to connect. */
export function connectTimeout(key: string): Mapping {
  return field(key, psycopgSeconds(), {
    libraryDefault: PSYCOPG_CONNECT_MS,
    note: "whole seconds, 2 at least, for each address of a host; at 0 or less psycopg waits 130 s, so off is 68 years",
  });
}

function keepAlive(on: string, idle: string): Mapping {
  const unit = seconds({ min: 1, text: true, beyond: "kept" });
  return custom(
    [on, idle],
    { doc: "s", off: 0 },
    { libraryDefault: 7_200_000, note: "in whole seconds, rounded up" },
    {
      write(value, context) {
        if (value === null) return { set: { [on]: 0 } };
        const { set, ...rest } = field(idle, unit).write(value, context);
        return { set: { [on]: 1, ...set }, ...rest };
      },
      read(native) {
        if (String(native.get(on) ?? "1") === "0") return { value: null };
        if (!native.has(idle) || String(native.get(idle)) === "0") return undefined;
        return decode(unit, idle, native.get(idle));
      },
    },
  );
}

function sslMode(key: string): Mapping {
  const unit = text();
  return custom(
    [key],
    unit,
    { whenSet: true, libraryDefault: { words: "PGSSLMODE, else prefer" } },
    {
      write: field(key, unit).write,
      read(native) {
        const word = native.get(key);
        if (word === undefined) return undefined;
        if (!(SSL_MODES as readonly unknown[]).includes(word))
          return { issues: [{ ...wrongType(key, "is no mode of libpq"), legal: SSL_MODES.join(", ") }] };
        return { value: word };
      },
    },
  );
}

/** psycopg 3 keeps the connect timeout itself, and passes the rest to libpq. */
export const psycopgUrl = defineUrlParameters({
  id: "psycopg",
  title: "psycopg",
  source: {
    url: "https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect",
    version: "3.3.9",
    checked: "2026-11-21",
  },
  fields: { "pool.connectTimeout": connectTimeout("connect_timeout") },
  others: {},
  unknown: "refused",
  libpq: true,
});

/** The schemes that dj-database-url and django-environ take for PostgreSQL; the parameters are `OPTIONS`, which psycopg gets. */
export const djangoUrl = defineUrlParameters({
  ...psycopgUrl,
  id: "django",
  title: "Django",
  variantOf: "psycopg",
  source: {
    url: "https://github.com/jazzband/dj-database-url#url-schema",
    version: "dj-database-url 3.1, django-environ 0.13",
    checked: "2026-11-30",
  },
  prefixes: ["psql:", "pgsql:", "postgis:"],
});
