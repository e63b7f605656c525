// what node-postgres reads, under any prefix: the base of every target that hands its options to pg

import { Expression } from "../../codecs/literal.ts";
import { count, flag, millis, text } from "../../codecs/units.ts";
import { PG_LIMITS } from "../../mapping/authentication-limits.ts";
import { custom, type Fields, field, type Mapping, type Since, unsupported, wrongType } from "../../mapping/define.ts";
import type { OptionsLayout } from "../../mapping/layout.ts";
import { startupSearchPath, startupTimeout } from "../../mapping/startup-options.ts";
import { sslFields } from "../../mapping/tls.ts";
import { DELAY, wholeSeconds } from "./keep-alive.ts";
import { poolSize, secondsTimer, startupMillis, timer, uses } from "./units.ts";
import { pgUrl } from "./url.ts";

/** The options of a `pg.Client`: connection, TLS, keep-alive, session. Keys stand under `prefix`, such as `"connection."`. */
export function pgClient(prefix: string) {
  const key = (name: string) => `${prefix}${name}`;
  return {
    "connection.schema": { ...startupSearchPath(key("options")), since: since("8.3") },
    "connection.applicationName": field(key("application_name"), text(), { libraryDefault: { words: "PGAPPNAME" } }),
    ...sslFields(key("ssl")),
    "connection.replicas": unsupported("a pool has one server", { workaround: "make one pool for each replica" }),
    "pool.keepAlive": keepAlive(key("keepAlive"), key("keepAliveInitialDelayMillis")),
    "session.statementTimeout": startupMillis(key("statement_timeout")),
    "session.lockTimeout": { ...startupMillis(key("lock_timeout")), since: since("8.8") },
    "session.idleInTransactionTimeout": startupMillis(key("idle_in_transaction_session_timeout")),
    "session.transactionTimeout": {
      ...startupTimeout(key("options"), "transaction_timeout", {
        note: "pg has no option for it, so it goes in `options`; PostgreSQL before 17 refuses the connection",
      }),
      since: since("8.3"),
    },
    "session.queryTimeout": field(key("query_timeout"), timer(), {
      whenSet: true,
      note: "only the client gives up: the server continues the query",
    }),
  } satisfies Partial<Fields>;
}

/** The options of a `pg.Pool`, the client's among them. `Client` is the class that the pool makes its connections of. */
export function pgPool(prefix: string, Client: ClientClass = PG_CLIENT) {
  const key = (name: string) => `${prefix}${name}`;
  return {
    ...pgClient(prefix),
    ...NOT_IN_LIBRARY_POOLS,
    "pool.max": maximum(key("max"), key("poolSize")),
    "pool.min": field(key("min"), count(), {
      support: "partial",
      fullFor: (value) => value === 0,
      libraryDefault: 0,
      // 8.16 closes those below min too if several are released at once
      since: since("8.17"),
      note: "idle connections below it are not closed, but none is opened in advance, and an expired one is not replaced",
    }),
    "pool.maxIdle": unsupported("it closes idle connections by time only", { libraryDefault: { sameAs: "pool.max" } }),
    "pool.acquireTimeout": field(key("connectionTimeoutMillis"), timer(), {
      libraryDefault: null,
      note: "one time for waiting and connecting together",
    }),
    "pool.connectTimeout": connectTimeout(key("Client"), key("connectionTimeoutMillis"), Client),
    "pool.idleTimeout": field(key("idleTimeoutMillis"), timer(), { libraryDefault: 10_000 }),
    "pool.maxLifetime": field(key("maxLifetimeSeconds"), secondsTimer(), {
      libraryDefault: null,
      since: since("8.7.3"),
    }),
    "pool.maxLifetimeJitter": unsupported("all connections live equally long", {
      libraryDefault: 0,
      workaround: "add a random part to maxLifetimeSeconds in each process",
    }),
    "pool.maxUses": field(key("maxUses"), uses(), { libraryDefault: null, since: since("8.0.3") }),
    "pool.testOnAcquire": unsupported(
      "an idle connection is checked out untested; `verify` is only called for new ones",
      {
        libraryDefault: null,
      },
    ),
  } satisfies Partial<Fields>;
}

/** Where a module of rendered code has a `Client` class from. */
export interface ClientClass {
  readonly name: string;
  /** The type of what its constructor takes. */
  readonly options: string;
  readonly imports: readonly string[];
}

const PG_CLIENT: ClientClass = { name: "pg.Client", options: "pg.ClientConfig", imports: ['import pg from "pg";'] };

/** What no pool of the JavaScript world does by itself, and poolcfg's own runtime does. */
export const NOT_IN_LIBRARY_POOLS = {
  "pool.maxWaiting": unsupported("the queue has no bound", {
    libraryDefault: null,
    workaround: "compare the number of waiting callers before you ask for a connection",
  }),
  "pool.healthCheckInterval": unsupported("nothing looks after idle connections in the background", {
    libraryDefault: null,
  }),
  "retry.maxAttempts": unsupported("a failed connect is reported immediately", {
    libraryDefault: 1,
    workaround: "try again around the first query",
  }),
  "retry.interval": unsupported("a failed connect is not tried again"),
  "retry.multiplier": unsupported("a failed connect is not tried again"),
  "retry.maxInterval": unsupported("a failed connect is not tried again"),
  "observe.leakThreshold": unsupported("a connection that is not returned is not noticed", { libraryDefault: null }),
  "observe.metrics": unsupported("it keeps no counts", { libraryDefault: false }),
} satisfies Partial<Fields>;

