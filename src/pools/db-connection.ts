// what is particular to the options of Ecto's repositories

import { jitterMillis, toJitter } from "../codecs/jitter.ts";
import { Expression, isTree, type Tree } from "../codecs/literal.ts";
import { type Codec, count, millis } from "../codecs/units.ts";
import { numberElixir } from "../languages/elixir.ts";
import { POSTGREX_LIMITS } from "../mapping/authentication-limits.ts";
import {
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Remark,
  uncheckedCertificate,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { withoutUnit } from "../mapping/startup-options.ts";
import { unchecked, unused } from "../mapping/tls.ts";
import { anyText, defineUrlParameters } from "../mapping/url-parameters.ts";
import { SYSTEM_CA } from "../model/connection.ts";

export const ECTO_CONNECTION: OptionsLayout = {
  layout: "options",
  prefix: "",
  url: "url",
  host: "hostname",
  port: "port",
  user: "username",
  password: "password",
  database: "database",
  // it has none: settings of the server are parameters by their own names
  startup: "parameters.options",
  hosts: "several",
  wants: ["database"],
  limits: POSTGREX_LIMITS,
  servers(hosts) {
    const [first] = hosts;
    const { host, port } = first ?? {};
    if (hosts.length > 1) {
      const pairs = hosts.map((one) => `{${JSON.stringify(one.host ?? "localhost")}, ${one.port ?? 5432}}`);
      return { set: { endpoints: new Expression(`[${pairs.join(", ")}]`) } };
    }
    if (!host?.startsWith("/")) return undefined;
    return { ...(port !== undefined && { port }), set: { socket_dir: host } };
  },
  // they go before hostname and port, and the directory of a socket before them
  serversIn({ endpoints, hostname }) {
    if (endpoints === undefined || String(hostname).startsWith("/")) return undefined;
    const pairs = Array.isArray(endpoints) && endpoints.length > 0 && endpoints.every(isEndpoint);
    return pairs ? endpoints.map(([host, port]) => ({ host, port })) : null;
  },
  urlHolds: () => false,
  urlOverrides: "Ecto lets the URL win over the options beside it",
  overridden: {},
  sslModes: {},
  option(name, value) {
    const type =
      name === "target_session_attrs" && Object.hasOwn(SERVER_TYPES, value) ? SERVER_TYPES[value] : undefined;
    return type === undefined ? undefined : { key: "target_server_type", value: new Expression(`:${type}`) };
  },
};

/** What Postgrex has for target_session_attrs; it takes a server that allows writes for the primary. */
const SERVER_TYPES: Readonly<Record<string, string>> = {
  any: "any",
  "read-write": "primary",
  primary: "primary",
  "read-only": "secondary",
  standby: "secondary",
};

// a host with a comma in it would be two in a config
function isEndpoint(one: unknown): one is [string, number] {
  if (!Array.isArray(one) || one.length !== 2) return false;
  return typeof one[0] === "string" && /^[^,\s${}]+$/.test(one[0]) && Number.isInteger(one[1]);
}

/** What it reads besides. */
export const ECTO_KNOWN = [
  ...[
    "socket",
    "socket_dir",
    "endpoints",
    "ssl_opts",
    "ssl",
    "socket_options",
    "prepare",
    "types",
    "pool",
    "pool_count",
  ],
  ...[
    "idle_limit",
    "backoff_type",
    "ping_timeout",
    "disconnect_on_error_codes",
    "show_sensitive_data_on_connection_error",
  ],
  ...["parameters", "after_connect", "configure", "connection_listeners", "target_server_type", "transactions", "log"],
  ...["telemetry_prefix", "stacktrace", "priv", "migration_source", "migration_lock", "migration_primary_key"],
  ...["migration_foreign_key", "migration_timestamps", "migration_default_prefix", "adapter", "otp_app", "template"],
  ...[
    "encoding",
    "collation",
    "maintenance_database",
    "force_drop",
    "ownership_timeout",
    "start_apps_before_migration",
  ],
  ...["queue_interval", "show_sensitive_data", "default_options", "search_path", "loggers", "name", "warmup"],
];

/** What a program sets. */
export const ECTO_OPTIONS = [
  ...["url", "hostname", "port", "socket", "socket_dir", "endpoints", "database", "username", "password", "ssl"],
  ...["pool_size", "queue_target", "queue_interval", "connect_timeout", "handshake_timeout", "max_lifetime"],
  ...["idle_interval", "timeout", "ping_timeout", "backoff_min", "backoff_max", "parameters"],
  ...ECTO_KNOWN,
];

/** Erlang's longest timer is twice as long; for what has no way to say off. */
const NEVER = 2_147_483_647;

/** Milliseconds, or `:infinity`. */
export function orInfinity(): Codec {
  const unit = millis({ min: 1, off: "infinity", text: true, beyond: "kept" });
  return {
    ...unit,
    code: (value) => new Expression(value === null ? ":infinity" : numberElixir(value as number)),
  };
}

/** Milliseconds that are counted down again and again; off is 24.8 days. */
export function interval(): Codec {
  return millis({ min: 1, off: NEVER, beyond: "kept" });
}

/** Maps a session timeout to a startup parameter, which is a text there. */
export function parameter(setting: string, note?: string): Mapping {
  const key = `parameters.${setting}`;
  const unit = millis({ min: 1, off: 0, text: true, beyond: "refused" });
  return custom(
    [key],
    unit,
    { whenSet: true, startup: true, ...(note !== undefined && { note }) },
    {
      write(value) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [key]: String(encoded.native) } };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const value = native.get(key);
        // anything but a text ends the connection with an error
        if (typeof value !== "string")
          return { issues: [{ ...wrongType(key, "is no text, and Postgrex sends texts"), help: `Write "${value}".` }] };
        return decode(unit, key, withoutUnit(value));
      },
    },
  );
}

