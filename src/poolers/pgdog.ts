// what pgdog.toml holds: general settings, and an entry for each database; its times are milliseconds

import { jitterMillis, toJitter } from "../codecs/jitter.ts";
import { isTable, isTree, plain } from "../codecs/literal.ts";
import { flag, millis, text } from "../codecs/units.ts";
import type { Pointer } from "../diagnostics/document.ts";
import {
  custom,
  decode,
  type Fields,
  type FileLayout,
  field,
  type Mapping,
  type Remark,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import { oneServer, POOLER_CONNECTION } from "./pooler.ts";

/** Where it has the connection: in the entry of the database. */
export const pgdogConnection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "database.",
  host: "database.host",
  port: "database.port",
  user: "database.user",
  password: "database.password",
  database: "database.database_name",
  startup: "database.options",
  sockets: false,
  servers: oneServer,
};

/** One entry, by the name of its database. */
export const pgdogFile: FileLayout = {
  write({ database, ...rest }) {
    const { database_name: name, ...parts } = isTree(database) ? database : {};
    return {
      ...rest,
      databases: [{ ...(name !== undefined && { name, database_name: name }), ...parts }],
    };
  },
  read({ databases, ...rest }) {
    const entries = Array.isArray(databases) ? databases.filter(isTable).map((entry) => plain(entry)) : [];
    if (entries.length === 0) return [{ name: "", settings: rest, way: (pointer) => pointer }];
    return entries.map(({ name, ...entry }, at) => ({
      name: String(name ?? at),
      settings: { ...rest, database: { ...(name !== undefined && { database_name: name }), ...entry } },
      way: ([head, ...tail]): Pointer => (head === "database" ? ["databases", at, ...tail] : [head!, ...tail]),
    }));
  },
};

// it has no word for it: its own defaults for a time without end are longer than a life
const TEN_YEARS_MS = 315_360_000_000;

/** Milliseconds; off is ten years. */
export const LONG = millis({ min: 1, max: 1e12, off: TEN_YEARS_MS });

/** Maps a time that holds for all, and for which a database may have one of its own. */
export function timed(name: string, facts: Parameters<typeof field>[2]): Mapping {
  const plain = field(`general.${name}`, LONG, facts);
  const override = `database.${name}`;
  return {
    ...plain,
    keys: [...plain.keys, override],
    read: (native) => (native.has(override) ? decode(LONG, override, native.get(override)) : plain.read(native)),
  };
}

const LIFETIME = "server_lifetime";
const JITTER = "server_lifetime_jitter";

/** Lifetime and jitter: its jitter goes to either side, so half of it stands there, below the lifetime by as much. */
export function spreadLifetime() {
  const keys = [`general.${LIFETIME}`, `general.${JITTER}`, `database.${LIFETIME}`, `database.${JITTER}`] as const;
  const stated = (native: Parameters<Mapping["read"]>[0], own: string, general: string) =>
    native.has(own) ? own : general;
  const half = (native: Parameters<Mapping["read"]>[0]) => {
    const value = native.get(stated(native, keys[3], keys[1]));
    return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
  };
  const lifetime = custom(
    keys,
    LONG,
    {
      libraryDefault: 86_400_000,
      with: ["pool.maxLifetimeJitter"],
      note: "the middle of the range, because its jitter goes in both directions; off is ten years",
    },
    {
      write(value, { config }) {
        const spread = Math.floor(jitterMillis(config.pool.maxLifetimeJitter, value as number | null) / 2);
        const encoded = LONG.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        return { set: { [keys[0]]: value === null ? encoded.native : (value as number) - spread, [keys[1]]: spread } };
      },
      read(native) {
        const key = stated(native, keys[2], keys[0]);
        if (!native.has(key)) return undefined;
        const read = decode(LONG, key, native.get(key));
        return typeof read.value === "number" ? { value: read.value + half(native) } : read;
      },
    },
  );
  const jitter = custom(
    [keys[1], keys[3]],
    "ms",
    { libraryDefault: 0, with: ["pool.maxLifetime"], note: "half of it, to either side of the middle" },
    {
      write(value, { config }) {
        const whole = jitterMillis(value as number | string, config.pool.maxLifetime);
        const remark: Remark = { kind: "rounded", message: `is rounded down to ${whole - 1} ms` };
        return whole % 2 === 1 ? { remarks: [remark] } : {};
      },
      read(native) {
        const spread = half(native);
        const age = native.get(stated(native, keys[2], keys[0]));
        if (spread === 0) return native.has(keys[1]) || native.has(keys[3]) ? { value: 0 } : undefined;
        return { value: toJitter(spread * 2, typeof age === "number" ? age + spread : null) };
      },
    },
  );
  return { "pool.maxLifetime": lifetime, "pool.maxLifetimeJitter": jitter } satisfies Partial<Fields>;
}

