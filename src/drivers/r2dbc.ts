// what r2dbc-pool and r2dbc-postgresql read from one URL

import { DURATION, iso } from "../codecs/iso-8601.ts";
import { count, millis, text } from "../codecs/units.ts";
import { scanDsn } from "../dsn/parse.ts";
import { custom, decode, type Fields, field, type Mapping, unsupported, type WriteContext } from "../mapping/define.ts";
import { keepAlive } from "../mapping/java.ts";
import { schemasIn, searchPath, withoutUnit } from "../mapping/startup-options.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import { NOT_IN_LIBRARY_POOLS } from "./pg/pg.ts";

const ACQUIRE = ["maxAcquireTime", "maxValidationTime", "acquireRetry"] as const;

/** The parameters of the URL. */
export const R2DBC_FIELDS = {
  ...NOT_IN_LIBRARY_POOLS,
  "connection.schema": custom(
    ["schema"],
    "text",
    { whenSet: true },
    {
      write: (value) => ({ set: { schema: searchPath.format(schemasIn(String(value))) } }),
      read(native) {
        const value = native.get("schema");
        return typeof value === "string" ? { value: searchPath.parse(value).join(",") } : undefined;
      },
    },
  ),
  "connection.applicationName": field("applicationName", text(), { libraryDefault: { words: '"r2dbc-postgresql"' } }),
  "connection.ssl.mode": custom(
    ["sslMode"],
    "words",
    {
      whenSet: true,
      with: ["connection.ssl.ca"],
      libraryDefault: "disable",
      note: "require is written as verify-ca where connection.ssl.ca is set, as libpq reads it",
    },
    {
      write: (value, { config }) => ({
        set: { sslMode: value === "require" && config.connection.ssl.ca !== undefined ? "verify-ca" : value },
      }),
      read(native) {
        const word = native.get("sslMode") ?? native.get("sslmode");
        return typeof word === "string" && /^(?:disable|allow|prefer|require|verify-(?:ca|full))$/i.test(word)
          ? { value: word.toLowerCase() }
          : undefined;
      },
    },
  ),
  "connection.ssl.ca": authority("sslRootCert"),
  "connection.ssl.cert": field("sslCert", text(), { whenSet: true }),
  "connection.ssl.key": field("sslKey", text(), { whenSet: true, note: "as PKCS #8 in PEM" }),
  "connection.ssl.serverName": unsupported("the certificate is checked against the host of the URL"),
  "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
  "pool.max": field("maxSize", count({ min: 1, max: 2_147_483_647, text: true, beyond: "refused" }), {
    libraryDefault: 10,
  }),
  "pool.min": minimum("minIdle", "initialSize"),
  "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
  "pool.acquireTimeout": acquireTimeout(),
  "pool.connectTimeout": field("maxCreateConnectionTime", DURATION, { libraryDefault: null }),
  "pool.idleTimeout": idleTimeout("maxIdleTime", "backgroundEvictionInterval"),
  "pool.maxLifetime": field("maxLifeTime", DURATION, {
    support: "partial",
    fullFor: (value) => value === null,
    libraryDefault: null,
    note: "checked for idle connections, and when one is returned",
  }),
  "pool.maxLifetimeJitter": unsupported("all connections live equally long", { libraryDefault: 0 }),
  "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
  "pool.testOnAcquire": testOnAcquire("validationDepth"),
  "pool.keepAlive": keepAlive("tcpKeepAlive"),
  "retry.maxAttempts": unsupported(
    "acquireRetry=0 is written, since each further attempt would get the whole acquire timeout again",
    {
      libraryDefault: { words: "1 attempt; 2 without acquireRetry=0" },
      workaround: "retry with backoff around the first query",
    },
  ),
  "session.statementTimeout": session("statement_timeout"),
  "session.lockTimeout": session("lock_timeout"),
  "session.idleInTransactionTimeout": session("idle_in_transaction_session_timeout"),
  "session.transactionTimeout": session("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
  "session.queryTimeout": unsupported("the client has no timeout for queries", {
    libraryDefault: null,
    workaround: "session.statementTimeout, which the server enforces, or timeout() of the publisher",
  }),
} satisfies Fields;

const R2DBC_OTHERS = {
  ...anyText("autodetectExtensions", "compatibilityMode"),
  ...anyText("connectTimeout", "currentSchema", "errorResponseLogLevel", "extensions", "fetchSize"),
  ...anyText("forceBinary", "hostRecheckTime", "loadBalanceHosts", "lockWaitTimeout"),
  ...anyText("loopResources", "noticeLogLevel", "poolName", "postAllocate"),
  ...anyText("preRelease", "preferAttachedBuffers", "preparedStatementCacheQueries", "registerJmx"),
  ...anyText("socket", "sslContextBuilderCustomizer", "sslHostnameVerifier"),
  ...anyText("sslNegotiation", "sslPassword", "sslSni", "sslmode", "statementTimeout"),
  ...anyText("targetServerType", "tcpNoDelay", "timeZone"),
  ...anyText("validationQuery"),
};

/** Times are ISO 8601; less than nothing is off, and PT0S is at once. */
export const r2dbcUrl = defineUrlParameters({
  id: "r2dbc",
  title: "R2DBC",
  source: { url: "https://github.com/r2dbc/r2dbc-pool", version: "1.0.2", checked: "2026-11-21" },
  fields: {
    "pool.max": R2DBC_FIELDS["pool.max"],
    "pool.min": R2DBC_FIELDS["pool.min"],
    "pool.acquireTimeout": R2DBC_FIELDS["pool.acquireTimeout"],
    "pool.connectTimeout": R2DBC_FIELDS["pool.connectTimeout"],
    "pool.idleTimeout": R2DBC_FIELDS["pool.idleTimeout"],
    "pool.maxLifetime": R2DBC_FIELDS["pool.maxLifetime"],
    "connection.schema": R2DBC_FIELDS["connection.schema"],
    "connection.applicationName": R2DBC_FIELDS["connection.applicationName"],
    // all of them in one text of its own, which is not that of libpq
    "session.statementTimeout": R2DBC_FIELDS["session.statementTimeout"],
    "session.lockTimeout": R2DBC_FIELDS["session.lockTimeout"],
    "session.idleInTransactionTimeout": R2DBC_FIELDS["session.idleInTransactionTimeout"],
    "session.transactionTimeout": R2DBC_FIELDS["session.transactionTimeout"],
    "connection.ssl.mode": R2DBC_FIELDS["connection.ssl.mode"],
    "connection.ssl.ca": R2DBC_FIELDS["connection.ssl.ca"],
    "connection.ssl.cert": R2DBC_FIELDS["connection.ssl.cert"],
    "connection.ssl.key": R2DBC_FIELDS["connection.ssl.key"],
    "pool.keepAlive": R2DBC_FIELDS["pool.keepAlive"],
    "pool.testOnAcquire": R2DBC_FIELDS["pool.testOnAcquire"],
  },
  others: R2DBC_OTHERS,
  unknown: "ignored",
  detectBy: ["maxAcquireTime", "maxIdleTime", "maxLifeTime", "validationDepth"],
  prefixes: ["r2dbc:"],
  needsPrefix: true,
});

/** Every parameter that is read. */
export const R2DBC_KNOWN: readonly string[] = Object.keys(R2DBC_OTHERS);

function authority(key: string): Mapping {
  const own = field(key, text(), {
    whenSet: true,
    note: "without a file, the authorities of the Java runtime are trusted",
  });
  return { ...own, write: (value, context) => (value === SYSTEM_CA ? {} : own.write(value, context)) };
}

function minimum(key: string, initial: string): Mapping {
  const unit = count({ max: 2_147_483_647, text: true, beyond: "refused" });
  const facts = {
    support: "partial",
    fullFor: (value: unknown) => value === 0,
    libraryDefault: 0,
    note: "written twice, for the start and for the minimum, which counts idle connections",
  } as const;
  return custom([key, initial], unit, facts, {
    write(value) {
      const encoded = unit.encode(value as number);
      if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
      return { set: { [initial]: encoded.native, [key]: encoded.native } };
    },
    read: (native) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined),
  });
}