/** Maps the wait to the queue's own two numbers: half of it, and how long all must have waited longer. */
export function queue(): Mapping {
  const [target, every] = ["queue_target", "queue_interval"];
  const note =
    "a caller is refused once it waited so long, and only after queue_interval in which every other waited longer than half of it, too. There is no off, so it is 24.8 days";
  return custom(
    [target, every],
    "ms, half of the time",
    {
      support: "partial",
      libraryDefault: { words: "0.1 s, once every wait for 2 s was longer than half of that" },
      note,
    },
    {
      write(value) {
        const whole = value === null ? NEVER : Math.ceil((value as number) / 2) * 2;
        if (whole > NEVER + 1)
          return { remarks: [{ kind: "unrepresentable", message: `must be at most ${NEVER} ms` }] };
        if (whole === 0) return { remarks: [{ kind: "unrepresentable", message: "must be at least 1 ms" }] };
        const half = Math.ceil(whole / 2);
        const remark: Remark = { kind: "rounded", message: `is rounded up to ${whole} ms` };
        const rounded = value !== null && whole !== value;
        const set = { [target]: half, [every]: Math.max(2_000, Math.min(whole, NEVER)) };
        return { set, ...(rounded && { remarks: [remark] }) };
      },
      read(native) {
        if (!native.has(target)) return undefined;
        const half = native.get(target);
        if (typeof half !== "number" || !Number.isInteger(half) || half < 0) {
          const help = "Write a number; text compares as larger than any number, and then no one is ever rejected.";
          return { issues: [{ ...wrongType(target, "is no whole number"), help }] };
        }
        if (half === 0) return { issues: [wrongType(target, "is 0: every wait is too long then")] };
        return { value: half * 2 >= NEVER ? null : half * 2 };
      },
    },
  );
}

/** Maps the connect timeout, which the handshake has apart. */
export function connect(): Mapping {
  const [tcp, handshake] = ["connect_timeout", "handshake_timeout"];
  const unit = orInfinity();
  const note = "written twice: for the TCP connect to each address, and once more for TLS and the log-in";
  return custom(
    [tcp, handshake],
    unit,
    { support: "partial", fullFor: (value) => value === null, libraryDefault: 15_000, note },
    {
      write(value, context) {
        const one = field(tcp, unit).write(value, context);
        return one.set ? { set: { ...one.set, [handshake]: one.set[tcp] } } : one;
      },
      read: (native) => (native.has(tcp) ? decode(unit, tcp, native.get(tcp)) : undefined),
    },
  );
}

/** Maps the lifetime and its spread, which are one range there. */
export function lifetime(): Pick<Fields, "pool.maxLifetime" | "pool.maxLifetimeJitter"> {
  const key = "max_lifetime";
  const since = { package: "db_connection", range: ">=2.10" };
  const note = "age is checked on return and on each ping";
  const read = (native: { get(key: string): unknown }) => {
    const [, low, high] = /^(\d{1,15})\.\.(\d{1,15})$/.exec(String(native.get(key))) ?? [];
    return low === undefined ? undefined : { low: Number(low), high: Number(high) };
  };
  return {
    "pool.maxLifetime": custom(
      [key],
      "ms, as a range",
      {
        support: "partial",
        fullFor: (value) => value === null,
        libraryDefault: null,
        since,
        with: ["pool.maxLifetimeJitter"],
        note,
      },
      {
        write(value, { config, mode }) {
          if (value === null) return {};
          const high = value as number;
          const low = high - jitterMillis(config.pool.maxLifetimeJitter, high);
          if (low < 1) {
            const message = "less its jitter leaves nothing; lower pool.maxLifetimeJitter";
            return { remarks: [{ kind: "unrepresentable", message }] };
          }
          const code = new Expression(`${numberElixir(low)}..${numberElixir(high)}`);
          return { set: { [key]: mode === "code" ? code : `${low}..${high}` } };
        },
        read(native) {
          if (!native.has(key)) return undefined;
          const range = read(native);
          if (native.get(key) === null) return { value: null };
          return range
            ? { value: range.high }
            : { issues: [wrongType(key, "is no range such as 1_620_000..1_800_000")] };
        },
      },
    ),
    "pool.maxLifetimeJitter": custom(
      [key],
      "width of the range",
      { libraryDefault: 0, since, with: ["pool.maxLifetime"] },
      {
        write: () => ({}),
        read(native) {
          const range = read(native);
          return range && { value: toJitter(range.high - range.low, range.high) };
        },
      },
    ),
  };
}

