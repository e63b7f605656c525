// what slonik reads: a URL, and a configuration beside it
import { millis, text } from "../../codecs/units.ts";
import { word } from "../../codecs/url-text.ts";
import { SLONIK_LIMITS } from "../../mapping/authentication-limits.ts";
import { custom, decode, type Fields, field, type Mapping, uncheckedCertificate } from "../../mapping/define.ts";
import type { UrlLayout } from "../../mapping/layout.ts";
import { startupTimeout } from "../../mapping/startup-options.ts";
import { sslFields } from "../../mapping/tls.ts";
import { anyText, defineUrlParameters } from "../../mapping/url-parameters.ts";

/** Under which the URL stands; it is an argument of its own. */
export const SLONIK_URI = "connectionUri";

const OPTIONS = "configuration";

/** The key of an option beside the URL. */
export function key(name: string): string {
  return `${OPTIONS}.${name}`;
}

/** Where slonik has the connection. */
export const slonikConnection: UrlLayout = {
  layout: "url",
  key: SLONIK_URI,
  optionsKey: OPTIONS,
  variable: "DATABASE_URL",
  startup: "options",
  hosts: "one",
  limits: SLONIK_LIMITS,
  socket: "host",
  // it leaves brackets on, and undoes escapes
  address: "encoded",
  rejectedParameters: ["sslcert", "sslkey", "sslmode", "sslrootcert"],
};

/** The names of its options before version 49.10. */
export const SLONIK_ALIASES: Readonly<Record<string, string>> = {
  [key("maximumPoolSize")]: key("maxPoolSize"),
  [key("minimumPoolSize")]: key("minPoolSize"),
};

/** What it reads besides. */
export const SLONIK_KNOWN: readonly string[] = [
  ...["captureStackTrace", "connectionRetryLimit", "dangerouslyAllowForeignConnections", "driverFactory"].map(key),
  ...["gracefulTerminationTimeout", "interceptors", "password", "poolName", "queryRetryLimit"].map(key),
  ...["resetConnection", "ssl", "tracing", "transactionRetryLimit", "typeParsers"].map(key),
  SLONIK_URI,
];

/** Slonik's word for off. */
export const NEVER = "DISABLE_TIMEOUT";

type Facts = NonNullable<Parameters<typeof field>[2]>;

/** Maps a time to an option that knows the word for off. 0 is no time there: it is read as 1 ms. */
export function timeout(key: string, facts: Facts): Mapping {
  return field(key, millis({ min: 1, off: NEVER }), facts);
}

/** Maps a time that the server keeps. The word for off only leaves it to the role, so off is said to the server. */
export function serverTimeout(key: string, startup: string, setting: string): Mapping {
  const unit = millis({ min: 1, off: NEVER, beyond: "refused" });
  const own = field(key, unit);
  const sent = startupTimeout(startup, setting);
  return custom(
    [key, startup],
    unit,
    {
      libraryDefault: 60_000,
      whenSet: true,
      note: "if not set, it is the word for off, which leaves it to the role; if set to off, it is also sent in `options`",
    },
    {
      write(value, context) {
        const written = own.write(value, context);
        return value === null ? { set: { ...written.set, ...sent.write(value, context).set } } : written;
      },
      read(native) {
        if (native.get(key) === NEVER || !native.has(key)) {
          const told = sent.read(native);
          return told ?? (native.has(key) ? {} : undefined);
        }
        return decode(unit, key, native.get(key));
      },
    },
  );
}

// it spreads the age over a tenth to either side
const OLDEST = 1.1;

/** Maps the lifetime. What is written is less, so that no connection outlives it. */
export function maximumAge(key: string): Mapping {
  const unit = { doc: "ms", off: NEVER };
  return custom(
    [key],
    unit,
    {
      support: "partial",
      fullFor: (value) => value === null,
      libraryDefault: 1_980_000,
      note: "age is checked on checkout and on return; it varies by a tenth in both directions, so 10/11 of the lifetime is written",
    },
    {
      write(value) {
        if (value === null) return { set: { [key]: NEVER } };
        const age = Math.floor((value as number) / OLDEST);
        if (age < 1) return { remarks: [{ kind: "unrepresentable", message: "is too short: 0 is no age there" }] };
        const back = Math.round(age * OLDEST);
        const message = `is rounded down to ${back} ms`;
        return { set: { [key]: age }, ...(back !== value && { remarks: [{ kind: "rounded", message }] }) };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        if (native.get(key) === Number.POSITIVE_INFINITY) return { value: null };
        const read = decode(millis({ min: 1, off: NEVER, max: Number.MAX_SAFE_INTEGER }), key, native.get(key));
        return typeof read.value === "number" ? { value: Math.round(read.value * OLDEST) } : read;
      },
    },
  );
}

/** TLS: options of node:tls in the configuration, and `sslmode` in the URL for none. */
export function slonikTls(key: string, param: string) {
  const fields = sslFields(key);
  const mode = fields["connection.ssl.mode"];
  return {
    ...fields,
    "connection.ssl.mode": {
      ...mode,
      keys: [param, ...mode.keys],
      unit: "a word or a table",
      libraryDefault: "disable",
      write: (value, context) => (value === "disable" ? { set: { [param]: value } } : mode.write(value, context)),
      read(native) {
        if (native.has(key)) return mode.read(native);
        const word = native.get(param);
        if (word === "no-verify") return { value: "require", issues: [uncheckedCertificate("sslmode", word)] };
        if (word === "require") return { value: "verify-full", note: "slonik reads sslmode=require as this" };
        return word === undefined ? undefined : { value: "disable" };
      },
    },
  } satisfies Partial<Fields>;
}

/** Six parameters are read; a `sslmode` other than disable, no-verify and require is refused. */
export const slonikUrl = defineUrlParameters({
  id: "slonik",
  title: "slonik",
  source: {
    url: "https://github.com/gajus/slonik#slonik-usage-create-connection",
    version: "49.10",
    checked: "2026-11-21",
  },
  fields: { "connection.applicationName": field("application_name", text()) },
  others: {
    ...anyText("host", "options", "sslcert", "sslkey", "sslrootcert"),
    sslmode: word(["disable", "no-verify", "require"]),
  },
  unknown: "ignored",
  form: true,
});
