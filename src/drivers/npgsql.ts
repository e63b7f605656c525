// the connection string of Npgsql: keywords by their display names

import { Expression, type Tree } from "../codecs/literal.ts";
import { type Codec, count, flag, seconds, text } from "../codecs/units.ts";
import { isKeywords } from "../dsn/find.ts";
import adoNet from "../formats/ado-net.ts";
import { NPGSQL_LIMITS } from "../mapping/authentication-limits.ts";
import {
  type Check,
  custom,
  decode,
  type Fields,
  field,
  type Mapping,
  type NativeIssue,
  type Target,
  uncheckedCertificate,
  unsupported,
  wrongType,
} from "../mapping/define.ts";
import { searchPathSetting } from "../mapping/guc.ts";
import type { OptionsLayout } from "../mapping/layout.ts";
import { startupTimeout } from "../mapping/startup-options.ts";
import { SYSTEM_CA } from "../model/connection.ts";
import { NOT_IN_LIBRARY_POOLS } from "./pg/pg.ts";

/** What differs between its versions. */
interface Version {
  /** Lifetime of a connection where none is stated, in milliseconds. */
  readonly lifetime: number | null;
  /** Keywords of these versions only. */
  readonly known: readonly string[];
}

/** Everything of the table but the version. */
export function npgsqlTarget({ lifetime, known }: Version) {
  return {
    language: "csharp",
    evidence: "source",
    forms: ["ado-net", "json", "code"],
    under: { json: "ConnectionStrings.Default" },
    asText: { json: "ado-net" },
    files: ["appsettings.json", "appsettings.{Development,Staging,Production,Local,Test}.json"].map((path) => ({
      path,
      keys: { ConnectionStrings: "" },
    })),
    connection: CONNECTION,
    fields: {
      "connection.schema": searchPathSetting("Search Path"),
      "connection.applicationName": field("Application Name", text(), { libraryDefault: { words: "PGAPPNAME" } }),
      ...tls(),
      "connection.replicas": unsupported("a data source has one primary", {
        workaround: "name several hosts, and Target Session Attributes",
      }),
      "pool.max": maximum(),
      "pool.min": field("Minimum Pool Size", count({ text: true }), {
        support: "partial",
        fullFor: (value) => value === 0,
        libraryDefault: 0,
        note: "prevents pruning below it, but opens no connection in advance",
      }),
      "pool.maxIdle": unsupported("it closes idle connections by time only", {
        libraryDefault: { sameAs: "pool.max" },
      }),
      "pool.acquireTimeout": field("Timeout", seconds({ off: 0, max: 1_024, text: true, beyond: "refused" }), {
        libraryDefault: 15_000,
        note: "one time for waiting and connecting together; more than 1024 s is refused",
      }),
      "pool.connectTimeout": unsupported("Timeout is one time for waiting and connecting together", {
        libraryDefault: { sameAs: "pool.acquireTimeout" },
        workaround: "let pool.acquireTimeout bound connecting, too",
      }),
      "pool.idleTimeout": idleTimeout(),
      "pool.maxLifetime": field(
        "Connection Lifetime",
        seconds({ off: 0, max: 2_147_483_647, text: true, beyond: "refused" }),
        {
          support: "partial",
          fullFor: (value) => value === null,
          libraryDefault: lifetime,
          note: "age is checked on checkout and on pruning, so an expired idle connection stays open until then",
        },
      ),
      "pool.maxLifetimeJitter": unsupported("all connections live equally long", {
        libraryDefault: 0,
        workaround: "take a part off Connection Lifetime at random in each process",
      }),
      "pool.maxUses": unsupported("it retires a connection by age, never by use", { libraryDefault: null }),
      "pool.testOnAcquire": unsupported("an idle connection is checked out untested", {
        libraryDefault: null,
        workaround: "pool.healthCheckInterval, whose queries detect a broken connection before checkout",
      }),
      "pool.keepAlive": keepAlive(),
      "session.statementTimeout": startupTimeout("Options", "statement_timeout"),
      "session.lockTimeout": startupTimeout("Options", "lock_timeout"),
      "session.idleInTransactionTimeout": startupTimeout("Options", "idle_in_transaction_session_timeout"),
      "session.transactionTimeout": startupTimeout("Options", "transaction_timeout", {
        note: "PostgreSQL before 17 refuses the connection",
      }),
      "session.queryTimeout": field("Command Timeout", seconds({ off: 0, text: true, beyond: "kept" }), {
        libraryDefault: 30_000,
        ownLimit: true,
        note: "written even if not set, because its default is 30 s; it requests a cancel from the server, and then gives up",
      }),
      ...NOT_IN_LIBRARY_POOLS,
      "pool.healthCheckInterval": field("Keepalive", seconds({ off: 0, text: true, beyond: "kept" }), {
        libraryDefault: null,
        note: "a query on a connection that was idle for this time; one that fails is not checked out again",
      }),
      "observe.metrics": unsupported("it always records metrics, in .NET's meter Npgsql", {
        libraryDefault: true,
      }),
    },
    ignoredKeys: [...KNOWN, ...known, ...REFUSED.map(([wrong]) => wrong)],
    checks: REFUSED.map(([key, meant]) => refused(key, meant)),
    keyCase: { key: (part) => SPELLINGS.get(part.trim().toLowerCase()) ?? part, table: tableIn },
    program: {
      detectBy: "Npgsql",
      // properties of the builder, and keywords that it is indexed by
      keys: Object.fromEntries([...PROPERTIES, ...NAMES.map((name) => [name, name] as const)]),
      opens: [
        "NpgsqlConnection",
        "NpgsqlDataSource.Create",
        "UseNpgsql",
        "AddNpgsqlDataSource",
        "AddNpgsqlSlimDataSource",
      ],
      parts: ["NpgsqlConnectionStringBuilder", "NpgsqlDataSourceBuilder", "NpgsqlSlimDataSourceBuilder"],
    },
  } satisfies Omit<Target, "id" | "title" | "package" | "source" | "summary">;
}

