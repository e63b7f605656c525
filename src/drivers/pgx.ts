// what pgx reads from a connection string, which every pool of Go here connects with

import { goTime, YEAR_MS } from "../codecs/go.ts";
import { seconds, text } from "../codecs/units.ts";
import { integer, word } from "../codecs/url-text.ts";
import { SESSION_ATTRIBUTES } from "../dsn/_libpq.ts";
import { pgxLimits } from "../mapping/authentication-limits.ts";
import { custom, type Fields, field, type Mapping, type Target, unsupported } from "../mapping/define.ts";
import { inheritedMillis, searchPathSetting } from "../mapping/guc.ts";
import type { UrlLayout } from "../mapping/layout.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SSL_MODES } from "../model/connection.ts";

/** Where a program finds the connection string, and what has to stand in it. */
export const PGX_CONNECTION = {
  layout: "url",
  variable: "DATABASE_URL",
  startup: "options",
  hosts: "several",
  limits: pgxLimits(""),
  defaultHost: "",
  inUrl: ["sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "require_auth", "default_query_exec_mode"],
  strict: true,
} as const satisfies UrlLayout;

/** The fields of the connection and the session; `prefix` is what stands before the name of a parameter. */
export function pgxFields(prefix: string) {
  const key = (name: string) => `${prefix}${name}`;
  const limit = (name: string, note = SENT) => inheritedMillis(key(name), { off: 0, note });
  return {
    "connection.schema": searchPathSetting(key("search_path")),
    "connection.applicationName": field(key("application_name"), text()),
    "connection.ssl.mode": field(key("sslmode"), text(), {
      whenSet: true,
      libraryDefault: "prefer",
      note: "libpq's six modes; lib/pq up to 1.12.3 uses require if none is set",
    }),
    "connection.ssl.ca": field(key("sslrootcert"), text(), {
      whenSet: true,
      note: 'a file, or "system", which makes verify-full of every mode',
    }),
    "connection.ssl.cert": field(key("sslcert"), text(), { whenSet: true }),
    "connection.ssl.key": field(key("sslkey"), text(), { whenSet: true }),
    "connection.ssl.serverName": unsupported("it verifies the name of the host", {
      workaround: "set ServerName of the TLSConfig of the parsed config",
    }),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.maxWaiting": unsupported("the queue has no bound", { libraryDefault: null }),
    "pool.acquireTimeout": unsupported("a caller waits for as long as its context lets it", {
      libraryDefault: { words: "the context of each caller" },
      workaround: "give each call a context.WithTimeout",
    }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("it pings a connection that was idle for more than a second, always", {
      libraryDefault: 1_000,
      workaround: "ShouldPing of a pgxpool.Config, or stdlib.OptionShouldPing",
    }),
    "pool.keepAlive": unsupported("its connections have the keep-alive of Go, with a first probe after 15 s", {
      libraryDefault: 15_000,
      workaround: "set DialFunc of the parsed config to the DialContext of a net.Dialer with KeepAlive",
    }),
    "session.statementTimeout": limit("statement_timeout"),
    "session.lockTimeout": limit("lock_timeout"),
    "session.idleInTransactionTimeout": limit("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": limit("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
    "session.queryTimeout": unsupported("the client gives up when its context ends", {
      libraryDefault: null,
      workaround: "give each query a context.WithTimeout",
    }),
    "observe.leakThreshold": unsupported("a connection that is not returned is not noticed", { libraryDefault: null }),
  } satisfies Partial<Fields>;
}

const SENT = "sent as a setting of its own when it connects";

/**
 * Maps the time to connect: whole seconds in the connection string, a time.Duration in code.
 *
 * @param off what stands for off, in seconds; the time that `none`, which is 0, has in truth.
 */
export function connectTimeout(
  prefix: string,
  { off, none }: { off: number; none: number | null },
  note: string,
): Mapping {
  const key = `${prefix}connect_timeout`;
  const unit = seconds({ min: 1, off, text: true, beyond: "kept" });
  const written = field(key, unit);
  return custom(
    [key, FIELD],
    unit,
    { libraryDefault: none, note },
    {
      write(value, context) {
        if (context.mode !== "code") return written.write(value, context);
        return { set: { [key]: goTime(typeof value === "number" ? value : off * 1_000) } };
      },
      read(native) {
        const field = native.get(FIELD);
        const ms = typeof field === "number" ? field / 1e6 : undefined;
        if (ms === undefined) return isZero(native.get(key)) ? { value: none } : written.read(native);
        return { value: ms === 0 ? none : ms >= YEAR_MS ? null : ms };
      },
    },
  );
}

// of the parsed config, which a program sets
const FIELD = "ConnectTimeout";

function isZero(value: unknown): boolean {
  return value === 0 || (typeof value === "string" && /^0+$/.test(value));
}

/** The modes of pgx that use no named statement: https://pkg.go.dev/github.com/jackc/pgx/v5#QueryExecMode; `prefix` as above. */
export function pgxPrepared(prefix: string) {
  return {
    off: "default_query_exec_mode=exec",
    parameter: ["default_query_exec_mode", "exec", "simple_protocol", "cache_describe"],
    set: [`${prefix}default_query_exec_mode`, "exec"],
  } satisfies Target["prepared"];
}

const PROTOCOL = word(["3.0", "3.2", "latest"]);

/** Parameters of pgx that carry no setting, with the values that `pgconn.ParseConfig` and `pgx.ParseConfig` accept. */
const PGX_OTHERS = {
  // fields of the startup packet, and no settings of the server
  ...anyText("options", "replication"),
  default_query_exec_mode: word(["cache_statement", "cache_describe", "describe_exec", "exec", "simple_protocol"]),
  description_cache_capacity: integer(),
  max_protocol_version: PROTOCOL,
  min_protocol_version: PROTOCOL,
  sslmode: word(SSL_MODES),
  sslnegotiation: word(["postgres", "direct"]),
  statement_cache_capacity: integer(),
  target_session_attrs: word(SESSION_ATTRIBUTES),
  ...anyText("channel_binding"),
  ...anyText("krbspn", "krbsrvname", "min_read_buffer_size"),
  ...anyText("passfile", "require_auth", "service", "servicefile", "sslcert", "sslcertmode", "sslinline"),
  ...anyText("sslkey", "sslpassword", "sslrootcert", "sslsni"),
};

/** pgx without a pool of its own: database/sql takes no settings of the pool from the connection string. */
export const pgxUrl = defineUrlParameters({
  id: "pgx",
  title: "pgx",
  source: {
    url: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgconn#ParseConfig",
    version: "5.12",
    checked: "2026-11-21",
  },
  fields: {
    // a negative time is refused, where libpq takes it for off
    "pool.connectTimeout": { ...connectTimeout("", { off: 0, none: null }, ""), keys: ["connect_timeout"] },
  },
  others: PGX_OTHERS,
  unknown: "sent to the server",
  keywords: true,
  partNames: { database: "dbname" },
  firstCounts: true,
  strictUserInfo: true,
  advice: { ssl: "pgx has no ssl: write sslmode=require, or verify-full." },
});
