// what the JavaScript libraries themselves make of rendered settings: each is given the value, and asked for what it will do
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { EntitySchema } from "@mikro-orm/core";
import { MikroORM } from "@mikro-orm/postgresql";
import { Pool as NeonPool } from "@neondatabase/serverless";
import { PrismaPg } from "@prisma/adapter-pg";
import { Sequelize as Sequelize7 } from "@sequelize/core";
import { drizzle } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import knex from "knex";
import pg from "pg";
import pgPromise from "pg-promise";
import postgres from "postgres";
import { Sequelize } from "sequelize";
import { createPool as slonikPool } from "slonik";
import { DataSource } from "typeorm";
import type { Path } from "../../src/model/model.ts";

/**
 * Effective values by path, as a config has them: milliseconds, null for off. A path that is absent cannot be seen of
 * that library; `undefined` says that it has nothing for it.
 */
export type Seen = Partial<Record<Path, unknown>>;

/** One library. */
export interface Library {
  /** Gives the library the rendered value, and reads what it took from it. It connects to nothing. */
  read(value: never): Seen | Promise<Seen>;
  /** The value that states nothing, for the defaults of the library. */
  readonly bare?: unknown;
}

type Options = Readonly<Record<string, unknown>>;

/** Files of certificates that the samples name, and what is in them. */
export const FILES = { "/ca.pem": "an authority", "/client.pem": "a certificate", "/client.key": "a key" } as const;

const HOST = "db.example.com";
const SERVER_NAME = "db.internal";

/** 0 as off. */
const offAtZero = (value: unknown) => (value === 0 || value === "0" || value === false ? null : asNumber(value));
const asNumber = (value: unknown) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value);
const seconds = (value: unknown) => {
  const number = offAtZero(value);
  return typeof number === "number" ? number * 1_000 : number;
};

