// what PostgreSQL's JDBC driver reads from its URL, for the pools that hand the URL on

import { type Codec, count, seconds, text } from "../codecs/units.ts";
import { methods, trueOrFalse, word } from "../codecs/url-text.ts";
import { pgjdbcLimits } from "../mapping/authentication-limits.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Target,
  uncheckedCertificate,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import { keepAlive, withoutComment, writeUnit } from "../mapping/java.ts";
import type { UrlLayout } from "../mapping/layout.ts";
import { startupTimeout } from "../mapping/startup-options.ts";
import { anyText, defineUrlParameters, mappingsOf } from "../mapping/url-parameters.ts";
import { CHANNEL_BINDINGS, GSS_ENCRYPTION_MODES } from "../model/authentication.ts";
import { SYSTEM_CA } from "../model/connection.ts";

/** Where a pool has the URL of the driver. */
export function jdbcConnection(
  key: string,
  variable: string,
  credentials: NonNullable<UrlLayout["credentials"]>,
): UrlLayout {
  return {
    layout: "url",
    key,
    scheme: "jdbc:postgresql",
    credentials,
    variable,
    startup: "options",
    hosts: "several",
    limits: pgjdbcLimits(`${key}.`),
    sockets: false,
    defaultHost: "localhost",
  };
}

/** What the driver does with the connection. `url` is the key under which the URL stands. */
export function pgjdbcFields(url: string) {
  const key = (name: string) => (url === "" ? name : `${url}.${name}`);
  const options = key("options");
  return {
    "connection.schema": searchPathSetting(key("currentSchema")),
    "connection.applicationName": field(key("ApplicationName"), text(), {
      libraryDefault: { words: '"PostgreSQL JDBC Driver"' },
    }),
    ...jdbcTls(key),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.connectTimeout": connectTimeout(key("connectTimeout"), key("loginTimeout")),
    "pool.keepAlive": keepAlive(key("tcpKeepAlive")),
    "session.statementTimeout": startupTimeout(options, "statement_timeout"),
    "session.lockTimeout": startupTimeout(options, "lock_timeout"),
    "session.idleInTransactionTimeout": startupTimeout(options, "idle_in_transaction_session_timeout"),
    "session.transactionTimeout": startupTimeout(options, "transaction_timeout", {
      note: "PostgreSQL before 17 refuses the connection",
    }),
    "session.queryTimeout": field(key("socketTimeout"), SOCKET, {
      whenSet: true,
      note: "in whole seconds; the connection is closed with the query, and the server continues",
    }),
  } satisfies Partial<Fields>;
}

/** Every parameter that it reads. */
export function pgjdbcKnown(url: string): string[] {
  const names = [...Object.keys(pgjdbcUrl.others), ...mappingsOf(pgjdbcUrl).flatMap(([, { keys }]) => keys)];
  return names.map((name) => `${url}.${name}`);
}

const SOCKET = seconds({ min: 1, off: 0, max: 2_147_483, text: true, beyond: "refused" });

// the one ends with the TCP connection, and the other bounds all of it
function connectTimeout(tcp: string, login: string): Mapping {
  const unit = seconds({ min: 1, off: 0, max: 2_147_483, text: true, beyond: "kept" });
  const note =
    "written twice, in whole seconds: connectTimeout ends with the TCP connection, loginTimeout bounds all of it";
  return custom(
    [tcp, login],
    unit,
    { libraryDefault: 10_000, note },
    {
      write: (value, { mode }) => writeUnit(unit, value === null ? [tcp] : [tcp, login], value, mode),
      read(native) {
        const reads = [login, tcp].map((key) => (native.has(key) ? decode(unit, key, native.get(key)) : undefined));
        const [whole, first] = reads;
        const faults = reads.flatMap((read) => read?.issues ?? []);
        if (faults.length > 0) return { issues: faults };
        if (typeof whole?.value === "number") return whole;
        if (typeof first?.value !== "number") return first;
        return { ...first, note: "there it ends with the TCP connection; loginTimeout would bound all of it" };
      },
    },
  );
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

const JAVA_AUTHORITIES = "org.postgresql.ssl.DefaultJavaSSLFactory";

function jdbcTls(key: (name: string) => string) {
  const mode = custom(
    [key("sslmode"), key("ssl"), key("sslfactory")],
    "words",
    {
      whenSet: true,
      with: ["connection.ssl.ca"],
      libraryDefault: "prefer",
      note: "require is written as verify-ca where connection.ssl.ca is set, as libpq reads it",
    },
    {
      write(value, { config }) {
        const chain = value === "require" && config.connection.ssl.ca !== undefined;
        return { set: { [key("sslmode")]: chain ? "verify-ca" : value } };
      },
      read(native) {
        const [word, ssl, factory] = ["sslmode", "ssl", "sslfactory"].map((name) => native.get(key(name)));
        if (typeof factory === "string" && factory.endsWith("NonValidatingFactory"))
          return { value: "require", issues: [uncheckedCertificate(key("sslfactory"), "NonValidatingFactory")] };
        if (typeof word === "string" && word !== "")
          return MODES.includes(word)
            ? { value: word }
            : { issues: [{ ...wrongType(key("sslmode"), "is not a mode"), legal: MODES.join(", ") }] };
        return ssl === "true" || ssl === true || ssl === "" ? { value: "verify-full" } : undefined;
      },
    },
  );
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": custom(
      [key("sslrootcert"), key("sslfactory")],
      "file",
      { whenSet: true, note: `"${SYSTEM_CA}" stands for the authorities of the Java runtime` },
      {
        write: (value) => ({
          set: value === SYSTEM_CA ? { [key("sslfactory")]: JAVA_AUTHORITIES } : { [key("sslrootcert")]: value },
        }),
        read(native) {
          const file = native.get(key("sslrootcert"));
          if (typeof file === "string" && file !== "") return { value: file };
          return native.get(key("sslfactory")) === JAVA_AUTHORITIES ? { value: SYSTEM_CA } : undefined;
        },
      },
    ),
    "connection.ssl.cert": field(key("sslcert"), text(), { whenSet: true }),
    "connection.ssl.key": field(key("sslkey"), text(), {
      support: "partial",
      whenSet: true,
      note: "PKCS #8 in DER, or an RSA key in PEM; for an EC key in PEM add pemKeyAlgorithm=EC to connection.url",
    }),
    "connection.ssl.serverName": unsupported("the certificate is checked against the host of the URL", {
      workaround: "a class of one's own, named in sslhostnameverifier",
    }),
  } satisfies Partial<Fields>;
}

