// what asyncpg takes: texts for the server, a word or a context for TLS, seconds

import { Expression } from "../codecs/literal.ts";
import { type Codec, count, millis, seconds, text } from "../codecs/units.ts";
import { ENDLESS_S, word } from "../codecs/url-text.ts";
import { SESSION_ATTRIBUTES } from "../dsn/_libpq.ts";
import { serverTakes } from "../dsn/_server.ts";
import python from "../languages/python.ts";
import { ASYNCPG_LIMITS } from "../mapping/authentication-limits.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  uncheckedCertificate,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { withoutUnit } from "../mapping/startup-options.ts";
import { hasTls, unused } from "../mapping/tls.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SSL_MODES, SYSTEM_CA } from "../model/connection.ts";
import type { Config } from "../model/model.ts";

type Facts = NonNullable<Parameters<typeof field>[2]>;

/** Where asyncpg has the parts of a connection; arguments go before what the URL says. */
export const asyncpgConnection: OptionsLayout = {
  layout: "options",
  prefix: "",
  url: "dsn",
  host: "host",
  port: "port",
  user: "user",
  password: "password",
  database: "database",
  startup: "server_settings.options",
  hosts: "several",
  limits: ASYNCPG_LIMITS,
  servers(hosts) {
    if (hosts.length < 2) return undefined;
    const stated = hosts.some(({ port }) => port !== undefined);
    const port = { port: hosts.map((one) => one.port ?? 5_432) };
    return { host: hosts.map(({ host }) => host ?? ""), ...(stated && port) };
  },
  urlHolds: () => true,
  readsInQuery: ["host", "port", "user", "password", "dbname"],
  urlOverrides: "asyncpg sends parameters that it does not know to the server",
  overridden: {},
  sslModes: Object.fromEntries(SSL_MODES.map((mode) => [mode, mode])),
  option(name, value) {
    if (ARGUMENTS.includes(name)) return { key: name, value };
    return serverTakes(name) ? { key: `server_settings.${name}`, value } : null;
  },
};

const ARGUMENTS = ["gsslib", "krbsrvname", "passfile", "service", "target_session_attrs"];

/** What `create_pool` reads besides. */
export const ASYNCPG_KNOWN: readonly string[] = [
  ...ARGUMENTS,
  ...["connect", "connection_class", "direct_tls", "init", "init_size", "loop", "max_cacheable_statement_size"],
  ...["max_cached_statement_lifetime", "record_class", "reset", "server_settings", "servicefile", "setup"],
  "statement_cache_size",
];

/** Maps a time to seconds, fractions of them too; None is off. */
export function time(key: string, zero: string, facts: Facts): Mapping {
  const unit = seconds({ fractions: true, max: ENDLESS_S, off: null, beyond: "refused" });
  const told: Codec = {
    ...unit,
    decode: (native) =>
      typeof native === "number" && native <= 0 ? { error: `is ${native}: ${zero}` } : unit.decode(native),
  };
  return field(key, told, facts);
}

/** Maps a session timeout to a setting that is sent by its name. asyncpg takes nothing but texts there. */
export function serverTimeout(key: string, facts: Facts = {}): Mapping {
  const unit = millis({ min: 1, off: 0, text: true, beyond: "refused" });
  return custom(
    [key],
    { ...unit, off: "0" },
    { whenSet: true, startup: true, ...facts },
    {
      write(value) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [key]: String(encoded.native) } };
      },
      read(native) {
        const given = native.get(key);
        if (given === undefined) return undefined;
        if (typeof given === "string") return decode(unit, key, withoutUnit(given));
        const message = `is no text: asyncpg takes nothing but texts in ${key.slice(0, key.lastIndexOf("."))}`;
        return { issues: [{ ...wrongType(key, message), help: `Write "${String(given)}".` }] };
      },
    },
  );
}

/** A number of queries that no connection comes to. */
const MOST_QUERIES = 1_000_000_000_000;

/** Maps the uses to queries. */
export function queries(key: string): Mapping {
  return field(key, count({ min: 1, off: MOST_QUERIES }), {
    support: "partial",
    fullFor: (value) => value === null,
    libraryDefault: 50_000,
    note: "counts queries, of which a use has several: one cleans the connection when it is returned; 0 is refused, so off is a number that is never reached",
  });
}