/** Maps the test before a connection is handed out. */
export function pgdogTest(key: string): Mapping {
  const unit = millis({ max: 1e12, off: TEN_YEARS_MS });
  return custom(
    [key],
    unit,
    {
      support: "partial",
      fullFor: (value) => typeof value !== "number",
      libraryDefault: 30_000,
      note: "tested where the last test is longer ago than that, used since or not; off is ten years",
    },
    {
      write: (value, context) => field(key, unit).write(value === "always" ? 0 : value, context),
      read(native) {
        if (!native.has(key)) return undefined;
        const read = decode(unit, key, native.get(key));
        return read.value === 0 ? { value: "always" } : read;
      },
    },
  );
}

/** Maps TCP keep-alive to a switch and a time. */
export function pgdogKeepAlive(on: string, time: string): Mapping {
  const unit = millis({ min: 1, max: 32_767_000 });
  return custom(
    [on, time],
    unit,
    { libraryDefault: { words: "on, when the system likes" }, note: "for clients, too" },
    {
      write(value, context) {
        if (value === null) return { set: { [on]: false } };
        const written = field(time, unit).write(value, context);
        return written.set ? { set: { [on]: true, ...written.set } } : written;
      },
      read(native) {
        const state = flag().decode(native.has(on) ? native.get(on) : true);
        if ("error" in state) return { issues: [wrongType(on, state.error)] };
        if (state.value === false) return { value: null };
        return native.has(time) ? decode(unit, time, native.get(time)) : undefined;
      },
    },
  );
}

const WORDS: Readonly<Record<string, string>> = {
  disable: "disabled",
  prefer: "prefer",
  "verify-ca": "verify_ca",
  "verify-full": "verify_full",
};

/** TLS to the server: a word, and files. It can demand TLS only with a check of the certificate. */
export function pgdogTls(mode: string) {
  return {
    "connection.ssl.mode": custom(
      [mode],
      Object.values(WORDS).join(", "),
      {
        support: "partial",
        fullFor: (value) => Object.hasOwn(WORDS, String(value)),
        libraryDefault: "prefer",
        note: "disable, prefer, verify-ca and verify-full are supported; it cannot require TLS without a check of the certificate",
      },
      {
        write(value) {
          const word = WORDS[String(value)];
          if (word !== undefined) return { set: { [mode]: word } };
          const message = "is not supported: TLS is taken where the server has it, and done without where not";
          const workaround = "set verify-full or verify-ca, and connection.ssl.ca";
          return {
            set: { [mode]: WORDS.prefer },
            remarks: [{ kind: "unsupported", message, workaround, severity: "warning" }],
          };
        },
        read(native) {
          if (!native.has(mode)) return undefined;
          const said = native.get(mode);
          const known = Object.entries(WORDS).find(([, word]) => word === said);
          if (known) return { value: known[0] };
          return { issues: [{ ...wrongType(mode, "is no mode"), legal: Object.values(WORDS).join(", ") }] };
        },
      },
    ),
    "connection.ssl.ca": authority("general.tls_server_ca_certificate"),
    "connection.ssl.cert": field("general.tls_server_certificate", text()),
    "connection.ssl.key": field("general.tls_server_private_key", text()),
    "connection.ssl.serverName": unsupported("the name that is checked is that of the host"),
  } satisfies Partial<Fields>;
}

// without a file it goes by the authorities of the system
function authority(key: string): Mapping {
  const plain = field(key, text());
  return { ...plain, write: (value, context) => (value === SYSTEM_CA ? {} : plain.write(value, context)) };
}

/** Native settings with nothing canonical in them. */
export function known(general: readonly string[]): string[] {
  return [...general.map((name) => `general.${name}`), ...OF_DATABASE.map((name) => `database.${name}`), ...TABLES];
}

const OF_DATABASE = [
  ...["min_pool_size", "role", "shard", "read_only", "resharding_only", "lb_weight", "pool_size_primary"],
  ...["pool_size_replica", "min_pool_size_primary", "min_pool_size_replica"],
  ...["idle_timeout_primary", "idle_timeout_replica"],
];

const TABLES = [
  ...["rewrite", "multi_tenant", "plugins", "admin", "sharded_tables", "omnisharded_tables", "sharded_mappings"],
  ...["sharded_schemas", "replica_lag", "replication", "mirroring", "memory", "otel", "vault", "query_parsers"],
  ...["users", "tcp.interval", "tcp.retries", "tcp.user_timeout", "tcp.congestion_control"],
];