/** A size of a pool, as properties hold it. */
export function javaCount(min: number) {
  return withoutComment(count({ min, max: 2_147_483_647, text: true, beyond: "refused" }));
}

/** pgjdbc prepares a statement under a name when it runs for the fifth time: https://jdbc.postgresql.org/documentation/server-prepare/ */
export function pgjdbcPrepared(url: string) {
  return {
    off: "prepareThreshold=0",
    parameter: ["prepareThreshold", "0"],
    set: [`${url}.prepareThreshold`, 0],
  } satisfies Target["prepared"];
}

// the timeouts are in the startup parameter
const {
  "session.statementTimeout": _statement,
  "session.lockTimeout": _lock,
  "session.idleInTransactionTimeout": _idle,
  "session.transactionTimeout": _transaction,
  ...OWN
} = pgjdbcFields("");

const SERVER_TYPES = "any primary master slave secondary preferSlave preferSecondary preferPrimary".split(" ");

/** Times are whole seconds, 0 is off. Java's pools take no settings from the URL. */
export const pgjdbcUrl = defineUrlParameters({
  id: "pgjdbc",
  title: "PostgreSQL JDBC",
  source: { url: "https://jdbc.postgresql.org/documentation/use/", version: "42.7", checked: "2026-11-21" },
  fields: {
    ...OWN,
    "connection.channelBinding": field("channelBinding", word(CHANNEL_BINDINGS)),
    "connection.gssEncMode": field("gssEncMode", gssEncryption()),
    "connection.requireAuth": field("requireAuth", methods()),
  },
  others: {
    autosave: word(["always", "never", "conservative"]),
    escapeSyntaxCallMode: word(["select", "callIfNoReturn", "call"]),
    loadBalanceHosts: trueOrFalse(),
    preferQueryMode: word(["extended", "extendedForPrepared", "extendedCacheEverything", "simple"]),
    sslNegotiation: word(["postgres", "direct"]),
    targetServerType: word(SERVER_TYPES),
    ...anyText("allowEncodingChanges", "assumeMinServerVersion", "binaryTransfer"),
    ...anyText("cancelSignalTimeout", "cleanupSavepoints", "defaultRowFetchSize"),
    ...anyText("gssResponseTimeout", "hostRecheckSeconds", "jaasApplicationName"),
    ...anyText("localSocketAddress", "logUnclosedConnections", "loggerFile", "loggerLevel"),
    ...anyText("maxResultBuffer", "options", "prepareThreshold"),
    ...anyText("preparedStatementCacheQueries", "preparedStatementCacheSizeMiB", "protocolVersion"),
    ...anyText("queryTimeout", "quoteReturningIdentifiers", "reWriteBatchedInserts", "readOnly"),
    ...anyText("readOnlyMode", "receiveBufferSize", "replication", "sendBufferSize", "service"),
    ...anyText("socketFactory", "socketFactoryArg", "sslResponseTimeout"),
    ...anyText("sslhostnameverifier", "sslpassword", "sslpasswordcallback"),
    ...anyText("stringtype", "tcpNoDelay", "unknownLength"),
  },
  unknown: "ignored",
  equivalents: {
    // it takes a server that allows writes for the primary; preferPrimary has no counterpart in libpq
    targetServerType: {
      keyword: "target_session_attrs",
      reads: {
        master: "read-write",
        primary: "read-write",
        slave: "read-only",
        secondary: "read-only",
        preferSlave: "prefer-standby",
        preferSecondary: "prefer-standby",
      },
      writes: {
        any: "any",
        "read-write": "primary",
        primary: "primary",
        "read-only": "secondary",
        standby: "secondary",
        "prefer-standby": "preferSecondary",
      },
    },
    loadBalanceHosts: {
      keyword: "load_balance_hosts",
      reads: { true: "random", false: "disable" },
      writes: { random: "true", disable: "false" },
    },
    sslNegotiation: {
      keyword: "sslnegotiation",
      reads: {},
      writes: { postgres: "postgres", direct: "direct" },
    },
  },
  detectBy: [
    "ApplicationName",
    "currentSchema",
    "prepareThreshold",
    "reWriteBatchedInserts",
    "sslfactory",
    "tcpKeepAlive",
  ],
  form: true,
  prefixes: ["jdbc:"],
  needsPrefix: true,
});

// its default is allow, which encrypts if the server wants that: libpq has no such value, and prefer demands as little
function gssEncryption(): Codec {
  const codec = word(GSS_ENCRYPTION_MODES);
  return { ...codec, decode: (native) => codec.decode(native === "allow" ? "prefer" : native) };
}
