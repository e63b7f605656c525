// the JSON Schema of `poolcfg doctor --format json`
import { findingsSchema } from "./reporters/_schema.ts";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };
const orNull = (type: object) => ({ anyOf: [type, { type: "null" }] });
const object = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: "object",
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
  properties,
});

const group = object({
  application: text,
  user: text,
  database: text,
  state: { ...orNull(text), description: "Null where it is hidden from the role." },
  count,
  longest: { ...orNull({ type: "number" }), description: "Longest in that state, in milliseconds." },
});

const milliseconds = { type: "number", description: "In milliseconds." };

const session = { pid: count, application: text, user: text, database: text };

const shares = { type: "array", items: object({ name: orNull(text), count }) };

const PARTS = {
  host: text,
  port: count,
  address: text,
  tls: orNull(object({ protocol: text, check: { enum: ["none", "chain", "full"] } })),
  attempts: { type: "array", items: { $ref: "#/$defs/attempt" }, description: "What failed before." },
  version: object({ text, number: count }),
  slots: object({
    maxConnections: count,
    superuserReserved: count,
    reserved: count,
    superuser: { type: "boolean" },
    mayUseReserved: { type: "boolean" },
  }),
  role: object({
    name: { ...text, description: "The role that logged in, whose limits count." },
    current: { ...text, description: "The role that statements run as." },
    limit: orNull(count),
    database: text,
    databaseLimit: orNull(count),
  }),
  timeouts: {
    type: "object",
    description: "In milliseconds; null for off.",
    additionalProperties: object({ value: orNull(count), source: text }),
  },
  usage: object({
    seesOthers: { type: "boolean" },
    total: count,
    ofRole: { ...count, description: "Connections of the role that logged in." },
    ofDatabase: { ...count, description: "Connections to the database." },
    hidden: count,
    groups: { type: "array", items: group },
    more: { ...count, description: "Groups that are left out." },
    applications: { type: "array", items: object({ application: text, user: text, count }) },
    users: shares,
    databases: shares,
    clients: { ...shares, description: "By address of the client; null if it is hidden." },
  }),
  blocking: object({
    blocked: { ...count, description: "Sessions that wait for a lock." },
    longest: orNull(milliseconds),
    locks: { type: "array", items: text },
    blockers: {
      type: "array",
      items: object({ ...session, blocks: count, state: orNull(text), transaction: orNull(milliseconds) }),
    },
  }),
  transactions: object({
    oldest: { type: "array", items: object({ ...session, state: text, age: milliseconds, since: milliseconds }) },
  }),
  limits: object({
    near: {
      type: "array",
      description: "Roles and databases that have used four fifths of their CONNECTION LIMIT.",
      items: object({ kind: { enum: ["role", "database"] }, name: text, limit: count, used: count }),
    },
  }),
  recovery: object({
    inRecovery: { type: "boolean" },
    readOnly: { type: "boolean" },
    replay: {
      ...orNull(
        object({
          bytes: { ...orNull({ type: "number" }), description: "Received and not replayed." },
          behind: {
            ...orNull(milliseconds),
            description: "Age of the last replayed transaction in milliseconds; 0 if nothing is left to replay.",
          },
          paused: { type: "boolean" },
          receiving: { type: "boolean" },
        }),
      ),
      description: "Null for a primary.",
    },
  }),
  clock: object({
    latency: { type: "number", description: "Round trip in milliseconds." },
    offset: { type: "number", description: "Server's clock less this machine's, in milliseconds." },
  }),
  pooler: object(
    {
      kind: { ...orNull(text), description: "Null for one that does not say which it is." },
      version: text,
      mode: { enum: ["session", "transaction", "statement"] },
      maxClientConn: count,
      poolSize: count,
      maxPreparedStatements: count,
      isConsole: { const: true, description: "The connection is to its admin console, and so to no server." },
      pools: { type: "array", items: { $ref: "#/$defs/pool" }, description: "What SHOW POOLS shows." },
      by: { type: "array", items: { enum: ["parameters", "process", "host", "console"] } },
      estimate: object({ title: text, text, source: text, checked: text }),
    },
    ["version", "mode", "maxClientConn", "poolSize", "maxPreparedStatements", "pools", "isConsole", "estimate"],
  ),
  usable: object({ count, binds: { enum: ["max_connections", "role", "database"] }, slots: count }),
  free: {
    ...object({ count, binds: { enum: ["max_connections", "role", "database"] } }),
    description: "Connections that the role can still get, and the limit that leaves the fewest.",
  },
  provider: { ...object({ title: text, text, source: text, checked: text }), description: "Documented, not measured." },
  unanswered: { type: "object", description: "What was not answered, and why.", additionalProperties: text },
};

/** JSON Schema (draft 2020-12) of what doctor found: the findings report, and what the server answered. */
export const doctorSchema = {
  ...findingsSchema,
  title: "poolcfg doctor report",
  properties: {
    ...findingsSchema.properties,
    server: {
      ...object(PARTS),
      required: ["host", "port", "tls", "attempts", "unanswered"],
      description: "What was measured. Not there where the server was not asked.",
    },
  },
};