/** TLS: a word, or in a program a context with the files in it. */
export function asyncpgTls(key: string) {
  return {
    "connection.ssl.mode": mode(key),
    "connection.ssl.ca": inContext(key, "the trusted certificates"),
    "connection.ssl.cert": inContext(key, "the client certificate"),
    "connection.ssl.key": inContext(key, "the key of the client certificate"),
  } satisfies Partial<Fields>;
}

function mode(key: string): Mapping {
  return custom(
    [key],
    text(),
    { whenSet: true, libraryDefault: { words: "PGSSLMODE, else prefer" } },
    {
      write: (value, { config, mode: written }) => ({
        set: { [key]: written === "code" && hasFiles(config) ? contextOf(config) : value },
      }),
      read(native) {
        const given = native.get(key);
        if (given === undefined || given === null) return undefined;
        if (typeof given === "boolean") return { value: given ? "verify-full" : "disable" };
        if (/^\$\{/.test(String(given))) return { remark: `${key} is made by the program, and is left out` };
        if (!(SSL_MODES as readonly unknown[]).includes(given))
          return { issues: [{ ...wrongType(key, "is no mode of libpq"), legal: SSL_MODES.join(", ") }] };
        return { value: given, ...(given === "require" && { issues: [uncheckedCertificate(key, "require")] }) };
      },
    },
  );
}

function hasFiles(config: Config): boolean {
  const { ca, cert } = config.connection.ssl;
  return hasTls(config) && (ca !== undefined || cert !== undefined);
}

function inContext(key: string, what: string): Mapping {
  const note = `in a TLS context, which the json form cannot contain`;
  return custom(
    [key],
    "ssl.SSLContext",
    { whenSet: true, with: ["connection.ssl.mode"], note },
    {
      write(_, { config, mode: written }) {
        if (!hasTls(config)) return unused();
        // the mode writes the context with all of them
        if (written === "code") return {};
        const message = `is not supported: data cannot contain the context that has ${what}`;
        return { remarks: [{ kind: "unsupported", message, workaround: "use the code form" }] };
      },
      read: () => undefined,
    },
  );
}

function contextOf({ connection: { ssl } }: Config): Expression {
  const { ca, cert, key } = ssl;
  const full = ssl.mode === "verify-full";
  const authority = ca === undefined || ca === SYSTEM_CA ? "" : `cafile=${python.quote(ca)}`;
  const imports = ["import ssl"];
  // as libpq has it, an authority is asked under require, too
  if (full && cert === undefined) return new Expression(`ssl.create_default_context(${authority})`, { imports });
  const given: [string, string | undefined][] = [
    ["ca", ca === SYSTEM_CA ? undefined : ca],
    ["cert", cert],
    ["key", key],
  ];
  const named = given.flatMap(([name, file]) => (file === undefined ? [] : `    ${name}=${python.quote(file)},\n`));
  const checks = [
    ...(full ? [] : ["    check_hostname=False,\n"]),
    ...(ssl.mode === "require" && ca === undefined ? ["    verify_mode=ssl.CERT_NONE,\n"] : []),
  ];
  return new Expression(`tls_context(\n${[...named, ...checks].join("")})`, { imports, helpers: [TLS_CONTEXT] });
}

const TLS_CONTEXT = `def tls_context(
    ca=None, cert=None, key=None, check_hostname=True, verify_mode=ssl.CERT_REQUIRED
):
    context = ssl.create_default_context(cafile=ca)
    context.check_hostname = check_hostname
    context.verify_mode = verify_mode
    if cert is not None:
        context.load_cert_chain(cert, key)
    return context`;

const TLS_VERSION = word(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]);

/** It knows a part of libpq's parameters. A connect timeout is not one of them, and is not a setting of the server either. */
export const asyncpgUrl = defineUrlParameters({
  id: "asyncpg",
  title: "asyncpg",
  source: {
    url: "https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.connection.connect",
    version: "0.32.0",
    checked: "2026-11-21",
  },
  fields: {},
  others: {
    gsslib: word(["gssapi", "sspi"]),
    ssl_max_protocol_version: TLS_VERSION,
    ssl_min_protocol_version: TLS_VERSION,
    sslmode: word(SSL_MODES),
    sslnegotiation: word(["postgres", "direct"]),
    target_session_attrs: word(SESSION_ATTRIBUTES),
    ...anyText("krbsrvname", "options", "passfile", "service"),
    ...anyText("sslcert", "sslcrl", "sslkey"),
    ...anyText("sslpassword", "sslrootcert"),
  },
  unknown: "sent to the server",
  form: true,
  partNames: { database: "dbname" },
  partsOverride: true,
  portsInHost: true,
});
