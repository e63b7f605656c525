// what Prisma's own engine reads from the URL, for the targets up to version 6
import { count, seconds, text } from "../codecs/units.ts";
import { uncheckedBy } from "../dsn/direct.ts";
import {
  custom,
  type Fields,
  field,
  type Mapping,
  type NativeIssue,
  uncheckedCertificate,
  unsupported,
} from "../mapping/define.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SYSTEM_CA } from "../model/connection.ts";

type Facts = NonNullable<Parameters<typeof field>[2]>;

/** How its lifetimes work. */
export const LAZY = "checked on checkout, so an idle connection stays open until it is next requested";

const SECONDS = seconds({ off: 0, text: true, beyond: "kept" });

/** Its parameters that carry a setting, with their codecs. */
const CODECS = {
  application_name: text(),
  connect_timeout: SECONDS,
  connection_limit: count({ text: true }),
  max_connection_lifetime: SECONDS,
  max_idle_connection_lifetime: SECONDS,
  pool_timeout: SECONDS,
  schema: text(),
  // 0 is off from 6.8 on (prisma-engines #5393); before, a query that takes longer than about a millisecond fails
  socket_timeout: SECONDS,
} as const;

/** Maps a field to a parameter of the URL. */
export function param(name: keyof typeof CODECS, facts?: Facts): Mapping {
  return field(name, CODECS[name], facts);
}

/** Whether a value is off. */
export function isOff(value: unknown): boolean {
  return value === null;
}

/** Says off by leaving the parameter out. */
export function offByAbsence(mapping: Mapping): Mapping {
  return { ...mapping, write: (value, context) => (value === null ? {} : mapping.write(value, context)) };
}

/** Maps `connection.schema` to a parameter that holds one name. */
export function oneSchema(name: "schema"): Mapping {
  const mapping = param(name);
  return {
    ...mapping,
    write(value, context) {
      if (!String(value).includes(",")) return mapping.write(value, context);
      return { remarks: [{ kind: "unrepresentable", message: "names several schemas, and this tool takes one" }] };
    },
  };
}

/** The values of `sslmode` that it knows. */
const KNOWN = ["disable", "prefer", "require"];

function misread(word: string): NativeIssue {
  const shown = /^[\w-]{1,20}$/.test(word) ? `sslmode=${word}` : "this sslmode";
  return {
    rule: "misread-dsn-parameter",
    severity: "warning",
    key: "sslmode",
    message: `Prisma does not know ${shown}, and reads it as prefer: it may connect without TLS, and verifies no certificate`,
    help: "Write sslmode=require&sslaccept=strict.",
  };
}

/** TLS in the parameters of the URL. */
export function prismaTls() {
  const anyName = "is partially supported: Prisma verifies the name too when it verifies at all";
  const mode = custom(
    ["sslmode", "sslaccept"],
    "words",
    {
      support: "partial",
      fullFor: () => true,
      whenSet: true,
      with: ["connection.ssl.ca"],
      libraryDefault: "prefer",
      note: "disable, prefer, require and verify-full are supported; verify-ca also checks the name; allow is written as prefer",
    },
    {
      write(value, { config }) {
        if (value === "disable" || value === "prefer") return { set: { sslmode: value } };
        // libpq verifies the chain under require, too, once it has a root certificate
        const chain = value === "verify-ca" || (value === "require" && config.connection.ssl.ca !== undefined);
        if (value === "require" && !chain) return { set: { sslmode: "require", sslaccept: "accept_invalid_certs" } };
        const strict = { sslmode: "require", sslaccept: "strict" };
        if (value === "verify-full") return { set: strict };
        if (chain) return { set: strict, remarks: [{ kind: "partial", message: anyName }] };
        return {
          set: { sslmode: "prefer" },
          remarks: [
            {
              kind: "partial",
              message: "is partially supported: Prisma reads a mode it does not know as prefer, which is written",
            },
          ],
        };
      },
      read(native) {
        const [word, accept] = [native.get("sslmode"), native.get("sslaccept")];
        const off = uncheckedBy({ sslmode: word, sslaccept: accept });
        const faults: NativeIssue[] = off ? [uncheckedCertificate(...off)] : [];
        if (typeof word === "string" && !KNOWN.includes(word)) faults.push(misread(word));
        if (typeof word !== "string") return { issues: faults };
        if (word === "require") return { value: accept === "strict" ? "verify-full" : "require", issues: faults };
        return { value: word === "disable" ? "disable" : "prefer", issues: faults };
      },
    },
  );
  const ca = custom(
    ["sslcert"],
    "path",
    { whenSet: true, note: "sslcert is the certificate that is trusted, not the client's" },
    {
      write: (value) => (value === SYSTEM_CA ? {} : { set: { sslcert: value } }),
      read: (native) => (typeof native.get("sslcert") === "string" ? { value: native.get("sslcert") } : undefined),
    },
  );
  const workaround = "put certificate and key in one PKCS#12 file, and name it in sslidentity";
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": ca,
    "connection.ssl.cert": unsupported("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.key": unsupported("it takes a client certificate as PKCS#12 only", { workaround }),
    "connection.ssl.serverName": unsupported("it verifies the name of the host"),
  } satisfies Partial<Fields>;
}

const TLS = prismaTls();

/** Times are whole seconds, 0 is off. Prisma 7 with a driver adapter reads none of these. */
export const prismaUrl = defineUrlParameters({
  id: "prisma",
  title: "Prisma",
  source: {
    url: "https://www.prisma.io/docs/orm/overview/databases/postgresql",
    version: "6.19",
    checked: "2026-11-21",
  },
  fields: {
    "pool.max": param("connection_limit"),
    "pool.acquireTimeout": param("pool_timeout"),
    "pool.connectTimeout": param("connect_timeout"),
    "pool.idleTimeout": param("max_idle_connection_lifetime"),
    "pool.maxLifetime": param("max_connection_lifetime"),
    "session.queryTimeout": param("socket_timeout"),
    "connection.schema": param("schema"),
    "connection.applicationName": param("application_name"),
    // the certificate that is trusted; the client's own is a PKCS#12 file: sslidentity, opened with sslpassword
    "connection.ssl.ca": TLS["connection.ssl.ca"],
    "connection.ssl.mode": TLS["connection.ssl.mode"],
  },
  others: {
    ...anyText("channel_binding", "host", "options", "pgbouncer", "single_use_connections"),
    ...anyText("sslidentity", "sslpassword", "statement_cache_size"),
  },
  unknown: "ignored",
  detectBy: [
    ...["connection_limit", "max_connection_lifetime", "max_idle_connection_lifetime", "pgbouncer"],
    ...["pool_timeout", "schema", "single_use_connections", "socket_timeout"],
    ...["sslaccept", "sslidentity", "statement_cache_size"],
  ],
  form: true,
});