const CONNECTION: OptionsLayout = {
  layout: "options",
  prefix: "",
  host: "Host",
  port: "Port",
  user: "Username",
  password: "Password",
  database: "Database",
  startup: "Options",
  hosts: "several",
  wants: ["host"],
  limits: NPGSQL_LIMITS,
  portsInHost: true,
  servers(hosts) {
    if (hosts.length < 2) return undefined;
    const one = (host = "") => (host.includes(":") ? `[${host}]` : host);
    return { host: hosts.map(({ host, port }) => one(host) + (port === undefined ? "" : `:${port}`)).join(",") };
  },
  // it knows no URLs
  urlHolds: () => false,
  urlOverrides: "",
  overridden: {},
  sslModes: {},
  option(name, value, { hosts }) {
    const key = PARAMETERS[name];
    // refused where there is one host
    if (key === undefined || (name === "target_session_attrs" && hosts.length < 2)) return undefined;
    return { key, value };
  },
};

/** Parameters of libpq that it has under names of its own. */
const PARAMETERS: Readonly<Record<string, string>> = {
  client_encoding: "Client Encoding",
  passfile: "Passfile",
  target_session_attrs: "Target Session Attributes",
};

/** Keywords, each by its display name: further names that it has. That without blanks it has besides. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  Host: ["Server"],
  Port: [],
  Database: ["DB"],
  Username: ["User Name", "UserId", "User Id", "UID"],
  Password: ["PSW", "PWD"],
  "Minimum Pool Size": ["MinPoolSize"],
  "Maximum Pool Size": ["MaxPoolSize"],
  "Connection Lifetime": ["Load Balance Timeout"],
  "Kerberos Service Name": ["Krbsrvname"],
  "GSS Encryption Mode": ["GssEncryptionMode"],
};

/** Keywords of the table, which have names of a property, too. */
const MAPPED = [
  "Application Name",
  "Search Path",
  "SSL Mode",
  "Root Certificate",
  "SSL Certificate",
  "SSL Key",
  "Timeout",
  "Connection Idle Lifetime",
  "Connection Pruning Interval",
  "TCP Keepalive",
  "TCP Keepalive Time",
  "Keepalive",
  "Command Timeout",
  "Options",
];

const KNOWN = [
  "Array Nullability Mode",
  "Auto Prepare Min Usages",
  "Cancellation Timeout",
  "Channel Binding",
  "Check Certificate Revocation",
  "Client Encoding",
  "Encoding",
  "Enlist",
  "GSS Encryption Mode",
  "Host Recheck Seconds",
  "Include Error Detail",
  "Include Failed Batched Command",
  "Include Realm",
  "Internal Command Timeout",
  "Kerberos Service Name",
  "Load Balance Hosts",
  "Load Table Composites",
  "Log Parameters",
  "Max Auto Prepare",
  "No Reset On Close",
  "Passfile",
  "Persist Security Info",
  "Pooling",
  "Read Buffer Size",
  "Replication Mode",
  "Require Auth",
  "SSL Password",
  "Server Compatibility Mode",
  "Socket Receive Buffer Size",
  "Socket Send Buffer Size",
  "TCP Keepalive Interval",
  "Target Session Attributes",
  "Timezone",
  "Trust Server Certificate",
  "Write Buffer Size",
];

