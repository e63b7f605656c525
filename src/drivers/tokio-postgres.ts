// what tokio-postgres reads, for the pools on it: its Config, and a connector of native-tls that a program makes

import { Expression } from "../codecs/literal.ts";
import { text } from "../codecs/units.ts";
import { integer, matching, word } from "../codecs/url-text.ts";
import { ADDRESSES } from "../dsn/_libpq.ts";
import { tokioPostgresLimits } from "../mapping/authentication-limits.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Mode,
  uncheckedCertificate,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { duration } from "../mapping/rust.ts";
import { startupSearchPath, startupTimeout } from "../mapping/startup-options.ts";
import { hasTls, unused } from "../mapping/tls.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import type { Config } from "../model/model.ts";

/** Where its Config has the parts of a connection. Options beat the URL, but for hosts, which are added to it. */
export const TOKIO_POSTGRES: OptionsLayout = {
  layout: "options",
  prefix: "",
  url: "url",
  host: "host",
  port: "port",
  user: "user",
  password: "password",
  database: "dbname",
  startup: "options",
  hosts: "several",
  limits: tokioPostgresLimits("tokio_postgres::config::ChannelBinding"),
  lists: { host: "hosts", port: "ports" },
  urlOverrides: "tokio-postgres refuses parameters that it does not know",
  urlHolds: () => true,
  readsInQuery: ["host", "port", "user", "password", "dbname"],
  option: (name) => (Object.hasOwn(tokioPostgresUrl.others, name) ? undefined : null),
  sslModes: { disable: "disable", prefer: "prefer", require: "require" },
  overridden: {},
};

