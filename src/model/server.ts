// server.*, deployment.* and pooler.*: what the total is checked against
import { choice, choiceOrOff, count, countOrOff, percent, surge, text } from "./field.ts";

const CONNECTIONS = "https://www.postgresql.org/docs/18/runtime-config-connection.html";
const PGBOUNCER = "https://www.pgbouncer.org/config.html";

export const server = {
  /** The server's `max_connections`. */
  maxConnections: count({
    summary: "The server's max_connections",
    min: 1,
    max: 262_143,
    default: 100,
    source: CONNECTIONS,
  }),
  /** Slots that ordinary roles cannot use: `superuser_reserved_connections` plus `reserved_connections`. */
  reserved: count({
    summary: "Connections that ordinary roles cannot use",
    min: 0,
    max: 262_143,
    default: 3,
    zero: true,
    source: CONNECTIONS,
    aliases: ["superuser_reserved_connections", "reserved_connections"],
  }),
  /** Share of `maxConnections` that the fleet may use. */
  budget: percent({ summary: "Share of max_connections that the fleet may use", default: "80%" }),
  /** Version of PostgreSQL, such as `"17"`. */
  version: text({ summary: "Version of PostgreSQL" }),
};

export const deployment = {
  /** Running copies of the service. */
  instances: count({
    summary: "Running instances of the service",
    min: 0,
    max: 100_000,
    default: 1,
    zero: true,
    aliases: ["replicas"],
  }),
  /** Most copies that an autoscaler may start. */
  maxInstances: count({
    summary: "Maximum number of instances that an autoscaler may start",
    min: 0,
    max: 100_000,
    default: { sameAs: "deployment.instances" },
    zero: true,
    aliases: ["max_replicas"],
  }),
  /** Processes in one instance, each with its own pools. */
  processes: count({
    summary: "Processes per instance, each with its own pools",
    min: 1,
    max: 10_000,
    default: 1,
    aliases: ["workers"],
  }),
  /** Extra copies alive during a deploy: a count, or a percentage of the instances, rounded up. */
  surge: surge({
    summary: "Additional instances during a deploy",
    default: 0,
    zero: true,
    aliases: ["max_surge"],
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge",
  }),
  /** Connections besides the pools: migrations, cron jobs, people. */
  otherConnections: count({
    summary: "Connections outside the pools: migrations, cron jobs, people",
    min: 0,
    max: 262_143,
    default: 0,
    zero: true,
  }),
};

export const pooler = {
  /** What stands between the service and the server. */
  kind: choiceOrOff(["pgbouncer", "pgcat", "pgdog", "odyssey", "supavisor", "rds-proxy"], {
    summary: "Pooler between the service and the server",
    default: null,
  }),
  /** When the pooler takes a server connection back. */
  mode: choice(["session", "transaction", "statement"], {
    summary: "When a server connection returns to the pooler",
    aliases: ["pool_mode"],
    source: PGBOUNCER,
  }),
  /** Version of the pooler, such as `"1.24"`. */
  version: text({ summary: "Version of the pooler" }),
  /** Client connections that the pooler accepts. */
  maxClientConn: countOrOff({
    summary: "Maximum number of client connections of the pooler",
    min: 1,
    default: null,
    source: PGBOUNCER,
  }),
  /** Server connections that the pooler opens for one user and database. */
  poolSize: countOrOff({
    summary: "Maximum number of server connections for one user and database",
    min: 1,
    default: null,
    source: PGBOUNCER,
    aliases: ["default_pool_size"],
  }),
  /** Prepared statements that the pooler tracks for one connection. */
  maxPreparedStatements: countOrOff({
    summary: "Maximum number of prepared statements that the pooler tracks for a connection",
    min: 0,
    default: null,
    zero: true,
    source: PGBOUNCER,
  }),
};