const FIRM = ["disable", "require", "verify-ca", "verify-full"];

const NO_FALLBACK = 'set "require" or stronger for a server that has TLS, "disable" for one that has not';

/** The option `ssl`: true, false, or options of Erlang's ssl, which are added to those that verify the server. */
export function ectoTls() {
  const key = "ssl";
  const mode = custom(
    [key, `${key}.verify`],
    "true, false or a list",
    {
      support: "partial",
      fullFor: (value) => FIRM.includes(value as string),
      whenSet: true,
      libraryDefault: "disable",
      with: ["connection.ssl.ca"],
      note: "disable, require, verify-ca and verify-full are supported; allow and prefer are not, and connect without TLS",
    },
    {
      write(value, { config, mode: form }) {
        const { ca, cert, key: clientKey, serverName } = config.connection.ssl;
        const word = (atom: string) => (form === "code" ? new Expression(`:${atom}`) : atom);
        const own = { ...(!ca && value !== "require" && { [`${key}.cacerts`]: authorities(form) }) };
        if (value === "disable") return { set: { [key]: false } };
        if (value === "verify-full") {
          const alone = (!ca || ca === SYSTEM_CA) && !cert && !clientKey && !serverName;
          return { set: alone ? { [key]: true } : { [`${key}.verify`]: word("verify_peer"), ...own } };
        }
        // libpq verifies the chain under require, too, once it has a root certificate
        if (value === "verify-ca" || (value === "require" && ca !== undefined)) {
          const set = { [`${key}.verify`]: word("verify_peer"), ...own };
          return { set: { ...set, [`${key}.server_name_indication`]: word("disable") } };
        }
        if (value === "require") return { set: { [`${key}.verify`]: word("verify_none") } };
        const message = "is not supported: Postgrex cannot try TLS and do without, so the connection is not encrypted";
        return { remarks: [{ kind: "unsupported", message, workaround: NO_FALLBACK, severity: "warning" }] };
      },
      read(native) {
        const ssl = native.get(key);
        if (ssl === undefined) return undefined;
        if (typeof ssl === "boolean") return { value: ssl ? "verify-full" : "disable" };
        if (!isTree(ssl) && (typeof ssl !== "object" || ssl === null))
          return { issues: [wrongType(key, "is not true, false or a list")] };
        const { verify, server_name_indication: name } = ssl as Tree;
        if (verify === "verify_none")
          return { value: "require", issues: [uncheckedCertificate(`${key}.verify`, ":verify_none")] };
        return { value: String(name).endsWith("disable}") || name === "disable" ? "verify-ca" : "verify-full" };
      },
    },
  );
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": file(`${key}.cacertfile`),
    "connection.ssl.cert": file(`${key}.certfile`),
    "connection.ssl.key": file(`${key}.keyfile`),
    "connection.ssl.serverName": serverName(`${key}.server_name_indication`),
  } satisfies Partial<Fields>;
}

function authorities(form: string): unknown {
  return form === "code" ? new Expression(":public_key.cacerts_get()") : "system";
}

function file(key: string): Mapping {
  return custom(
    [key],
    "path",
    { whenSet: true, with: ["connection.ssl.mode"] },
    {
      write(value, { config }) {
        const { mode } = config.connection.ssl;
        if (!["require", "verify-ca", "verify-full"].includes(mode ?? "")) return unused();
        return value === SYSTEM_CA ? {} : { set: { [key]: value } };
      },
      read: (native) => (typeof native.get(key) === "string" ? { value: native.get(key) } : undefined),
    },
  );
}

function serverName(key: string): Mapping {
  return custom(
    [key],
    "text",
    { whenSet: true, with: ["connection.ssl.mode"], note: "under verify-full" },
    {
      write(value, { config, mode }) {
        if (config.connection.ssl.mode !== "verify-full") return unchecked();
        const charlist = new Expression(`~c${JSON.stringify(value)}`);
        return { set: { [key]: mode === "code" ? charlist : value } };
      },
      read: () => undefined,
    },
  );
}

/** Times are milliseconds. Every other parameter stays a text, which is not a number to what reads it. */
export const ectoUrl = defineUrlParameters({
  id: "ecto",
  title: "Ecto",
  source: { url: "https://hexdocs.pm/ecto/Ecto.Repo.html#module-urls", version: "3.14", checked: "2026-11-21" },
  fields: {
    "pool.max": field("pool_size", count({ min: 1, text: true })),
    "session.queryTimeout": field("timeout", millis({ min: 1, text: true })),
    "pool.healthCheckInterval": field("idle_interval", millis({ min: 1, text: true })),
  },
  others: {
    ...anyText("connect_timeout", "pool_count", "queue_interval", "queue_target", "ssl"),
  },
  unknown: "ignored",
  detectBy: ["idle_interval", "pool_count", "pool_size", "queue_interval", "queue_target"],
  prefixes: ["ecto:"],
});