/** Session, keep-alive and TLS. `data`: whether data can say how the connector is made; else only a program can. */
export function tokioPostgres({ sslMode, data }: { sslMode: string; data: boolean }) {
  const sent = (setting: string, note?: string) =>
    startupTimeout("options", setting, note === undefined ? {} : { note });
  return {
    "connection.schema": startupSearchPath("options"),
    "connection.applicationName": field("application_name", text()),
    ...nativeTls(sslMode, data),
    "pool.keepAlive": keepAlive(),
    "session.statementTimeout": sent("statement_timeout"),
    "session.lockTimeout": sent("lock_timeout"),
    "session.idleInTransactionTimeout": sent("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": sent("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
  } satisfies Partial<Fields>;
}

/** Keys of the connector, by the names of the builder's methods. */
export const CONNECTOR_KEYS: Readonly<Record<string, string>> = {
  danger_accept_invalid_certs: "tls.danger_accept_invalid_certs",
  danger_accept_invalid_hostnames: "tls.danger_accept_invalid_hostnames",
  // the builder takes what is in the files; the frame names these
  root_certificate: "tls.add_root_certificate",
  client_certificate: "tls.identity.cert",
  client_key: "tls.identity.key",
};

function keepAlive(): Mapping {
  const unit = duration({ zero: "the system refuses", whole: true });
  const idle = field("keepalives_idle", unit);
  return custom(
    ["keepalives", "keepalives_idle"],
    { doc: "Duration" },
    { libraryDefault: 7_200_000 },
    {
      write(value, context) {
        if (value === null) return { set: { keepalives: false } };
        const written = idle.write(value, context);
        return written.set ? { ...written, set: { keepalives: true, ...written.set } } : written;
      },
      read(native) {
        const on = native.get("keepalives");
        if (on === false || on === "false") return { value: null };
        return native.has("keepalives_idle")
          ? decode(unit, "keepalives_idle", native.get("keepalives_idle"))
          : undefined;
      },
    },
  );
}

const CONNECTOR = "is not supported: data cannot contain the TLS connector, which the program must pass";

function nativeTls(type: string, data: boolean) {
  const says = (mode: Mode) => data || mode !== "text";
  const variant = (name: string, mode: Mode) =>
    mode === "code" ? new Expression(`SslMode::${name}`, { imports: [`use ${type};`] }) : name;
  const mode = custom(
    ["ssl_mode", "tls.danger_accept_invalid_certs", "tls.danger_accept_invalid_hostnames"],
    "a variant of SslMode",
    {
      support: "partial",
      fullFor: (value) => value !== "allow",
      whenSet: true,
      with: ["connection.ssl.ca"],
      libraryDefault: "disable",
      note: "not set, the program gives NoTls, and connects without; else a connector of native-tls; allow is written as prefer",
    },
    {
      write(value, { config, mode: form }) {
        if (value === "disable") return { set: { ssl_mode: variant("Disable", form) } };
        const firm = hasTls(config);
        const ssl_mode = variant(firm ? "Require" : "Prefer", form);
        if (!says(form)) {
          const workaround = "use the code form";
          return {
            set: { ssl_mode },
            remarks: [{ kind: "unsupported", message: CONNECTOR, workaround, severity: "warning" }],
          };
        }
        const { certs, names } = checksOf(config);
        const set = {
          ssl_mode,
          "tls.danger_accept_invalid_certs": !certs,
          ...(certs && !names && { "tls.danger_accept_invalid_hostnames": true }),
        };
        return { set };
      },
      read(native) {
        const word = native.get("ssl_mode");
        const [certs, names] = [
          native.get("tls.danger_accept_invalid_certs"),
          native.get("tls.danger_accept_invalid_hostnames"),
        ];
        const unchecked = certs === true && word === "Require";
        const faults = unchecked ? [uncheckedCertificate("tls.danger_accept_invalid_certs", "true")] : [];
        if (word === undefined && certs === undefined) return undefined;
        if (word === "Disable") return { value: "disable" };
        if (word === "Prefer" || word === undefined) return { value: "prefer", issues: faults };
        if (word !== "Require")
          return { issues: [{ ...wrongType("ssl_mode", "is no mode"), legal: "Disable, Prefer, Require" }] };
        // without a word about the check, native-tls checks all
        return { value: unchecked ? "require" : names === true ? "verify-ca" : "verify-full", issues: faults };
      },
    },
  );
  const file = (key: string, more: Readonly<Record<string, unknown>> = {}) =>
    custom(
      [key],
      "path",
      {
        whenSet: true,
        with: ["connection.ssl.mode"],
        note: "the program reads the file and passes it to the connector",
      },
      {
        write(value, { config, mode: form }) {
          if (value === SYSTEM_CA) return {};
          if (!hasTls(config)) return unused();
          if (says(form)) return { set: { [key]: value, ...more } };
          return { remarks: [{ kind: "unsupported", message: CONNECTOR, workaround: "use the code form" }] };
        },
        read: (native) => (typeof native.get(key) === "string" ? { value: native.get(key) } : undefined),
      },
    );
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": file("tls.add_root_certificate", { "tls.disable_built_in_roots": true }),
    "connection.ssl.cert": file("tls.identity.cert"),
    "connection.ssl.key": file("tls.identity.key"),
  } satisfies Partial<Fields>;
}

// libpq verifies the chain under require, too, once it has a root certificate
function checksOf({ connection: { ssl } }: Config): { certs: boolean; names: boolean } {
  const names = ssl.mode === "verify-full";
  return { names, certs: names || ssl.mode === "verify-ca" || (ssl.mode === "require" && ssl.ca !== undefined) };
}

/** It has no pool and no files for TLS, and refuses a parameter that it does not know. */
export const tokioPostgresUrl = defineUrlParameters({
  id: "tokio-postgres",
  title: "tokio-postgres",
  source: {
    url: "https://docs.rs/tokio-postgres/0.7.18/tokio_postgres/config/struct.Config.html",
    version: "0.7.18",
    checked: "2026-11-21",
  },
  fields: { "connection.applicationName": field("application_name", text()) },
  others: {
    hostaddr: matching(ADDRESSES.value, ADDRESSES.legal),
    keepalives: integer(),
    keepalives_interval: integer(),
    keepalives_retries: integer(),
    load_balance_hosts: word(["disable", "random"]),
    sslmode: word(["disable", "prefer", "require"]),
    sslnegotiation: word(["postgres", "direct"]),
    target_session_attrs: word(["any", "read-write", "read-only"]),
    tcp_user_timeout: integer(),
    ...anyText("channel_binding", "connect_timeout", "dbname", "host"),
    ...anyText("keepalives_idle"),
    ...anyText("options", "password", "port"),
    ...anyText("user"),
  },
  unknown: "refused",
  detectBy: ["keepalives_retries"],
});
