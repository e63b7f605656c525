// how Bun.SQL says where the server is, and TLS

import { count, seconds, text } from "../codecs/units.ts";
import { serverTakes } from "../dsn/_server.ts";
import { BUN_LIMITS } from "../mapping/authentication-limits.ts";
import {
  custom,
  type Fields,
  field,
  type Mapping,
  type Mode,
  type Read,
  uncheckedCertificate,
  type Written,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { hasTls, sslAuthority, sslFile, unchecked, unused, verifyChain } from "../mapping/tls.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SSL_MODES } from "../model/connection.ts";
import type { Config } from "../model/model.ts";

/** Where Bun.SQL has the parts of a connection. An option beats the URL. */
export const bunConnection: OptionsLayout = {
  layout: "options",
  prefix: "",
  url: "url",
  host: "hostname",
  port: "port",
  user: "username",
  password: "password",
  database: "database",
  startup: "connection.options",
  socketFile: "path",
  hosts: "one",
  limits: BUN_LIMITS,
  urlOverrides: "Bun sends what it does not know to the server, which refuses it",
  urlHolds: ({ hosts }) => hosts.every(({ host = "" }) => !host.includes(":")),
  readsInQuery: ["host", "port", "user", "password", "dbname"],
  overridden: {},
  sslModes: Object.fromEntries(SSL_MODES.map((mode) => [mode, mode])),
  option(name, value) {
    if (serverTakes(name)) return { key: `connection.${name}`, value };
    if (name === "prepare") return { key: name, value: value !== "false" };
    return Object.hasOwn(bunSqlUrl.others, name) ? undefined : null;
  },
};

/** Times are seconds, 0 is off. An option takes precedence over the parameter. */
export const bunSqlUrl = defineUrlParameters({
  id: "bun-sql",
  title: "Bun.SQL",
  source: { url: "https://bun.com/docs/runtime/sql", version: "1.4.5", checked: "2026-11-21" },
  fields: {
    "pool.max": field("max", count({ text: true })),
    "pool.idleTimeout": field("idle_timeout", secondsText()),
    "pool.connectTimeout": field("connect_timeout", secondsText()),
    "pool.maxLifetime": field("max_lifetime", secondsText()),
  },
  others: {
    ...anyText("channel_binding", "gssencmode", "keepalives", "keepalives_count", "keepalives_idle"),
    ...anyText("keepalives_interval", "load_balance_hosts", "path", "prepare", "socket", "ssl", "sslcert"),
    ...anyText("sslcompression", "sslkey", "sslmode", "sslnegotiation", "sslpassword", "sslrootcert"),
    ...anyText("target_session_attrs", "tcp_user_timeout", "tls"),
  },
  withoutEffect: [
    ...["keepalives", "keepalives_count", "keepalives_interval", "load_balance_hosts"],
    ...["sslcompression", "sslnegotiation", "target_session_attrs", "tcp_user_timeout"],
  ],
  unknown: "sent to the server",
  form: true,
});

function secondsText() {
  return seconds({ off: 0, text: true, fractions: true });
}

/** Further names of its options. */
export const bunAliases: Readonly<Record<string, string>> = {
  host: "hostname",
  user: "username",
  pass: "password",
  db: "database",
  ssl: "tls",
  idle_timeout: "idleTimeout",
  connection_timeout: "connectionTimeout",
  connectTimeout: "connectionTimeout",
  connect_timeout: "connectionTimeout",
  max_lifetime: "maxLifetime",
};

/** A URL that says nothing. */
export const EMPTY_URL = "postgres://";

/** The `tls` option in all its members. */
export function bunTls(key: string) {
  const file = { note: "the code form reads the file when it runs, the json form cannot" };
  return {
    "connection.ssl.mode": mode(key),
    "connection.ssl.ca": { ...sslAuthority(`${key}.ca`), ...file },
    "connection.ssl.cert": { ...sslFile(`${key}.cert`, "the client certificate"), ...file },
    "connection.ssl.key": { ...sslFile(`${key}.key`, "the key of the client certificate"), ...file },
    "connection.ssl.serverName": serverName(`${key}.serverName`),
  } satisfies Partial<Fields>;
}

function mode(key: string): Mapping {
  return custom(
    [key, `${key}.rejectUnauthorized`],
    "a word or a table",
    {
      support: "partial",
      fullFor: (value) => value !== "allow",
      whenSet: true,
      with: ["connection.ssl.ca", "connection.ssl.cert", "connection.ssl.key", "connection.ssl.serverName"],
      libraryDefault: "disable",
      note: "allow does as prefer: TLS where the server has it, without a check; a table where there are certificates",
    },
    {
      write: (value, { config, mode }) =>
        hasTable(config, mode) ? table(key, config, mode) : word(key, value, config),
      read(native): Read | undefined {
        if (!native.has(key)) return undefined;
        const tls = native.get(key);
        if (tls === false || tls === null) return { value: "disable" };
        if (tls === true || tls === "require")
          return { value: "require", issues: [uncheckedCertificate(key, JSON.stringify(tls))] };
        if (SSL_MODES.some((mode) => mode === tls)) return { value: tls };
        if (typeof tls !== "object")
          return { issues: [{ ...wrongType(key, "is no mode"), legal: SSL_MODES.join(", ") }] };
        const { rejectUnauthorized: checks, ca } = tls as Record<string, unknown>;
        if (checks === true || (checks === undefined && ca !== undefined)) return { value: "verify-full" };
        return { value: "require", issues: [uncheckedCertificate(`${key}.rejectUnauthorized`, String(checks))] };
      },
    },
  );
}

function word(key: string, value: unknown, config: Config): Written {
  // libpq verifies the chain under require, too, once it has a root certificate
  const chain = value === "require" && config.connection.ssl.ca !== undefined;
  return { set: { [key]: chain ? "verify-ca" : value } };
}

function table(key: string, config: Config, mode: Mode): Written {
  const { mode: value, ca } = config.connection.ssl;
  if (value === "verify-full") return { set: { [`${key}.rejectUnauthorized`]: true } };
  if (value === "verify-ca" || ca !== undefined) return verifyChain(key, mode);
  return { set: { [`${key}.rejectUnauthorized`]: false } };
}

// data holds no certificate
function hasTable(config: Config, mode: Mode): boolean {
  const { mode: value, ca, cert, key, serverName } = config.connection.ssl;
  if (!hasTls(config)) return false;
  return (mode !== "text" && [ca, cert, key].some(Boolean)) || (value === "verify-full" && serverName !== undefined);
}

function serverName(key: string): Mapping {
  const plain = field(key, text());
  return {
    ...plain,
    whenSet: true,
    with: ["connection.ssl.mode"],
    note: "under verify-full; it is also the name that the server is asked for",
    write(value, context) {
      const { mode } = context.config.connection.ssl;
      if (mode === "verify-full") return plain.write(value, context);
      return mode === "disable" ? {} : hasTls(context.config) ? unchecked() : unused();
    },
  };
}
