// the JSON Schema of `poolcfg fleet --format json`
import { findingsSchema } from "../reporters/_schema.ts";

const text = { type: "string" };
const texts = { type: "array", items: text };
const number = { type: "integer", minimum: 0 };
const load = { steady: number, peak: number, deploy: number };

const table = (properties: object, optional: readonly string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const service = table(
  {
    name: text,
    ...load,
    instances: number,
    maxInstances: number,
    processes: { type: "integer", minimum: 1 },
    surge: { anyOf: [number, { type: "string", pattern: "%$" }] },
    otherConnections: number,
    pools: {
      type: "object",
      description: "Ceilings by name; the main pool's name is empty.",
      additionalProperties: number,
    },
    unknown: { ...texts, description: "What is not known; the numbers are then the least." },
    remarks: texts,
  },
  ["instances", "maxInstances", "processes", "surge", "otherConnections", "pools", "unknown", "remarks"],
);

const server = table(
  {
    name: text,
    maxConnections: number,
    assumed: { type: "boolean", description: "Whether nobody stated maxConnections." },
    reserved: number,
    usable: { ...number, description: "maxConnections less the reserved ones." },
    budget: number,
    binds: { enum: ["budget", "usable"] },
    verdict: {
      enum: ["fits", "not-known", "limit", "budget", "budget-in-surge"],
      description: "`not-known` if nothing counted exceeds it, but not everything is known; `missing` says what.",
    },
    missing: { ...texts, description: "What would have to be known." },
    onlyDuringDeploy: { type: "boolean" },
    atLeast: { type: "boolean", description: "Whether something is not known, so that there may be more." },
    total: table(load),
    services: { type: "array", items: { $ref: "#/$defs/service" } },
    pooler: table({
      kind: text,
      limit: { type: ["integer", "null"], description: "Clients that it takes; null where that is not known." },
      fits: { type: "boolean" },
      total: table(load),
      services: { type: "array", items: { $ref: "#/$defs/service" } },
    }),
  },
  ["missing", "onlyDuringDeploy", "pooler"],
);

const suggestion = table(
  {
    server: text,
    limit: { ...number, description: "What the sizes have to fit into." },
    tooMuch: { type: "boolean", description: "Whether even the least sizes are too much; then there are none." },
    sizes: {
      type: "array",
      items: table({
        service: text,
        pool: { ...text, description: "Empty for the main pool." },
        now: number,
        size: number,
        least: { ...number, description: "The least with which tasks cannot lock one another out." },
      }),
    },
    pooler: table({ now: number, size: number }, ["now"]),
  },
  ["pooler"],
);

/** JSON Schema (draft 2020-12) of a fleet report. */
export const fleetReportSchema = {
  ...findingsSchema,
  title: "poolcfg fleet report",
  properties: {
    workloads: {
      ...table({
        read: number,
        counted: number,
        notCounted: { ...number, description: "They seem to use PostgreSQL; the check is then incomplete." },
        without: { ...number, description: "Nothing says that they use PostgreSQL." },
      }),
      description: "How many workloads the manifests have, and what became of them.",
    },
    servers: { type: "array", items: { $ref: "#/$defs/server" } },
    suggestions: { type: "array", description: "With --suggest.", items: { $ref: "#/$defs/suggestion" } },
    changes: {
      type: "array",
      description: "With --before: connections during a deploy, of each server (no `service`) and each service.",
      items: table({ server: text, service: text, before: number, after: number }, ["service", "before", "after"]),
    },
    ...findingsSchema.properties,
  },
  $defs: { ...findingsSchema.$defs, server, service, suggestion },
};