/** Keywords of other libraries, each with the one that is meant. */
const REFUSED = [
  ["Max Pool Size", "Maximum Pool Size"],
  ["Min Pool Size", "Minimum Pool Size"],
  ["Connect Timeout", "Timeout"],
  ["Connection Timeout", "Timeout"],
  ["Keep Alive", "Keepalive"],
] as const;

const NAMES = [...new Set([...Object.keys(SYNONYMS), ...MAPPED, ...KNOWN])];

/** Display names by every other name, in lower case. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [...NAMES, "Multiplexing", "Write Coalescing Buffer Threshold Bytes", ...REFUSED.map(([wrong]) => wrong)].flatMap(
    (name) => {
      const own = [name, ...(REFUSED.some(([wrong]) => wrong === name) ? [] : [name.replaceAll(" ", "")])];
      return [...own, ...(SYNONYMS[name] ?? [])].map((word) => [word.toLowerCase(), name] as const);
    },
  ),
);

/** Display names by the properties of the builder. */
const PROPERTIES: readonly (readonly [string, string])[] = NAMES.map((name) => {
  const words = SYNONYMS[name]?.find((word) => /^M..PoolSize$/.test(word)) ?? name;
  const property = words
    .replace(/^SSL/, "Ssl")
    .replace(/^TCP/, "Tcp")
    .replace(/^GSS/, "Gss")
    .replace("Keepalive", "KeepAlive")
    .replaceAll(" ", "");
  return [property, name];
});

function refused(key: string, meant: string): Check {
  return {
    key,
    part: "key",
    when: (value) => value !== undefined,
    rule: "unknown-key",
    severity: "error",
    message: `Npgsql has no keyword ${key}, and refuses the whole connection string`,
    help: `Write ${meant}.`,
  };
}

// a connection string among other settings; that of another database has keywords which this one has not
function tableIn(value: string, key: string): Tree | undefined {
  if (SPELLINGS.has(key.toLowerCase()) || !value.includes("=") || value.includes("://")) return undefined;
  // one of libpq would be all in its first value
  if (isKeywords(value)) return undefined;
  const { data } = adoNet.read(value, { name: key });
  const names = Object.keys(data as Tree).map((name) => name.toLowerCase());
  if (names.some((name) => OTHERS.test(name)) || !names.some((name) => SPELLINGS.has(name))) return undefined;
  return data as Tree;
}

const OTHERS =
  /^(?:data source|initial catalog|integrated security|trusted_connection|multipleactiveresultsets|encrypt|attachdbfilename|accountendpoint|allowpublickeyretrieval|trustservercertificate|defaultendpointsprotocol)$/;

function maximum(): Mapping {
  const own = field("Maximum Pool Size", count({ min: 1, text: true }), { libraryDefault: 100 });
  const remark = "Pooling is false there: each open makes a connection of its own, and nothing bounds their number";
  const off = (native: unknown) => String(native).toLowerCase() === "false";
  return { ...own, read: (native) => (off(native.get("Pooling")) ? { remark } : own.read(native)) };
}

/** Longer than any pool lives: there is no way to say off. */
const NEVER = 2_147_483;

const PRUNING = 10;

// what is closed is the median of the idle connections, counted as often as the second key says
function idleTimeout(): Mapping {
  const [key, interval] = ["Connection Idle Lifetime", "Connection Pruning Interval"];
  const unit: Codec = seconds({ min: 1, max: NEVER, off: NEVER, text: true, beyond: "kept" });
  const note =
    "the idle connections are counted every Connection Pruning Interval; after the whole time as many are closed as were idle in half the counts. There is no off, so it is 24.8 days";
  return custom(
    [key, interval],
    unit,
    { support: "partial", fullFor: (value) => value === null, libraryDefault: 300_000, note },
    {
      write(value) {
        const encoded = unit.encode(value as number | null);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const native = encoded.native as number;
        const often = native === NEVER ? NEVER : Math.min(PRUNING, native);
        const rounded = encoded.loss !== undefined && [{ kind: "rounded" as const, message: `is ${encoded.loss}` }];
        return { set: { [key]: native, [interval]: often }, ...(rounded && { remarks: rounded }) };
      },
      read(native) {
        const often = native.has(interval) ? Number(native.get(interval)) : PRUNING;
        const idle = native.has(key) ? Number(native.get(key)) : 300;
        if (often === 0 || idle < often) return { issues: [tooShort(native.has(key) ? key : interval, idle, often)] };
        if (!native.has(key)) return undefined;
        return idle >= NEVER ? { value: null } : decode(unit, key, native.get(key));
      },
    },
  );
}

