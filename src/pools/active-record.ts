// what Active Record reads of a database.yml, in every version

import { type Codec, count, millis, seconds, text } from "../codecs/units.ts";
import { libpqSeconds } from "../codecs/url-text.ts";
import { LIBPQ } from "../dsn/_libpq.ts";
import { defaultIn } from "../languages/_default.ts";
import { libpqLimits } from "../mapping/authentication-limits.ts";
import {
  type Check,
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type Target,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { withoutUnit } from "../mapping/startup-options.ts";
import { filled } from "./spring-properties.ts";

/** There is no way to say off, so it is a time that is never reached. */
const NEVER = 2_147_483;

/** Seconds with fractions, of which 0 is no time at all. */
export function wait(): Codec {
  return seconds({ fractions: true, min: 0.001, off: NEVER, text: true, beyond: "kept" });
}

/** Seconds with fractions, of which 0 is off. */
export function timeOrZero(): Codec {
  return seconds({ fractions: true, off: 0, text: true, beyond: "kept" });
}

/** Everything of the table that is the same in all versions. */
export function railsTarget() {
  return {
    language: "ruby",
    // https://guides.rubyonrails.org/configuring.html#configuring-a-database: on by default
    prepared: {
      off: "prepared_statements: false",
      parameter: ["prepared_statements", "false"],
      set: ["prepared_statements", false],
    },
    evidence: "source",
    forms: ["yaml", "code"],
    under: { yaml: "production" },
    files: ["config/database.yml", "config/database.yaml", "database.yml"],
    connection: CONNECTION,
    constants: { adapter: "postgresql" },
    system: {
      keys: ["adapter"],
      postgresql: ["postgresql", "postgis", "postgresql_proxy", "postgresql_makara", "cockroachdb"],
    },
    ignoredKeys: [...KNOWN, ...FOREIGN.map(([key]) => key)],
    checks: FOREIGN.map(([key, help]) => foreign(key, help)),
    aliases: { user: "username", dbname: "database" },
    keyCase: { interpolated: filled, template: withoutErb, escape: escapeErb, environments: { bases: BASES } },
    program: {
      detectBy: "establish_connection",
      // the settings are its arguments, or one table in braces
      keys: { ...Object.fromEntries([...NAMES, ...KNOWN].map((key) => [key, key])), establish_connection: "" },
      opens: ["establish_connection", "HashConfig.new"],
      tables: ["configurations"],
    },
  } satisfies Partial<Target>;
}

/** The fields that all versions have, or have not, with those of one version among them. */
export function railsFields<const Own extends Partial<Fields>>(own: Own) {
  return {
    "connection.schema": searchPath(),
    "connection.applicationName": applicationName(),
    ...tls(),
    "connection.replicas": unsupported("a pool has one server", {
      workaround: "write each replica as a database of its own in the environment, with replica: true",
    }),
    ...own,
    "pool.acquireTimeout": field("checkout_timeout", wait(), {
      support: "partial",
      libraryDefault: 5_000,
      note: "of waiting alone: the connect comes with the first query, and has connect_timeout. There is no off, so it is 24.8 days",
    }),
    "pool.connectTimeout": field("connect_timeout", libpqSeconds(), {
      libraryDefault: null,
      note: "in whole seconds, for each address of the host",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
    "pool.testOnAcquire": verifyTimeout(),
    "pool.keepAlive": keepAlive(),
    "session.statementTimeout": variable("statement_timeout"),
    "session.lockTimeout": variable("lock_timeout"),
    "session.idleInTransactionTimeout": variable("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": variable("transaction_timeout", "PostgreSQL before 17 refuses the connection"),
    "session.queryTimeout": unsupported("the client has no timeout for queries", {
      libraryDefault: null,
      workaround: "session.statementTimeout, which the server enforces",
    }),
    "pool.maxWaiting": unsupported("the queue has no bound", { libraryDefault: null }),
    "retry.maxAttempts": retries(),
    "retry.interval": unsupported("it waits 0.1 s, and 0.1 s more each further time"),
    "retry.multiplier": unsupported("it waits 0.1 s, and 0.1 s more each further time"),
    "retry.maxInterval": unsupported("it waits 0.1 s, and 0.1 s more each further time"),
    "observe.leakThreshold": unsupported("the reaper takes back what a dead thread has kept, whatever the time", {
      libraryDefault: null,
    }),
    "observe.metrics": unsupported("its counts are always there, in `connection_pool.stat`", { libraryDefault: true }),
  } satisfies Partial<Fields>;
}

const CONNECTION: OptionsLayout = {
  layout: "options",
  prefix: "",
  url: "url",
  host: "host",
  port: "port",
  user: "username",
  password: "password",
  database: "database",
  startup: "options",
  hosts: "several",
  limits: libpqLimits(""),
  servers(hosts) {
    if (hosts.length < 2 || hosts.every(({ port }) => port === undefined)) return undefined;
    const list = (part: "host" | "port") => hosts.map((one) => one[part] ?? "").join(",");
    return { host: list("host"), port: list("port") };
  },
  // the parts are what its users write, and its own parser of URLs knows one host
  urlHolds: () => false,
  mergesQuery: true,
  urlOverrides: "Active Record lets the URL win over the keys beside it",
  overridden: {},
  sslModes: {},
  option: (name, value) => (LIBPQ.has(name) && !PARTS.has(name) ? { key: name, value } : undefined),
};

const PARTS = new Set(["host", "port", "user", "password", "dbname", "sslpassword"]);

/** Tables that environments take over with a merge key. */
const BASES = ["default", "defaults", "base", "common", "shared", "template", "postgresql", "postgres"];

/** What PostgreSQL's adapter, the pool and the tasks read besides. */
const KNOWN = [
  ...["adapter", "encoding", "min_messages", "schema_order", "variables", "insert_returning", "read_timeout"],
  ...["prepared_statements", "statement_limit", "advisory_locks", "use_metadata_table", "query_cache", "user"],
  ...["replica", "migrations_paths", "database_tasks", "schema_dump", "schema_format", "seeds", "template"],
  ...["schema_cache_path", "lazy_schema_cache_path", "collation", "ctype", "owner", "tablespace", "connection_limit"],
  ...["min_threads", "max_threads", "reaping_frequency", "retry_deadline", "requiressl", "type_map_for_queries"],
  ...[...LIBPQ.keys()].filter((name) => !["host", "port", "password", "dbname"].includes(name)),
];

/** What a program sets by the same names. */
const NAMES = [
  ...["url", "username", "database", "host", "port", "password", "pool", "max_connections", "min_connections"],
  ...["checkout_timeout", "idle_timeout", "max_age", "pool_jitter", "keepalive", "verify_timeout"],
  ...["connection_retries", "schema_search_path"],
];

/** Keys of other adapters. */
const FOREIGN = [
  ["timeout", "Remove it. What may be meant: checkout_timeout, connect_timeout, or statement_timeout under variables."],
  ["reconnect", "Remove it: Active Record reconnects on its own, connection_retries times."],
  ["socket", "Write the directory of the socket as host."],
  ["strict", "Remove it."],
  ["write_timeout", "Remove it. What may be meant: statement_timeout under variables."],
] as const;

function foreign(key: string, help: string): Check {
  return {
    key,
    part: "key",
    when: (value) => value !== undefined,
    rule: "unknown-key",
    severity: "warning",
    message: `${key} is a key of other databases: the adapter of PostgreSQL does not read it`,
    help,
  };
}

/** Puts a placeholder where ERB writes a value, and blanks where it writes none. What it would write is not known. */
function withoutErb(source: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const values = source.split("\n").map((line) => {
    const key = /^[ \t]*(?:- )?[\w.-]+:[ \t]+/.exec(line)?.[0];
    const begin = key === undefined ? -1 : line.indexOf("<%=", key.length);
    if (key === undefined || begin === -1 || !line.includes("%>", begin + 3)) return line;
    const [, name = "ERB"] = /ENV(?:\.fetch\(|\[)\s*:?["'](\w{1,60})["']/.exec(line) ?? [];
    const known = defaultIn(line.slice(begin + 3, line.indexOf("%>", begin + 3)));
    const value = known && !/[${}:]/.test(String(known.value)) ? `:${known.value}` : "";
    return `${key}\${${name}${value}}`.slice(0, line.length).padEnd(line.length);
  });
  return withoutTags(values.join("\n"), blank);
}

/** Replaces each tag `<% … %>`; `<%%` is a plain `<%`. */
function withoutTags(text: string, replace: (tag: string) => string): string {
  let out = "";
  let done = 0;
  for (let at = text.indexOf("<%"); at !== -1; at = text.indexOf("<%", Math.max(done, at + 2))) {
    if (text[at + 2] === "%") continue;
    const close = text.indexOf("%>", at + 2);
    if (close === -1) break;
    out += text.slice(done, at) + replace(text.slice(at, close + 2));
    done = close + 2;
  }
  return out + text.slice(done);
}

/** Keeps ERB from taking a text of the settings for its own. */
function escapeErb(source: string): string {
  return source.replaceAll("<%", "<%%");
}

/** Maps a server setting that is set after the connect. */
function variable(setting: string, note?: string): Mapping {
  const key = `variables.${setting}`;
  const unit = millis({ min: 1, off: 0, text: true, beyond: "refused" });
  return custom(
    [key],
    unit,
    { whenSet: true, ...(note !== undefined && { note }) },
    {
      write: field(key, unit).write,
      read(native) {
        if (!native.has(key)) return undefined;
        const value = native.get(key);
        return decode(unit, key, typeof value === "string" ? withoutUnit(value) : value);
      },
    },
  );
}

// set after the connect, too
function searchPath(): Mapping {
  const { startup: _, ...mapping } = searchPathSetting("schema_search_path");
  return mapping;
}

// an empty one is none
function applicationName(): Mapping {
  const key = "application_name";
  const own = field(key, text(), { libraryDefault: { words: "PGAPPNAME" } });
  return { ...own, read: (native) => (native.get(key) === "" ? undefined : own.read(native)) };
}

function verifyTimeout(): Mapping {
  const key = "verify_timeout";
  const unit = seconds({ off: NEVER, text: true, beyond: "kept" });
  const note =
    "with the first query after the checkout, if the connection was silent for longer; the test itself has no time limit. There is no off, so it is 24.8 days";
  return custom(
    [key],
    unit,
    { support: "partial", fullFor: (value) => value === null, libraryDefault: 2_000, whenSet: true, note },
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

function keepAlive(): Mapping {
  const [on, idle] = ["keepalives", "keepalives_idle"];
  const unit = seconds({ min: 1, max: 32_767, text: true, beyond: "refused" });
  const note =
    "in whole seconds, up to 32767 as Linux has it; keepalive is another thing, a query of the library itself";
  return custom(
    [on, idle],
    "s",
    { libraryDefault: { words: "on, with the time of the system" }, note },
    {
      write(value) {
        if (value === null) return { set: { [on]: 0 } };
        const encoded = unit.encode(value as number);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const rounded = encoded.loss !== undefined && [{ kind: "rounded" as const, message: `is ${encoded.loss}` }];
        return { set: { [on]: 1, [idle]: encoded.native }, ...(rounded && { remarks: rounded }) };
      },
      read(native) {
        if (native.has(on) && Number(native.get(on)) === 0) return { value: null };
        return native.has(idle) && Number(native.get(idle)) !== 0 ? decode(unit, idle, native.get(idle)) : undefined;
      },
    },
  );
}

function retries(): Mapping {
  const key = "connection_retries";
  const unit = count({ text: true });
  const note = "tried again so often: a connect, and a query that may be sent twice";
  return custom(
    [key],
    unit,
    { support: "partial", fullFor: (value) => value === 1, libraryDefault: 2, whenSet: true, note },
    {
      write: (value) => ({ set: { [key]: (value as number) - 1 } }),
      read(native) {
        if (!native.has(key)) return undefined;
        const read = decode(unit, key, native.get(key));
        return read.issues ? read : { value: (read.value as number) + 1 };
      },
    },
  );
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

// libpq reads it, so everything is as the canonical words say
function tls() {
  const key = "sslmode";
  const mode = custom(
    [key],
    MODES.join(", "),
    { libraryDefault: "prefer", whenSet: true },
    {
      write: (value) => ({ set: { [key]: value } }),
      read(native) {
        if (!native.has(key)) return undefined;
        const value = native.get(key);
        if (!MODES.includes(value as string))
          return { issues: [{ ...wrongType(key, "has no such mode"), legal: MODES.join(", ") }] };
        return { value };
      },
    },
  );
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": field("sslrootcert", text(), { whenSet: true }),
    "connection.ssl.cert": field("sslcert", text(), { whenSet: true }),
    "connection.ssl.key": field("sslkey", text(), { whenSet: true }),
    "connection.ssl.serverName": unsupported("libpq verifies the name of the host", {
      workaround: "write that name as host, and the address as hostaddr",
    }),
  } satisfies Partial<Fields>;
}
