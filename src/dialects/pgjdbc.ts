// the URL of PostgreSQL's JDBC driver

import { type Codec, seconds, text } from "../codecs/units.ts";
import { methods, word } from "../codecs/url-text.ts";
import { CHANNEL_BINDINGS, GSS_ENCRYPTION_MODES } from "../model/authentication.ts";
import { defineDialect } from "./_define.ts";

// its default is allow, which encrypts if the server wants that: libpq has no word for it, and prefer demands as little
function gssEncryption(): Codec {
  const unit = word(GSS_ENCRYPTION_MODES);
  return { ...unit, decode: (native) => unit.decode(native === "allow" ? "prefer" : native) };
}

/** Times are whole seconds, 0 is off. Java's pools take no settings from it. */
export default defineDialect({
  id: "pgjdbc",
  title: "PostgreSQL JDBC",
  source: { url: "https://jdbc.postgresql.org/documentation/use/", version: "42.7", checked: "2026-11-21" },
  params: {
    connectTimeout: { path: "pool.connectTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    socketTimeout: { path: "session.queryTimeout", unit: seconds({ off: 0, text: true, beyond: "kept" }) },
    currentSchema: { path: "connection.schema", unit: text() },
    channelBinding: { path: "connection.channelBinding", unit: word(CHANNEL_BINDINGS) },
    gssEncMode: { path: "connection.gssEncMode", unit: gssEncryption() },
    requireAuth: { path: "connection.requireAuth", unit: methods() },
    ApplicationName: { path: "connection.applicationName", unit: text() },
  },
  known: [
    "allowEncodingChanges",
    "assumeMinServerVersion",
    "autosave",
    "binaryTransfer",
    "cancelSignalTimeout",
    "cleanupSavepoints",
    "defaultRowFetchSize",
    "escapeSyntaxCallMode",
    "gssResponseTimeout",
    "hostRecheckSeconds",
    "jaasApplicationName",
    "loadBalanceHosts",
    "localSocketAddress",
    "logUnclosedConnections",
    "loggerFile",
    "loggerLevel",
    "loginTimeout",
    "maxResultBuffer",
    "options",
    "preferQueryMode",
    "prepareThreshold",
    "preparedStatementCacheQueries",
    "preparedStatementCacheSizeMiB",
    "protocolVersion",
    "queryTimeout",
    "quoteReturningIdentifiers",
    "reWriteBatchedInserts",
    "readOnly",
    "readOnlyMode",
    "receiveBufferSize",
    "replication",
    "sendBufferSize",
    "service",
    "socketFactory",
    "socketFactoryArg",
    "ssl",
    "sslNegotiation",
    "sslResponseTimeout",
    "sslcert",
    "sslfactory",
    "sslhostnameverifier",
    "sslkey",
    "sslmode",
    "sslpassword",
    "sslpasswordcallback",
    "sslrootcert",
    "stringtype",
    "targetServerType",
    "tcpKeepAlive",
    "tcpNoDelay",
    "unknownLength",
  ],
  unknown: "ignored",
  equivalents: {
    // it takes a server that allows writes for the primary; preferPrimary has no counterpart in libpq
    targetServerType: {
      keyword: "target_session_attrs",
      words: {
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
      words: { true: "random", false: "disable" },
      writes: { random: "true", disable: "false" },
    },
    sslNegotiation: {
      keyword: "sslnegotiation",
      words: {},
      writes: { postgres: "postgres", direct: "direct" },
    },
  },
  marks: [
    "ApplicationName",
    "currentSchema",
    "prepareThreshold",
    "reWriteBatchedInserts",
    "sslfactory",
    "tcpKeepAlive",
  ],
  form: true,
  prefixes: ["jdbc:"],
});