function tooShort(key: string, idle: number, often: number): NativeIssue {
  return {
    rule: "out-of-range",
    severity: "error",
    key,
    message: `Connection Idle Lifetime is ${idle}, and Connection Pruning Interval ${often}: Npgsql refuses the pool`,
    legal: "a Connection Pruning Interval of 1 s or more, and a Connection Idle Lifetime that is not shorter",
    help: "Write Connection Pruning Interval, too; left out, it is 10 s.",
  };
}

function keepAlive(): Mapping {
  const [on, time] = ["TCP Keepalive", "TCP Keepalive Time"];
  const unit = seconds({ min: 1, max: 32_767, text: true, beyond: "refused" });
  return custom(
    [on, time],
    "s",
    {
      libraryDefault: null,
      note: "in whole seconds, up to 32767 as Linux has it; Keepalive is another thing, a query of the library itself",
    },
    {
      write(value) {
        if (value === null) return { set: { [on]: false } };
        const encoded = unit.encode(value as number);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        const rounded = encoded.loss !== undefined && [{ kind: "rounded" as const, message: `is ${encoded.loss}` }];
        return { set: { [on]: true, [time]: encoded.native }, ...(rounded && { remarks: rounded }) };
      },
      read(native) {
        if (native.has(time) && Number(native.get(time)) !== 0) return decode(unit, time, native.get(time));
        if (!native.has(on)) return undefined;
        const state = FLAG.decode(native.get(on));
        if ("error" in state) return { issues: [wrongType(on, state.error, FLAG)] };
        if (state.value === false) return { value: null };
        return { value: 7_200_000, note: "no time was given: the system's default applies, 2 h on Linux" };
      },
    },
  );
}

// a text in a connection string, whatever its case
const FLAG: Codec = {
  ...flag(),
  decode(native) {
    const word = typeof native === "string" ? native.toLowerCase() : native;
    return flag().decode(word === "true" ? true : word === "false" ? false : native);
  },
};

const MODES: Readonly<Record<string, string>> = {
  disable: "Disable",
  allow: "Allow",
  prefer: "Prefer",
  require: "Require",
  "verify-ca": "VerifyCA",
  "verify-full": "VerifyFull",
};

function tls() {
  const key = "SSL Mode";
  const mode = custom(
    [key],
    Object.values(MODES).join(", "),
    { libraryDefault: "prefer", with: ["connection.ssl.ca"] },
    {
      write(value, { config, mode: form }) {
        // libpq verifies the chain under require, too, once it has a root certificate
        const chain = value === "require" && config.connection.ssl.ca !== undefined;
        const word = MODES[chain ? "verify-ca" : String(value)]!;
        return { set: { [key]: form === "code" ? new Expression(`SslMode.${word}`) : word } };
      },
      read(native) {
        if (!native.has(key)) return undefined;
        const word = String(native.get(key)).toLowerCase();
        const value = Object.keys(MODES).find((name) => MODES[name]!.toLowerCase() === word);
        if (value === undefined)
          return { issues: [{ ...wrongType(key, "has no such mode"), legal: Object.values(MODES).join(", ") }] };
        return { value, issues: value === "require" ? [uncheckedCertificate(key, "Require")] : [] };
      },
    },
  );
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": file("Root Certificate"),
    "connection.ssl.cert": file("SSL Certificate"),
    "connection.ssl.key": file("SSL Key"),
    "connection.ssl.serverName": unsupported("it verifies the name of the host", {
      workaround: "UseSslClientAuthenticationOptionsCallback of the data source builder sets TargetHost",
    }),
  } satisfies Partial<Fields>;
}

// without a file, the authorities of the system are trusted
function file(key: string): Mapping {
  return custom(
    [key],
    "path",
    { whenSet: true },
    {
      write: (value) => (value === SYSTEM_CA ? {} : { set: { [key]: value } }),
      read: (native) => (typeof native.get(key) === "string" ? { value: native.get(key) } : undefined),
    },
  );
}