// a test of a dead connection may take no more than half of the time; and the timeout is that of one attempt, of which
// there are two unless acquireRetry says otherwise: 2,006 ms for one second
function acquireTimeout(): Mapping {
  const [key, validation, retry] = ACQUIRE;
  const note =
    "one time for waiting and connecting; acquireRetry=0 is written, since each further attempt would get the whole time again, and maxValidationTime to stay below it";
  return custom(
    [key, validation, retry],
    DURATION,
    { libraryDefault: null, note },
    {
      write(value, { config }) {
        const encoded = DURATION.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const half = value === null ? 5_000 : Math.max(1, Math.min(5_000, Math.floor((value as number) / 2)));
        const set = { [key]: encoded.native, [validation]: iso(half), [retry]: 0 };
        const { url } = config.connection;
        const own = url && scanDsn(url.reveal()).dsn.params[retry];
        if (own === undefined || own === "0") return { set };
        const message = `takes precedence over ${retry} in connection.url, which is written as 0: each attempt would get the whole time again`;
        return { set, remarks: [{ kind: "partial", message }] };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const read = decode(DURATION, key, native.get(key));
        const retries = native.has(retry) ? Number(native.get(retry)) : 1;
        if (typeof read.value !== "number" || !Number.isInteger(retries) || retries < 1 || retries > 1_000) return read;
        const comment = `${key} is the time of one attempt, and ${retry} allows ${retries + 1} of them`;
        return { ...read, value: read.value * (retries + 1), note: comment };
      },
    },
  );
}