/** What a client of pg makes of its config. */
function clientSeen(config: Options): Seen {
  const client = new pg.Client(config) as unknown as {
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
    ssl: unknown;
    connection: { _keepAlive: boolean; _keepAliveInitialDelayMillis: number };
    connectionParameters: Options;
    getStartupConf(): Options;
  };
  const startup = client.getStartupConf();
  const words = new Map(
    [...String(startup.options ?? "").matchAll(/-c ([\w.]+)=((?:\\.|[^\s\\])*)/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
  const guc = (name: string) => offAtZero(words.get(name) ?? startup[name]);
  const { _keepAlive: keepAlive, _keepAliveInitialDelayMillis: delay } = client.connection;
  const made = typeof config.stream === "function" ? socketDelay(config.stream as () => Socket) : undefined;
  return {
    ...addressSeen(client),
    ...tlsSeen(client.ssl),
    "connection.applicationName": startup.application_name,
    "connection.schema": words.get("search_path"),
    "session.statementTimeout": guc("statement_timeout"),
    "session.lockTimeout": guc("lock_timeout"),
    "session.idleInTransactionTimeout": guc("idle_in_transaction_session_timeout"),
    "session.transactionTimeout": guc("transaction_timeout"),
    "session.queryTimeout": offAtZero(client.connectionParameters.query_timeout || 0),
    "pool.keepAlive": made ?? (keepAlive ? delay : null),
  };
}

// a function that makes the socket sets keep-alive on it, which a socket does not show
function socketDelay(make: () => Socket): number | undefined {
  const { setKeepAlive } = Socket.prototype;
  let delay: number | undefined;
  Socket.prototype.setKeepAlive = function (on, ms) {
    if (on) delay = ms;
    return this;
  };
  try {
    make().destroy();
    return delay;
  } finally {
    Socket.prototype.setKeepAlive = setKeepAlive;
  }
}

function addressSeen({ host, port, user, password, database }: Options): Seen {
  return {
    "connection.host": host,
    "connection.port": port,
    "connection.user": user,
    "connection.password": password,
    "connection.database": database,
  };
}

/** What an `ssl` option of Node's `tls.connect` does. */
function tlsSeen(ssl: unknown): Seen {
  if (!ssl) return { "connection.ssl.mode": "disable", "connection.ssl.ca": undefined };
  // pg hides the key from whoever lists the members
  const {
    rejectUnauthorized,
    checkServerIdentity: own,
    servername,
    ca,
    cert,
    key,
  } = ssl as {
    rejectUnauthorized?: boolean;
    checkServerIdentity?: typeof checkServerIdentity;
    servername?: string;
  } & Options;
  const accepts = (name: string) =>
    (own ?? checkServerIdentity)(own ? HOST : (servername ?? HOST), certificateFor(name)) === undefined;
  const mode = rejectUnauthorized === false ? "require" : accepts("any.example") ? "verify-ca" : "verify-full";
  return {
    "connection.ssl.mode": mode,
    "connection.ssl.ca": pathOf(ca),
    "connection.ssl.cert": pathOf(cert),
    "connection.ssl.key": pathOf(key),
    ...(mode === "verify-full" && { "connection.ssl.serverName": accepts(SERVER_NAME) ? SERVER_NAME : undefined }),
  };
}

function certificateFor(name: string): PeerCertificate {
  return { subject: { CN: name }, subjectaltname: `DNS:${name}` } as unknown as PeerCertificate;
}

// options hold what is in the file
function pathOf(content: unknown): string | undefined {
  return Object.entries(FILES).find(([, text]) => text === content)?.[0];
}

type PgPool = { readonly options: Options & { Client?: typeof pg.Client } };

/** What a pool of pg makes of its options. */
function poolSeen({ options }: PgPool): Seen {
  const Client = options.Client ?? pg.Client;
  const client = new Client(options as pg.ClientConfig) as unknown as { _connectionTimeoutMillis: number };
  return {
    ...clientSeen(options),
    "pool.max": options.max,
    "pool.min": options.min,
    "pool.acquireTimeout": offAtZero(options.connectionTimeoutMillis ?? 0),
    "pool.connectTimeout": offAtZero(client._connectionTimeoutMillis),
    "pool.idleTimeout": offAtZero(options.idleTimeoutMillis),
    "pool.maxLifetime": seconds(options.maxLifetimeSeconds),
    "pool.maxUses": options.maxUses === Number.POSITIVE_INFINITY || options.maxUses === 0 ? null : options.maxUses,
  };
}

const pgPool = (options: unknown) => poolSeen(new pg.Pool(options as pg.PoolConfig) as unknown as PgPool);

interface Tarn {
  readonly max: number;
  readonly min: number;
  readonly acquireTimeoutMillis: number;
  readonly createTimeoutMillis: number;
  readonly idleTimeoutMillis: number;
}

const LONGEST_TIMER = 2_147_483_647;
const beyondTimers = (ms: number) => (ms >= LONGEST_TIMER ? null : ms);

async function knexSeen(value: never): Promise<Seen> {
  const db = knex(value);
  const { pool, connectionSettings, searchPath } = db.client as {
    pool: Tarn;
    connectionSettings: Options;
    searchPath?: string;
  };
  // knex gives it to the driver
  const driver = offAtZero(connectionSettings.connectionTimeoutMillis ?? 0);
  const creation = beyondTimers(pool.createTimeoutMillis);
  const seen = {
    ...clientSeen(connectionSettings),
    "connection.schema": searchPath,
    "pool.max": pool.max,
    "pool.min": pool.min,
    "pool.acquireTimeout": beyondTimers(pool.acquireTimeoutMillis),
    "pool.connectTimeout":
      driver === null ? creation : creation === null ? driver : Math.min(driver as number, creation),
    "pool.idleTimeout": beyondTimers(pool.idleTimeoutMillis),
  };
  await db.destroy();
  return seen;
}

interface SequelizePool {
  readonly maxSize: number;
  readonly minSize: number;
  readonly acquireTimeoutMillis: number;
  readonly idleTimeoutMillis: number;
  readonly maxUsesPerResource: number;
}

function sequelizePoolSeen(pool: SequelizePool): Seen {
  return {
    "pool.max": pool.maxSize,
    "pool.min": pool.minSize,
    "pool.acquireTimeout": beyondTimers(pool.acquireTimeoutMillis),
    "pool.idleTimeout": beyondTimers(pool.idleTimeoutMillis),
    "pool.maxUses": pool.maxUsesPerResource === Number.POSITIVE_INFINITY ? null : pool.maxUsesPerResource,
  };
}

/** pg, but for a client that keeps its config and fails to connect. */
function recorder(): { module: object; config(): Options } {
  let given: Options = {};
  class Client extends pg.Client {
    constructor(config: object) {
      super({ ...config });
      given = config as Options;
    }
    override connect(callback?: unknown): never {
      const refused = new Error("not connected on purpose");
      if (typeof callback === "function") return callback(refused) as never;
      return Promise.reject(refused) as never;
    }
  }
  return { module: { ...pg, types: pg.types, Client }, config: () => given };
}

function postgresJsSeen(sql: postgres.Sql): Seen {
  const { host, port, user, pass, database, max, idle_timeout, connect_timeout, keep_alive, connection, ssl } =
    sql.options as unknown as Options & { host: string[]; port: number[]; connection: Options };
  return {
    "connection.host": host.join(","),
    "connection.port": port[0],
    "connection.user": user,
    "connection.password": pass,
    "connection.database": database,
    "connection.applicationName": connection.application_name,
    "connection.schema": connection.search_path,
    ...(typeof ssl !== "string" && tlsSeen(ssl)),
    ...(typeof ssl === "string" && {
      "connection.ssl.mode": ssl === "verify-full" ? ssl : ssl === "require" ? ssl : "prefer",
    }),
    "pool.max": asNumber(max),
    "pool.connectTimeout": seconds(connect_timeout),
    "pool.idleTimeout": idle_timeout === null ? null : seconds(idle_timeout),
    "pool.keepAlive": seconds(keep_alive),
    "session.statementTimeout": offAtZero(connection.statement_timeout),
    "session.lockTimeout": offAtZero(connection.lock_timeout),
    "session.idleInTransactionTimeout": offAtZero(connection.idle_in_transaction_session_timeout),
    "session.transactionTimeout": offAtZero(connection.transaction_timeout),
  };
}

// a package of slonik's own, which reads its connection strings
const { parseDsn } = createRequire(createRequire(import.meta.url).resolve("slonik"))("@slonik/utilities") as {
  parseDsn(url: string): Readonly<Record<string, string | number | undefined>>;
};

/** What slonik's driver for pg makes of `sslmode`. */
const SLONIK_TLS: Readonly<Record<string, unknown>> = {
  disable: false,
  require: true,
  "no-verify": { rejectUnauthorized: false },
};

// it adds up to a tenth at random
const slonikAge = (value: unknown) => (typeof value === "number" ? Math.round(value * 1.1) : slonikTime(value));

const slonikTime = (value: unknown) => (value === "DISABLE_TIMEOUT" ? null : value);

const Probe = new EntitySchema<{ id: number }>({
  name: "Probe",
  properties: { id: { type: "number", primary: true } },
});

/** The libraries by the ids of their targets. */
export const LIBRARIES: Readonly<Record<string, Library>> = {
  "node-postgres": { read: pgPool, bare: {} },
  kysely: { read: pgPool, bare: {} },
  drizzle: {
    read: (value) => poolSeen((drizzle(value) as unknown as { $client: PgPool }).$client),
    bare: { connection: {} },
  },
  "pg-promise": {
    read: (value) => poolSeen((pgPromise({ noWarnings: true })(value) as unknown as { $pool: PgPool }).$pool),
    bare: {},
  },
  "prisma@7": {
    async read({ config, options }: never) {
      const adapter = new PrismaPg(config, options) as unknown as { config: Options };
      return { ...pgPool(adapter.config) };
    },
    bare: { config: {} },
  },
  neon: {
    read(value) {
      // TLS belongs to the WebSocket
      const { "connection.ssl.mode": _, ...seen } = poolSeen(new NeonPool(value) as unknown as PgPool);
      return seen;
    },
    bare: {},
  },
  typeorm: {
    async read(value) {
      let given: Options = {};
      class Pool {
        constructor(options: Options) {
          given = options;
        }
        on() {}
        connect(callback: (error: Error) => void) {
          callback(new Error("not connected on purpose"));
        }
      }
      await new DataSource({ type: "postgres", ...(value as object), driver: { ...pg, Pool } })
        .initialize()
        .catch(() => {});
      return pgPool(given);
    },
    bare: { type: "postgres" },
  },
  "mikro-orm": {
    async read(value) {
      const orm = new MikroORM({ dbName: "none", ...(value as object), entities: [Probe], logger: () => {} });
      const connection = orm.em.getConnection() as unknown as { mapOptions(overrides: object): Options };
      const seen = pgPool(connection.mapOptions(orm.config.get("driverOptions") as object));
      await orm.close(true);
      return seen;
    },
    bare: {},
  },
  knex: { read: knexSeen, bare: { client: "pg", connection: {} } },
  objection: { read: knexSeen, bare: { client: "pg", connection: {} } },
  sequelize: {
    async read(value) {
      const { module, config } = recorder();
      const sequelize = new Sequelize({
        dialect: "postgres",
        ...(value as object),
        dialectModule: module,
        logging: false,
      });
      const { pool } = sequelize.connectionManager as unknown as { pool: SequelizePool };
      await sequelize.authenticate().catch(() => {});
      return {
        ...clientSeen(config()),
        ...sequelizePoolSeen(pool),
        "pool.connectTimeout": offAtZero(config().connectionTimeoutMillis ?? 0),
      };
    },
    bare: { dialect: "postgres" },
  },
  "sequelize@7": {
    async read(value) {
      const { module, config } = recorder();
      const given = { ...(value as object), pgModule: module, logging: false } as unknown as { dialect: never };
      const sequelize = new Sequelize7(given);
      await sequelize.authenticate().catch(() => {});
      return {
        ...clientSeen(config()),
        ...sequelizePoolSeen((sequelize as unknown as { pool: { write: SequelizePool } }).pool.write),
        "pool.connectTimeout": offAtZero(config().connectionTimeoutMillis ?? 0),
      };
    },
  },
  "postgres-js": { read: (value) => postgresJsSeen(postgres(value)), bare: {} },
  "drizzle-postgres-js": {
    read: (value) => postgresJsSeen((drizzlePostgresJs(value) as unknown as { $client: postgres.Sql }).$client),
    bare: { connection: {} },
  },
  slonik: {
    async read({ connectionUri, configuration }: never) {
      let own: Options & { connectionUri?: string } = {};
      const driverFactory = ({ driverConfiguration }: { driverConfiguration: object }): never => {
        own = driverConfiguration as Options;
        throw new Error("not connected on purpose");
      };
      await slonikPool(connectionUri ?? "postgresql://", { ...(configuration as object), driverFactory }).catch(
        () => {},
      );
      const dsn = parseDsn(own.connectionUri!);
      const client = clientSeen({ ...dsn, user: dsn.username, database: dsn.databaseName });
      const session = (name: string, path: Path) => (own[name] === undefined ? client[path] : slonikTime(own[name]));
      const { "pool.keepAlive": _, ...seen } = client;
      return {
        ...seen,
        ...tlsSeen(own.ssl ?? SLONIK_TLS[String(dsn.sslMode ?? "disable")]),
        "connection.applicationName": dsn.applicationName,
        "pool.max": own.maxPoolSize,
        "pool.min": own.minPoolSize,
        "pool.connectTimeout": slonikTime(own.connectionTimeout),
        "pool.idleTimeout": slonikTime(own.idleTimeout),
        ...(own.maximumConnectionAge !== undefined && { "pool.maxLifetime": slonikAge(own.maximumConnectionAge) }),
        "session.statementTimeout": session("statementTimeout", "session.statementTimeout"),
        "session.idleInTransactionTimeout": session(
          "idleInTransactionSessionTimeout",
          "session.idleInTransactionTimeout",
        ),
      };
    },
    bare: {},
  },
};

/** What libraries make of a connection string alone, by the ids of their drivers. */
export const URL_READERS: Readonly<Record<string, (url: string) => Seen | Promise<Seen>>> = {
  "node-postgres": (url) => clientSeen({ connectionString: url }),
  "postgres-js": (url) => postgresJsSeen(postgres(url)),
  slonik: (url) => LIBRARIES.slonik!.read({ connectionUri: url } as never),
};
