// what pgbouncer.ini holds: a line for each database, and one section of settings; its times are seconds, with fractions

import { isTree, type Tree } from "../codecs/literal.ts";
import { type Codec, count, seconds, text } from "../codecs/units.ts";
import type { Pointer } from "../diagnostics/document.ts";
import { scanDsn } from "../dsn/parse.ts";
import { isForbidden } from "../formats/_problems.ts";
import {
  type Check,
  custom,
  decode,
  type Fields,
  type FileLayout,
  field,
  type Mapping,
  type NativeIssue,
  uncheckedCertificate,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { overlap } from "../model/version-range.ts";
import { MASK } from "../text/secret.ts";
import { authorityFile, NO_PROGRAM, POOLER_CONNECTION } from "./pooler.ts";

/** The key of a setting of the program. */
export function key(name: string): string {
  return `pgbouncer.${name}`;
}

const SECTION = key("").slice(0, -1);

/** The key of a setting of one database. */
export function own(name: string): string {
  return `database.${name}`;
}

/** Where it has the connection: in the line of the database. */
export const pgbouncerConnection: OptionsLayout = {
  ...POOLER_CONNECTION,
  prefix: "database.",
  host: own("host"),
  port: own("port"),
  user: own("user"),
  password: own("password"),
  database: own("dbname"),
  startup: own("options"),
  remarks: ({ database }) =>
    database === undefined || isEntryName(database) ? [] : [["database", { kind: "partial", message: ANY_NAME }]],
  // the line of a database knows few of the parameters that a URL may have
  option: (name, value) =>
    ["client_encoding", "datestyle", "timezone"].includes(name) ? { key: own(name), value } : null,
};

/** One line for each database, of what stands under `database`. */
export const pgbouncerFile: FileLayout = {
  write({ database, ...rest }) {
    const parts = isTree(database) ? database : {};
    const name = typeof parts.dbname === "string" && isEntryName(parts.dbname) ? parts.dbname : "*";
    return { databases: { [name]: pairs(parts) }, ...rest };
  },
  read(data) {
    const { databases, ...rest } = data;
    // a piece of the file may come without the name of its section
    const bare = Object.keys(data).some((name) => MARK.test(name));
    const common: Tree = bare ? { pgbouncer: data } : rest;
    const lines = !bare && isTree(databases) ? Object.entries(databases) : [];
    const way = (pointer: Pointer): Pointer => (bare && pointer[0] === SECTION ? pointer.slice(1) : pointer);
    if (lines.length === 0) return [{ name: "", settings: common, way }];
    return lines.map(([line, value]) => {
      const name = plainName(line);
      const parts = typeof value === "string" ? readPairs(value) : {};
      const database = { ...(name !== "*" && { dbname: name }), ...parts };
      return {
        name,
        settings: { database, ...common },
        way: (pointer) => (pointer[0] === "database" ? ["databases", line] : pointer),
      };
    });
  },
};

const MARK =
  /^(?:(?:default|min|reserve)_pool_size|pool_mode|max_client_conn|query_wait_timeout|server_(?:lifetime|idle_timeout))$/;

// words with blanks or quotes stand in single quotes, which are doubled inside
function pairs(parts: Tree): string {
  const quoted = (value: string) => (/^[\w.:/@%+*,-]+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`);
  return Object.entries(parts)
    .map(([name, value]) => `${name}=${quoted(String(value))}`)
    .join(" ");
}

// a quote that is not closed takes the rest
const PAIR = /\s*([^\s=]+)(?:(\s*=)\s*(?:'((?:[^']|'')*)(?:'|$)|([^\s']\S*)?))?/gy;

function readPairs(line: string): Tree {
  const parts: Tree = Object.create(null);
  for (const [, name = "", equals, quoted, plain = ""] of line.matchAll(PAIR)) {
    // what is no name may be the rest of a password with a blank in it, and is not shown
    const shown = equals !== undefined && /^[a-z_]+$/.test(name) ? name : MASK;
    parts[shown] = quoted?.replaceAll("''", "'") ?? plain;
  }
  return parts;
}

// PgBouncer has no quotes for the name of an entry, and its own console is the database pgbouncer
function isEntryName(name: string): boolean {
  return /^[\w.-]+$/.test(name) && name !== SECTION && !isForbidden(name);
}

const ANY_NAME =
  "is written for the entry *, which takes clients whatever database they name: an entry has letters, digits, _, . and - only";

function plainName(line: string): string {
  return /^".*"$/s.test(line) ? line.slice(1, -1).replaceAll('""', '"') : line;
}

/** Seconds as they stand there. */
export const TIME = seconds({ fractions: true, text: true, off: 0, max: 1e9 });

type Facts = NonNullable<Parameters<typeof field>[2]>;

/** Maps a field to one setting, whose value is text in the file. */
export function setting(name: string, unit: Codec, facts: Facts = {}): Mapping {
  const mapping = field(name, unit, facts);
  return { ...mapping, read: (native) => (isCommented(native.get(name)) ? {} : mapping.read(native)) };
}

// a comment begins at the beginning of a line only
function isCommented(value: unknown): boolean {
  return typeof value === "string" && /^\S+[ \t]+[;#]/.test(value);
}

function inlineComments(names: readonly string[]): Check[] {
  return names.map((name) => ({
    key: key(name),
    when: isCommented,
    rule: "inline-comment-in-value",
    severity: "error",
    message: `${name} has a comment on its line, which PgBouncer takes for a part of the value`,
    help: "Put the comment on a line of its own, beginning with a semicolon.",
  }));
}

/** A setting, written only where somebody set it, that a version brought. An older one does not start with it. */
export function sinceVersion(mapping: Mapping, { package: name, name: setting, version, absent }: Brought): Mapping {
  return {
    ...mapping,
    since: { package: name, range: `>=${version}`, refused: true },
    whenSet: true,
    write(value, context) {
      if (value === absent) return {};
      const stated = context.config.pooler.version;
      if (stated === undefined || overlap(stated, `>=${version}`) !== false) return mapping.write(value, context);
      const message = `needs ${setting}, which it has since ${version}; pooler.version is ${stated}`;
      return { remarks: [{ kind: "unrepresentable", message }] };
    },
  };
}

interface Brought {
  readonly package: string;
  /** The setting. */
  readonly name: string;
  readonly version: string;
  /** The value that needs no setting. */
  readonly absent?: null;
}

// the longest that anybody waits for; 0 closes a connection after one use
const TEN_YEARS = 315_360_000;

const LONG = seconds({ fractions: true, text: true, min: 0.001, max: 1e9, off: TEN_YEARS });

/** Maps a time that has no off: a time below the least one has a meaning of its own, which is told. */
function noZero(name: string, { least, means, override = name, written = LONG, ...facts }: NoZero): Mapping {
  const plain = setting(name, written, facts);
  return {
    ...plain,
    keys: [...new Set([name, override])],
    read(native) {
      const stated = native.has(override) ? override : name;
      const value = native.get(stated);
      if (!native.has(stated) || isCommented(value)) return native.has(stated) ? {} : undefined;
      if (typeof value !== "string" || !/^\d+(?:\.\d*)?$/.test(value) || Number(value) >= least)
        return decode(LONG, stated, value);
      const message = `${stated} is ${value}: ${means}`;
      const help = `Write ${TEN_YEARS}, which is ten years, for off.`;
      return { issues: [{ rule: "zero-not-off", severity: "error", key: stated, message, help }] };
    },
  };
}

interface NoZero extends Facts {
  /** Least time that is one, in seconds. */
  readonly least: number;
  /** What less than that does. */
  readonly means: string;
  readonly override?: string;
  readonly written?: Codec;
}

/** Maps the lifetime. */
export function serverLifetime(name: string, override: string): Mapping {
  return noZero(name, {
    least: 1e-6,
    means: "each server connection is closed after its first use",
    override,
    support: "partial",
    fullFor: (value) => value === null,
    libraryDefault: 3_600_000,
    note: "0 closes a connection after one use, so off is ten years; those that are due close one after another, a part of the lifetime apart",
  });
}

/** Maps the connect timeout, of which the socket has the whole seconds only. */
export function connectTimeout(name: string): Mapping {
  return noZero(name, {
    least: 1,
    means: "each attempt fails immediately, because the socket accepts whole seconds only",
    written: seconds({ text: true, min: 1, max: 1e9, off: TEN_YEARS }),
    support: "partial",
    libraryDefault: 15_000,
    note: "in whole seconds, rounded up; the attempt ends on time, and the client waits for the next one, after server_login_retry; 0 gives up immediately, so off is ten years",
  });
}

/** Maps the test before a connection is handed out to two settings: how long it may go untested, and the query. */
export function checkDelay(delay: string, query: string): Mapping {
  const unit = seconds({ fractions: true, text: true, max: 1e9 });
  return custom(
    [delay, query],
    unit,
    { libraryDefault: 30_000, note: "tested once it has been unused for that long; off is no query" },
    {
      write(value, context) {
        if (value === null) return { set: { [query]: "" } };
        return field(delay, unit).write(value === "always" ? 0 : value, context);
      },
      read(native) {
        if (native.get(query) === "") return { value: null };
        if (!native.has(delay) || isCommented(native.get(delay))) return native.has(delay) ? {} : undefined;
        const read = decode(unit, delay, native.get(delay));
        return read.value === 0 ? { value: "always" } : read;
      },
    },
  );
}

/** Maps TCP keep-alive to two settings; they hold for clients, too. */
export function keepAlive(on: string, idle: string): Mapping {
  const unit = seconds({ text: true, min: 1, max: 32_767 });
  return custom(
    [on, idle],
    { doc: "s" },
    { libraryDefault: { words: "on, when the system likes" }, note: "in whole seconds, rounded up; for clients, too" },
    {
      write(value, context) {
        if (value === null) return { set: { [on]: 0 } };
        const written = field(idle, unit).write(value, context);
        return written.set ? { ...written, set: { [on]: 1, ...written.set } } : written;
      },
      read(native) {
        if (native.get(on) === "0") return { value: null };
        if (!native.has(idle) || native.get(idle) === "0" || isCommented(native.get(idle)))
          return native.has(idle) || native.has(on) ? {} : undefined;
        return decode(unit, idle, native.get(idle));
      },
    },
  );
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/** TLS to the server: libpq's modes, and files. */
export function serverTls(mode: string, file: (name: string) => string) {
  return {
    "connection.ssl.mode": custom(
      [mode],
      MODES.join(", "),
      {
        support: "partial",
        fullFor: (value) => value !== "allow",
        with: ["connection.ssl.ca"],
        libraryDefault: { words: "prefer; disable before 1.24" },
        note: "allow tries TLS first, as prefer does",
      },
      {
        // libpq verifies the chain under require, too, once it has a root certificate
        write: (value, { config }) => ({
          set: { [mode]: value === "require" && config.connection.ssl.ca !== undefined ? "verify-ca" : value },
        }),
        read(native) {
          const value = native.get(mode);
          if (value === undefined || isCommented(value)) return value === undefined ? undefined : {};
          if (value === "require") return { value, issues: [uncheckedCertificate(mode, value)] };
          if (MODES.includes(value as string)) return { value };
          return { issues: [{ ...wrongType(mode, "is no mode of TLS"), legal: MODES.join(", ") }] };
        },
      },
    ),
    "connection.ssl.ca": authorityFile(setting(file("ca_file"), unquoted())),
    "connection.ssl.cert": setting(file("cert_file"), unquoted()),
    "connection.ssl.key": setting(file("key_file"), unquoted()),
    "connection.ssl.serverName": unsupported("the name that is checked is that of the host"),
  } satisfies Partial<Fields>;
}

/** Text that is the whole value of a setting: the file has no quotes there. */
function unquoted(): Codec {
  const plain = text();
  const error = "cannot be written: PgBouncer ignores blanks at the beginning and the end of a setting";
  return { ...plain, encode: (value) => (/^\s|\s$/.test(String(value)) ? { error } : plain.encode(value)) };
}

/** Maps the least size, which is kept without clients only where the database line names a user. */
export function minimum(name: string): Mapping {
  const note = "opened in advance and refilled where the database line names a user; else once a client is there";
  const plain = setting(name, count({ text: true }), { libraryDefault: 0, note });
  return {
    ...plain,
    write(value, context) {
      const { user, url } = context.config.connection;
      const named = user !== undefined || (url !== undefined && scanDsn(url.reveal()).dsn.user !== undefined);
      const written = plain.write(value, context);
      if (named || value === 0 || !written.set) return written;
      const message =
        "is partially supported: without a user in the database line it is maintained only after a client has connected";
      return { ...written, remarks: [{ kind: "partial", message }] };
    },
  };
}

/** What PgBouncer does to a client that is over time. */
export const BY_ITSELF = "PgBouncer closes the connection of the client and that to the server";

/** What no setting of PgBouncer says. */
export const PGBOUNCER_LOST = {
  ...NO_PROGRAM,
  "pool.maxUses": unsupported("it retires a connection by age, or after one use", {
    libraryDefault: null,
    workaround: "server_lifetime = 0 closes each server connection after one use",
  }),
  "pool.healthCheckInterval": unsupported("a connection is tested when somebody waits for it", {
    libraryDefault: null,
  }),
  "pool.maxLifetimeJitter": unsupported(
    "connections that are due close one after another, lifetime ÷ pool size apart",
    {
      libraryDefault: { words: "spread by lifetime ÷ pool size" },
    },
  ),
} satisfies Partial<Fields>;

/** Maps the limit on clients; in session mode each of them has a server connection for itself. */
export function clientLimit(name: string): Mapping {
  const plain = setting(name, count({ min: 1, text: true }), { whenSet: true, libraryDefault: 100 });
  return {
    ...plain,
    read(native) {
      const read = plain.read(native);
      const mode = native.get(own("pool_mode")) ?? native.get(key("pool_mode")) ?? "session";
      const size = Number(native.get(own("pool_size")) ?? native.get(key("default_pool_size")) ?? 20);
      const most = read?.value;
      if (mode !== "session" || typeof most !== "number" || !(most > size)) return read;
      const fault: NativeIssue = {
        rule: "session-pool-smaller-than-clients",
        severity: "warning",
        key: name,
        message: `max_client_conn lets in ${most} clients, and in session mode ${size} of them have a server connection; the others wait`,
        help: "Use transaction mode, or let in no more clients than there are server connections.",
      };
      return { ...read, issues: [fault] };
    },
  };
}

const PER_USER = [
  ...["pool_size", "reserve_pool_size", "pool_mode", "max_user_connections", "query_wait_timeout", "query_timeout"],
  ...["idle_transaction_timeout", "transaction_timeout"],
];

/** Says, with what a mapping reads, which users have settings of their own: these hold for nobody else. */
export function besideUsers(mapping: Mapping): Mapping {
  return {
    ...mapping,
    read(native) {
      const users = native.get("users");
      const own = Object.entries(isTree(users) ? users : {}).flatMap(([user, line]) => {
        const parts = typeof line === "string" ? readPairs(line) : {};
        const names = PER_USER.filter((name) => Object.hasOwn(parts, name));
        return names.length > 0 ? [`${plainName(user).slice(0, 60)} (${names.join(", ")})`] : [];
      });
      const read = mapping.read(native);
      if (own.length === 0) return read;
      const all = own.length > 5 ? [...own.slice(0, 5), `${own.length - 5} more`] : own;
      return { ...read, remark: `[users] goes before what is read here, and is left out: ${all.join(", ")}` };
    },
  };
}

/** What the reserve adds to the size of a pool, in words. */
export function reserve(native: Parameters<Mapping["read"]>[0]): string | undefined {
  const keys = [own("reserve_pool_size"), own("reserve_pool"), key("reserve_pool_size")];
  const size = keys.map((name) => native.get(name)).find((value) => value !== undefined);
  if (typeof size !== "string" || !/^[1-9]\d*$/.test(size)) return undefined;
  return `reserve_pool_size lets it open ${size} connections more than pool.max, for clients that have waited`;
}

const KNOWN = [
  ...["admin_users", "application_name_add_host", "auth_dbname", "auth_file", "auth_hba_file", "auth_ident_file"],
  ...["auth_ldap_options", "auth_query", "auth_type", "auth_user", "autodb_idle_timeout", "cancel_wait_timeout"],
  ...[
    "client_idle_timeout",
    "client_login_timeout",
    "client_tls13_ciphers",
    "client_tls_ca_file",
    "client_tls_cert_file",
  ],
  ...["client_tls_ciphers", "client_tls_dheparams", "client_tls_ecdhcurve", "client_tls_key_file"],
  ...["client_tls_protocols", "client_tls_sslmode", "conffile", "disable_pqexec", "dns_max_ttl", "dns_nxdomain_ttl"],
  ...["dns_zone_check_period", "ignore_startup_parameters", "job_name", "listen_addr", "listen_backlog", "listen_port"],
  ...["log_connections", "log_disconnections", "log_pooler_errors", "log_stats", "logfile", "login_notify_message"],
  ...["max_db_client_connections", "max_db_connections", "max_packet_size", "max_user_client_connections"],
  ...["max_user_connections", "peer_id", "pidfile", "pkt_buf", "pool_idle_timeout", "query_wait_notify"],
  ...["reserve_pool_size", "reserve_pool_timeout", "resolv_conf", "sbuf_loopcnt", "scram_iterations"],
  ...["server_fast_close", "server_login_retry", "server_reset_query", "server_reset_query_always"],
  ...["server_round_robin", "server_tls13_ciphers", "server_tls_ciphers", "server_tls_protocols", "service_name"],
  ...["so_reuseport", "stats_period", "stats_users", "suspend_timeout", "syslog", "syslog_facility", "syslog_ident"],
  ...["tcp_defer_accept", "tcp_keepcnt", "tcp_keepintvl", "tcp_socket_buffer", "tcp_user_timeout"],
  ...["track_extra_parameters", "unix_socket_dir", "unix_socket_group", "unix_socket_mode", "user", "verbose"],
];

const KNOWN_OF_DATABASE = [
  ...["auth_user", "auth_dbname", "auth_query", "client_encoding", "connect_query", "datestyle", "timezone"],
  ...["load_balance_hosts", "max_db_connections", "max_db_client_connections", "reserve_pool", "reserve_pool_size"],
];

const MAPPED = [
  ...["default_pool_size", "min_pool_size", "query_wait_timeout", "server_connect_timeout", "server_idle_timeout"],
  ...["server_lifetime", "server_check_delay", "tcp_keepidle", "query_timeout", "idle_transaction_timeout"],
  ...["transaction_timeout", "pool_mode", "max_client_conn", "max_prepared_statements", "server_tls_sslmode"],
];

/** What it reads besides. */
export const PGBOUNCER_KNOWN: readonly string[] = [...KNOWN.map(key), ...KNOWN_OF_DATABASE.map(own), "users", "peers"];

/** The fault of a comment behind a value, for each setting. */
export const INLINE_COMMENTS: readonly Check[] = inlineComments([...MAPPED, ...KNOWN]);