/** Where pg has the parts of a connection. A URL beats the options beside it, so what is written as an option leaves it. */
export function pgConnection(prefix: string): OptionsLayout {
  const key = (name: string) => `${prefix}${name}`;
  return {
    layout: "options",
    prefix,
    url: key("connectionString"),
    host: key("host"),
    port: key("port"),
    user: key("user"),
    password: key("password"),
    database: key("database"),
    startup: key("options"),
    hosts: "one",
    limits: PG_LIMITS,
    // pg undoes only the escapes of decodeURI in the path
    urlOverrides: "pg lets the URL win over the options beside it",
    urlHolds: (dsn) => !/[;/?:@&=+$,#%]/.test(dsn.database ?? ""),
    readsInQuery: ["host", "port", "user", "password"],
    sslModes: pgUrl.sslModes!,
    overridden: { [key("ssl")]: ["ssl", "sslmode", "sslcert", "sslkey", "sslrootcert", "uselibpqcompat"] },
  };
}

/** What a `pg.Client` reads besides. */
export function pgClientKnown(prefix: string): string[] {
  const names = ["client_encoding", "fallback_application_name", "replication", "sslnegotiation", "binary", "types"];
  const more = [
    "enableChannelBinding",
    "scramMaxIterations",
    "stream",
    "Promise",
    "pipeline",
    "native",
    "options",
    "ssl",
  ];
  return [...names, ...more, "parseInputDatesAsUTC"].map((name) => `${prefix}${name}`);
}

/** What a `pg.Pool` reads besides. */
export function pgPoolKnown(prefix: string): string[] {
  const names = ["allowExitOnIdle", "log", "Client", "onConnect", "verify", "poolSize"];
  return [...pgClientKnown(prefix), ...names.map((name) => `${prefix}${name}`)];
}

// the pool takes the other name where the first is falsy
function maximum(key: string, alias: string): Mapping {
  const facts = { libraryDefault: 10, note: "pg reads 0 as 10" } as const;
  const [own, other] = [field(key, poolSize(), facts), field(alias, poolSize(), facts)];
  return { ...own, read: (native) => (native.has(key) ? own : other).read(native) };
}

// the first pg that has an option of its own, or brings the pg-pool that has it
function since(version: string): Since {
  return { package: "pg", range: `>=${version}` };
}

function keepAlive(on: string, delay: string) {
  return custom(
    [on, delay],
    DELAY,
    { libraryDefault: null, note: "in whole seconds, rounded up" },
    {
      write(value) {
        if (value === null) return { set: { [on]: false } };
        return wholeSeconds(value as number, (whole) => ({ [on]: true, [delay]: whole }));
      },
      read(native) {
        if (!native.has(on)) return undefined;
        const state = flag().decode(native.get(on));
        if ("error" in state) return { issues: [wrongType(on, state.error)] };
        if (state.value === false) return { value: null };
        const ms = native.get(delay);
        if (typeof ms === "number" && ms >= 1_000) return { value: Math.floor(ms / 1_000) * 1_000 };
        return { value: 7_200_000, note: "no delay was given: the system's default applies, 2 h on Linux" };
      },
    },
  );
}

/** Maps `pool.connectTimeout` to a `Client` with a time of its own, since `shared` is one time for two things. */
export function connectTimeout(clientKey: string, shared: string, Client: ClientClass = PG_CLIENT) {
  const workaround = "the code form supports it, with its own Client; or let acquireTimeout limit connecting too";
  return custom(
    [clientKey],
    "ms",
    {
      support: "partial",
      libraryDefault: { sameAs: "pool.acquireTimeout" },
      with: ["pool.acquireTimeout"],
      fullFor: () => true,
      note: `the options have only ${shared}, for waiting and connecting together; the code form adds a Client with a time of its own`,
    },
    {
      write(value, { config, mode, isSet }) {
        const { acquireTimeout } = config.pool;
        // a connect that may take as long as the wait is bounded by the wait
        const bounded = value === null || (acquireTimeout !== null && (value as number) >= acquireTimeout);
        if (bounded || !isSet("pool.connectTimeout")) return {};
        if (mode !== "code") {
          return {
            remarks: [
              {
                kind: "unsupported",
                message: `is not supported: ${shared} is one time for waiting and connecting`,
                workaround,
                severity: "warning",
              },
            ],
          };
        }
        const encoded = millis({ min: 1 }).encode(value as number);
        if ("error" in encoded) return { remarks: [{ kind: "unrepresentable", message: encoded.error }] };
        // the pool hides the password from a copy
        const js = `class extends ${Client.name} {\n  constructor(options<:?: ${Client.options}:>) {\n    super({ ...options, password: options<:!:>.password<:!:>, connectionTimeoutMillis: ${value} });\n  }\n}`;
        return { set: { [clientKey]: new Expression(js, { imports: Client.imports }) } };
      },
      read: () => undefined,
    },
  );
}