// idle and old connections are looked for in the background, as often as idle ones may be closed unless said
function idleTimeout(key: string, look: string): Mapping {
  const facts = {
    libraryDefault: 1_800_000,
    with: ["pool.maxLifetime"],
    note: "checked after a tenth of the time, at most every 30 s; PT0S means immediately there, so off is a negative time",
  } as const;
  return custom([key, look], DURATION, facts, {
    write(value, { config }) {
      const encoded = DURATION.encode(value as number | null);
      if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
      const times = [value as number | null, config.pool.maxLifetime].filter((time) => time !== null);
      const every = Math.min(30_000, Math.max(100, Math.floor(Math.min(...times) / 10)));
      return { set: { [key]: encoded.native, ...(times.length > 0 && { [look]: iso(every) }) } };
    },
    read(native) {
      if (!native.has(key)) return undefined;
      const read = decode(DURATION, key, native.get(key));
      if (read.value !== 0) return read;
      const message = `${key} is ${native.get(key)}: an idle connection is closed immediately, and none is ever reused`;
      return { issues: [{ rule: "zero-not-off", severity: "error", key, message, help: "Write PT-1S for off." }] };
    },
  });
}

function testOnAcquire(key: string): Mapping {
  const facts = {
    support: "partial",
    fullFor: (value: unknown) => value === null || value === "always",
    libraryDefault: null,
    note: "always or never: REMOTE queries the server each time, LOCAL only checks whether the client has closed it",
  } as const;
  return custom([key], "REMOTE or LOCAL", facts, {
    write: (value) => ({
      set: { [key]: value === null ? "LOCAL" : "REMOTE" },
      ...(typeof value === "number" && {
        remarks: [{ kind: "rounded", message: "is partially supported: each time is asked" }],
      }),
    }),
    read(native) {
      const word = native.get(key);
      return typeof word === "string" ? { value: /^remote$/i.test(word) ? "always" : null } : undefined;
    },
  });
}

const TIMEOUTS = [
  ["session.statementTimeout", "statementTimeout", "statement_timeout"],
  ["session.lockTimeout", "lockTimeout", "lock_timeout"],
  ["session.idleInTransactionTimeout", "idleInTransactionTimeout", "idle_in_transaction_session_timeout"],
  ["session.transactionTimeout", "transactionTimeout", "transaction_timeout"],
] as const;

// one text holds them all: `a=1;b=2`
function session(name: string, note?: string): Mapping {
  const unit = millis({ min: 1, off: 0, text: true, beyond: "refused" });
  return custom(
    ["options"],
    unit,
    { whenSet: true, startup: true, ...(note !== undefined && { note }) },
    {
      write(value, context) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { options: allTimeouts(context) } };
      },
      read(native) {
        const pairs = String(native.get("options") ?? "").split(";");
        const found = pairs.findLast((pair) => pair.startsWith(`${name}=`));
        return found === undefined ? undefined : decode(unit, "options", withoutUnit(found.slice(name.length + 1)));
      },
    },
  );
}

function allTimeouts({ config, isSet }: WriteContext): string {
  const set = TIMEOUTS.filter(([path]) => isSet(path));
  return set.map(([, field, name]) => `${name}=${config.session[field] ?? 0}`).join(";");
}
