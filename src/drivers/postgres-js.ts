// what postgres.js reads, under any prefix: the base of every target that hands its options to it

import { jitterMillis } from "../codecs/jitter.ts";
import { Expression } from "../codecs/literal.ts";
import { type Codec, count, seconds, text } from "../codecs/units.ts";
import { word } from "../codecs/url-text.ts";
import { serverTakes } from "../dsn/_server.ts";
import type { Dsn, DsnHost } from "../dsn/parse.ts";
import { quoteJs } from "../languages/_quote.ts";
import { POSTGRES_JS_LIMITS } from "../mapping/authentication-limits.ts";
import { custom, type Fields, field, type Mapping, type Mode, unsupported } from "../mapping/define.ts";
import { inheritedMillis, searchPathSetting } from "../mapping/guc.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { NOT_IN_LIBRARY_POOLS } from "./pg/pg.ts";
import { postgresJsTls } from "./postgres-js-tls.ts";

/** The options of `postgres(options)`. Keys stand under `prefix`, such as `"connection."`. */
export function postgresJs(prefix: string) {
  const key = (name: string) => `${prefix}${name}`;
  const startup = (name: string) => key(`connection.${name}`);
  return {
    ...NOT_IN_LIBRARY_POOLS,
    ...retries(),
    "connection.schema": searchPathSetting(startup("search_path")),
    "connection.applicationName": field(startup("application_name"), text(), {
      libraryDefault: { words: "postgres.js" },
    }),
    ...postgresJsTls(key("ssl")),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.max": field(key("max"), count({ min: 1 }), {
      libraryDefault: 10,
      note: "a text, null or undefined there is one connection",
    }),
    "pool.min": unsupported("connections are opened on demand and no minimum is maintained", { libraryDefault: 0 }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": unsupported("a caller waits for a connection without end", {
      libraryDefault: null,
      workaround: "limit the work itself: session.statementTimeout ends statements that use a connection",
    }),
    "pool.connectTimeout": field(key("connect_timeout"), fractional(), {
      libraryDefault: 30_000,
      note: "the wait before the next attempt after failures, up to 20 s, comes on top (`backoff`)",
    }),
    "pool.idleTimeout": field(key("idle_timeout"), fractional(), { libraryDefault: null }),
    "pool.maxLifetime": maxLifetime(key("max_lifetime")),
    "pool.maxLifetimeJitter": maxLifetimeJitter(key("max_lifetime")),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": unsupported("an idle connection is checked out untested", { libraryDefault: null }),
    "pool.keepAlive": field(key("keep_alive"), falsyOff(seconds({ min: 1, off: 0, beyond: "kept" })), {
      libraryDefault: 60_000,
    }),
    "session.statementTimeout": inheritedMillis(startup("statement_timeout")),
    "session.lockTimeout": inheritedMillis(startup("lock_timeout")),
    "session.idleInTransactionTimeout": inheritedMillis(startup("idle_in_transaction_session_timeout")),
    "session.transactionTimeout": inheritedMillis(startup("transaction_timeout"), {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": unsupported("the client has no timeout for queries", {
      libraryDefault: null,
      workaround: "session.statementTimeout, which the server enforces",
    }),
  } satisfies Partial<Fields>;
}

/** What it makes of `sslmode`. */
const MODES = {
  disable: "disable",
  allow: "require",
  prefer: "prefer",
  require: "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
} as const;

/** Where postgres.js has the parts of a connection. */
export function postgresJsConnection(prefix: string): OptionsLayout {
  const key = (name: string) => `${prefix}${name}`;
  return {
    layout: "options",
    prefix,
    host: key("host"),
    port: key("port"),
    user: key("user"),
    password: key("password"),
    database: key("database"),
    startup: key("connection.options"),
    socketFile: key("path"),
    hosts: "several",
    limits: POSTGRES_JS_LIMITS,
    servers,
    urlOverrides: "postgres.js sends what it does not know to the server, and lets the URL win over `connection`",
    urlHolds,
    sslModes: MODES,
    overridden: {},
    option: (name, value) => {
      if (serverTakes(name)) return { key: key(`connection.${name}`), value };
      return Object.hasOwn(postgresJsUrl.others, name) ? { key: key(name), value: optionValue(value) } : null;
    },
  };
}

/** Further names of its options. */
export function postgresJsAliases(prefix: string): Record<string, string> {
  const names = { hostname: "host", username: "user", pass: "password", db: "database", timeout: "idle_timeout" };
  return Object.fromEntries(Object.entries(names).map(([alias, key]) => [`${prefix}${alias}`, `${prefix}${key}`]));
}

/** What it makes of a key that is there and undefined. */
export const POSTGRES_JS_UNDEFINED =
  "postgres.js takes that for a setting, which switches a time off and makes a pool of one connection";

/** What postgres.js reads besides. */
export function postgresJsKnown(prefix: string): string[] {
  const names = ["backoff", "connection", "debug", "fetch_types", "max_pipeline", "no_prepare", "no_subscribe"];
  const more = ["onclose", "onnotice", "onnotify", "onparameter", "path", "prepare", "publications"];
  const last = ["socket", "ssl", "sslnegotiation", "target_session_attrs", "transform", "types"];
  return [...names, ...more, ...last].map((name) => `${prefix}${name}`);
}

// 0 is off there, as null and false are, and a fraction of a second holds
function fractional(): Codec {
  return falsyOff(seconds({ fractions: true, off: 0 }));
}

function falsyOff(unit: Codec): Codec {
  return { ...unit, decode: (native) => (native === null || native === false ? { value: null } : unit.decode(native)) };
}

