// what sqlx's PgConnectOptions has for TLS

import { Expression } from "../codecs/literal.ts";
import { text } from "../codecs/units.ts";
import { matching, word } from "../codecs/url-text.ts";
import { ADDRESSES } from "../dsn/_libpq.ts";
import { SERVER_PARAMS } from "../dsn/_server.ts";
import { custom, type Fields, field, type Mapping, wrongType } from "../mapping/define.ts";
import { LIBPQ_WORD } from "../mapping/rust.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SYSTEM_CA } from "../model/connection.ts";

const MODES: Readonly<Record<string, string>> = {
  disable: "Disable",
  allow: "Allow",
  prefer: "Prefer",
  require: "Require",
  "verify-ca": "VerifyCa",
  "verify-full": "VerifyFull",
};

/** TLS by the words of libpq, and the names of files. */
export function sqlxTls(key: string) {
  const mode = custom(
    [key],
    LIBPQ_WORD,
    {
      support: "partial",
      fullFor: (value) => value !== "allow",
      whenSet: true,
      libraryDefault: "prefer",
      note: "allow is taken for disable",
    },
    {
      write(value, { mode: form }) {
        const variant = MODES[String(value)]!;
        const imports = ["use sqlx::postgres::PgSslMode;"];
        return { set: { [key]: form === "code" ? new Expression(`PgSslMode::${variant}`, { imports }) : value } };
      },
      read(native) {
        const value = native.get(key);
        if (value === undefined) return undefined;
        const word = Object.keys(MODES).find((one) => one === value || MODES[one] === value);
        const legal = Object.keys(MODES).join(", ");
        return word === undefined ? { issues: [{ ...wrongType(key, "is no mode"), legal }] } : { value: word };
      },
    },
  );
  const authority = field("ssl_root_cert", text(), {
    whenSet: true,
    note: "without it the authorities of the TLS library that sqlx is built with are trusted",
  });
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": {
      ...authority,
      write: (value, context) => (value === SYSTEM_CA ? {} : authority.write(value, context)),
    },
    "connection.ssl.cert": field("ssl_client_cert", text(), { whenSet: true }),
    "connection.ssl.key": field("ssl_client_key", text(), { whenSet: true }),
  } satisfies Partial<Fields>;
}

const SERVER = [...SERVER_PARAMS].filter(([name]) => name !== "application_name");

/** Parameters of the connection only; another one is ignored with a line in the log. */
export const sqlxUrl = defineUrlParameters({
  id: "sqlx",
  title: "sqlx",
  source: {
    url: "https://docs.rs/sqlx/0.9.0/sqlx/postgres/struct.PgConnectOptions.html",
    version: "0.9.0",
    checked: "2026-11-21",
  },
  fields: {
    ...Object.fromEntries(SERVER.map(([name, { path, codec }]) => [path, field(`options[${name}]`, codec)])),
    "connection.applicationName": applicationName(),
  },
  others: {
    hostaddr: matching(ADDRESSES.value, ADDRESSES.legal),
    "ssl-mode": word(Object.keys(MODES)),
    sslmode: word(Object.keys(MODES)),
    ...anyText("dbname", "host", "options", "password", "port", "ssl-ca", "ssl-cert", "ssl-key"),
    ...anyText("ssl-root-cert", "sslcert", "sslkey", "sslrootcert"),
    ...anyText("statement-cache-capacity", "user"),
  },
  unknown: "ignored",
  detectBy: [...[...SERVER_PARAMS.keys()].map((name) => `options[${name}]`), "statement-cache-capacity"],
  form: true,
});

function applicationName(): Mapping {
  const [own, sent] = [field("application_name", text()), field("options[application_name]", text())];
  return { ...own, keys: [...own.keys, ...sent.keys], read: (native) => own.read(native) ?? sent.read(native) };
}
