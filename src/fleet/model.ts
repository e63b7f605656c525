// what a fleet file may say of a server, its pooler and a service: the canonical fields, and a few of its own
import { count, countOrOff, flag, secret, text, type ValueOf } from "../model/field.ts";
import { deployment, pooler, server } from "../model/server.ts";

const PGBOUNCER = "https://www.pgbouncer.org/config.html";
const POOL_LOCKING = "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing";

/** `servers.<name>` */
export const fleetServer = server;

/** `servers.<name>.pooler` */
export const fleetPooler = {
  ...pooler,
  /** Running poolers, each with its own pools. */
  instances: count({
    summary: "Running poolers, each with its own pools",
    min: 1,
    max: 10_000,
    default: 1,
    aliases: ["replicas"],
  }),
  /** Server connections that a pool may open besides, when clients wait. */
  reservePoolSize: count({
    summary: "Server connections that a pool may open besides",
    min: 0,
    default: 0,
    zero: true,
    source: PGBOUNCER,
  }),
  /** Most server connections to one database, whoever the user is. */
  maxDbConnections: countOrOff({
    summary: "Most server connections to one database",
    min: 1,
    default: null,
    source: PGBOUNCER,
  }),
  /** Databases that clients connect to through it. */
  databases: count({ summary: "Databases behind the pooler; each has pools of its own", min: 1, max: 10_000 }),
  /** Users that clients connect as, for one database. */
  users: count({ summary: "Users of one database; each has a pool of its own", min: 1, max: 10_000 }),
};

/** `services.<name>` */
export const fleetService = {
  /** Server that it connects to; the only one unless said. */
  server: text({ summary: "Name of the server that it connects to; the only one unless said" }),
  /** Its canonical config: `FILE` or `FILE#table.path`. */
  config: text({ summary: "Its canonical config, FILE or FILE#table.path, relative to the fleet file" }),
  /** Profile of that config. */
  profile: text({ summary: "Profile of that config" }),
  /** File of another tool, as `poolcfg import` reads it. */
  import: text({ summary: "A file of another tool, as poolcfg import reads it" }),
  /** Target that this file is for. */
  from: text({ summary: "Target that the imported file is for; recognised unless said" }),
  /** Connection string with pool parameters. */
  url: secret({ summary: "A connection string; its pool parameters count" }),
  /** Ceiling of its main pool. */
  pool: count({ summary: "Ceiling of its main pool", min: 0, zero: true, aliases: ["max"] }),
  /** Workload of the manifests that runs it; the one of its name unless said. */
  workload: text({
    summary: "Workload in the manifests that runs it, as name or kind/name; the one of its name unless said",
  }),
  ...deployment,
  /** Whether it goes round the pooler. */
  direct: flag({ summary: "Whether it connects to the server itself, round the pooler", default: false }),
  /** Weight of its pools when --suggest shares out connections. */
  demand: count({
    summary: "Weight of its pools when --suggest shares out connections; the present size unless said",
    min: 1,
  }),
  /** Tasks of one process that use a pool at once. */
  concurrency: count({
    summary: "Tasks of one process that use its pool at once",
    min: 1,
    default: 1,
    source: POOL_LOCKING,
  }),
  /** Connections that one task may hold at once. */
  heldAtOnce: count({
    summary: "Connections that one task may hold at the same time",
    min: 1,
    max: 1_000,
    default: 1,
    source: POOL_LOCKING,
  }),
};

/** The values of a group that were stated. */
export type Said<G> = { -readonly [K in keyof G]?: Exclude<ValueOf<G[K]>, undefined> };