function retries() {
  const why =
    "a refused connection is reported immediately; if the server closes the connection, it is retried immediately and indefinitely";
  return {
    "retry.maxAttempts": unsupported(why),
    "retry.interval": unsupported(why, {
      workaround: "`backoff`, a function that gives the seconds to wait after failures",
    }),
    "retry.multiplier": unsupported(why),
    "retry.maxInterval": unsupported(why),
  };
}

function maxLifetime(key: string): Mapping {
  const unit = fractional();
  const plain = field(key, unit);
  return custom(
    [key],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: { words: "30 to 60 min, at random" },
      with: ["pool.maxLifetimeJitter"],
      note: "a connection that is reserved beyond its lifetime is closed after the next query; with a jitter it is a function, drawn once for each of the `max` connections",
    },
    {
      write(value, context) {
        const written = plain.write(value, context);
        const { maxLifetime: lifetime, maxLifetimeJitter } = context.config.pool;
        const spread = jitterMillis(maxLifetimeJitter, lifetime) / 1_000;
        if (lifetime === null || spread === 0 || context.mode === "text" || !written.set) return written;
        const base = Number((lifetime / 1_000 - spread).toFixed(3));
        const drawn = () => base + Math.random() * spread;
        // its types know a number only
        const js = `<:(:>() => ${base} + Math.random() * ${spread}<:) as unknown as number:>`;
        return { set: { [key]: context.mode === "code" ? new Expression(js) : drawn } };
      },
      read: (native) => (typeof native.get(key) === "function" ? {} : plain.read(native)),
    },
  );
}

function maxLifetimeJitter(key: string): Mapping {
  return custom(
    [key],
    "function",
    {
      libraryDefault: { words: "30 min" },
      with: ["pool.maxLifetime"],
      note: "a function instead of the lifetime, which data cannot contain",
    },
    {
      write(value, { config, mode }) {
        if (mode !== "text" || jitterMillis(value as number | string, config.pool.maxLifetime) === 0) return {};
        const message =
          "is not supported: data cannot contain the function that draws a lifetime, so all lifetimes are equal";
        return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
      },
      // a number is one lifetime for all
      read: (native) => (typeof native.get(key) === "number" ? { value: 0 } : undefined),
    },
  );
}

const PORT = 5_432;

// a text is cut at each colon, an address of IPv6 too; a list of hosts goes with a list of ports only
function servers(hosts: readonly DsnHost[], mode: Mode): ReturnType<NonNullable<OptionsLayout["servers"]>> {
  if (hosts.length < 2 && !hosts[0]?.host?.includes(":")) return undefined;
  const host = hosts.map((one) => one.host ?? "localhost");
  const port = hosts.map((one) => one.port ?? PORT);
  return mode === "code" ? { host: listOf(host, "string"), port: listOf(port, "number") } : { host, port };
}

// its types know one
function listOf(values: readonly (string | number)[], type: string): Expression {
  const list = values.map((value) => (typeof value === "string" ? quoteJs(value) : value)).join(", ");
  return new Expression(`[${list}]<: as unknown as ${type}:>`);
}

// it undoes no escape in the path, and reads a socket or an address of IPv6 in the URL as a name
function urlHolds({ database = "", hosts }: Dsn): boolean {
  return /^[\w.~-]*$/.test(database) && hosts.every(({ host = "" }) => host !== "" && !/[/:@]/.test(host));
}

// in a URL a text stands for each of them
function optionValue(value: string): unknown {
  if (/^(?:true|false)$/.test(value)) return value === "true";
  return /^\d{1,9}$/.test(value) ? Number(value) : value;
}

const TEXT_SECONDS = seconds({ off: 0, text: true, fractions: true });

/** Times are seconds, 0 is off. */
export const postgresJsUrl = defineUrlParameters({
  id: "postgres-js",
  title: "postgres.js",
  source: { url: "https://github.com/porsager/postgres#connection-details", version: "3.4", checked: "2026-11-21" },
  fields: {
    "pool.max": maxInUrl(),
    "pool.idleTimeout": field("idle_timeout", TEXT_SECONDS),
    "pool.connectTimeout": field("connect_timeout", TEXT_SECONDS),
    "pool.maxLifetime": field("max_lifetime", TEXT_SECONDS),
    "pool.keepAlive": field("keep_alive", seconds({ off: 0, text: true, fractions: true, beyond: "kept" })),
  },
  others: {
    target_session_attrs: word(["read-write", "read-only", "primary", "standby", "prefer-standby"]),
    ...anyText("backoff", "debug", "fetch_types", "max_pipeline", "prepare", "publications", "ssl", "sslmode"),
  },
  unknown: "sent to the server",
  detectBy: ["backoff", "fetch_types", "idle_timeout", "keep_alive", "max", "max_lifetime", "max_pipeline", "prepare"],
  sslModes: MODES,
  form: true,
  anyScheme: true,
});

// it makes no number of the text
function maxInUrl(): Mapping {
  const mapping = field("max", count({ text: true }));
  return {
    ...mapping,
    read(native) {
      const read = mapping.read(native);
      if (!read || native.get("max") === "1") return read;
      const message =
        "postgres.js takes any max in a connection string for a pool of one connection, because it does not make a number of it";
      const help = "Give it as an option: postgres(url, { max: 20 }).";
      const issue = { rule: "misread-dsn-parameter", severity: "warning", key: "max", message, help } as const;
      return { ...read, issues: [issue, ...(read.issues ?? [])] };
    },
  };
}
