// the JSON Schema of a config file, from the same fields that the loader checks with
import * as z from "zod/mini";
import { doctorSchema } from "../src/cli/_doctor-schema.ts";
import { fleetReportSchema } from "../src/cli/fleet/_schema.ts";
import { findingsSchema } from "../src/cli/reporters/_schema.ts";
import { fleetPooler, fleetServer, fleetService } from "../src/fleet/model.ts";
import { rules } from "../src/lint/rules/registry.gen.ts";
import { formatDuration } from "../src/model/duration.ts";
import type { Field } from "../src/model/field.ts";
import { isField, model, OVERLAY_GROUPS } from "../src/model/model.ts";
import { CONTAINERS, cases } from "../src/model/spellings.ts";

type Schema = Record<string, unknown>;

/** Every schema that is written, by its file name. */
export function schemas(): Record<string, Schema> {
  return {
    "config.schema.json": configSchema(),
    "doctor.schema.json": doctorSchema as Schema,
    "findings.schema.json": findingsSchema as Schema,
    "fleet.schema.json": fleetSchema(),
    "fleet-report.schema.json": fleetReportSchema as Schema,
  };
}

function fleetSchema(): Schema {
  const server = tableSchema(fleetServer) as { properties: Schema };
  const service = tableSchema(fleetService) as { properties: Schema };
  const pooler = { description: "What stands between services and the server.", ...tableSchema(fleetPooler) };
  const size = { type: "integer", minimum: 0, maximum: 1_000_000 };
  const pools = {
    type: ["object", "null"],
    description: "Ceilings of further pools, by name.",
    additionalProperties: size,
  };
  const path = { type: "string", minLength: 1 };
  const each = (description: string, table: { properties: Schema }, more: Schema) => ({
    type: ["object", "null"],
    description,
    additionalProperties: { ...table, properties: { ...table.properties, ...more } },
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://unpkg.com/poolcfg/schemas/fleet.schema.json",
    title: "poolcfg fleet file",
    description: "Servers, and the services that use them.",
    type: "object",
    properties: {
      $schema: { type: "string" },
      servers: each("Servers by name.", server, { pooler }),
      services: each("Services by name.", service, { pools }),
      manifests: {
        description: "Manifests or folders of them, relative to this file.",
        anyOf: [path, { type: "array", items: path }],
      },
    },
    additionalProperties: false,
  };
}

function configSchema(): Schema {
  const groups = Object.fromEntries(Object.entries(model).map(([name, group]) => [name, tableSchema(group)]));
  const overlay = Object.fromEntries(OVERLAY_GROUPS.map((name) => [name, ref(name)]));
  const pools = {
    type: ["object", "null"],
    description: "Further named pools in the same process.",
    additionalProperties: ref("namedPool"),
  };
  const ruleTable = {
    type: ["object", "null"],
    description: "Severities of rules, and the reasons for ignoring some.",
    properties: Object.fromEntries(
      rules.map((rule) => [rule.id, { description: rule.summary, ...ref("ruleSetting") }]),
    ),
    additionalProperties: false,
  };
  const groupRefs = Object.fromEntries(Object.keys(model).map((name) => [name, ref(name)]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://unpkg.com/poolcfg/schemas/config.schema.json",
    title: "poolcfg config",
    description:
      'One PostgreSQL pool config. Durations are "500ms", "30s", "1h30m"; a bare number is seconds; off is "off".',
    type: "object",
    properties: {
      $schema: { type: "string" },
      ...groupRefs,
      ...Object.fromEntries(CONTAINERS.map((name) => [name, ref("container")])),
      profiles: {
        type: ["object", "null"],
        description: "Overlays, chosen by --profile, POOLCFG_PROFILE or NODE_ENV.",
        additionalProperties: {
          type: ["object", "null"],
          properties: { ...groupRefs, pools, rules: ruleTable },
          additionalProperties: false,
        },
      },
      pools,
      rules: ruleTable,
      targets: {
        type: "array",
        items: { type: "string", minLength: 1 },
        description: "Targets whose rules are run: node-postgres, prisma@7 …",
      },
      preset: { type: "string", description: "A preset that the rest is laid over." },
      extends: {
        description: "Other files that this one is laid over, relative to it.",
        anyOf: [
          { type: "string", minLength: 1 },
          { type: "array", items: { type: "string", minLength: 1 } },
        ],
      },
    },
    additionalProperties: false,
    $defs: {
      ...groups,
      namedPool: merged([tableSchema(model.pool)], {
        ...overlay,
        role: {
          type: "string",
          minLength: 1,
          description: "What the pool is for: primary, replica, or any word of yours.",
        },
        weight: { type: "number", minimum: 0, maximum: 1_000_000, description: "Share of the reads that it takes." },
      }),
      container: merged([tableSchema(model.pool), tableSchema(model.connection)], groupRefs),
      ruleSetting: {
        anyOf: [
          { enum: ["off", "info", "warning", "error"] },
          {
            type: "object",
            properties: {
              severity: { enum: ["off", "info", "warning", "error"] },
              ignore: { type: "string", minLength: 1 },
              fields: { type: "object" },
            },
            // settings of the config, in each spelling; loading checks the rest of the path
            patternProperties: {
              [`^(?:${Object.keys(model).join("|")})(?:\\.|$)`]: {
                anyOf: [{ enum: ["off", "info", "warning", "error"] }, { type: "object" }],
              },
            },
            additionalProperties: false,
          },
        ],
      },
    },
  };
}

function tableSchema(group: object): Schema {
  const properties: Schema = {};
  const exclusive: Schema[] = [];
  const names = new Set(Object.keys(group).flatMap((name) => cases(name)));
  for (const [name, member] of Object.entries(group)) {
    const field = isField(member) ? (member as Field) : undefined;
    const schema = field ? fieldSchema(field) : tableSchema(member as object);
    const foreign = (field?.facts.aliases ?? []).flatMap((alias) => cases(alias)).filter((alias) => !names.has(alias));
    for (const spelling of cases(name)) properties[spelling] = schema;
    for (const spelling of foreign)
      properties[spelling] = { ...schema, deprecated: true, description: `Read as ${name}. ${schema.description}` };
    const all = [...cases(name), ...foreign];
    // one setting twice is a fault, however it is spelt
    if (all.length > 1) exclusive.push({ not: { anyOf: pairs(all).map((required) => ({ required })) } });
  }
  return {
    type: ["object", "null"],
    properties,
    additionalProperties: false,
    ...(exclusive.length > 0 && { allOf: exclusive }),
  };
}

function fieldSchema(field: Field): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(field.schema as unknown as z.ZodMiniType, { io: "input" }) as Schema;
  const fallback = shownDefault(field);
  const text = [field.facts.summary, field.facts.detail].filter(Boolean).join(". ");
  return {
    description: `${text}. Legal: ${field.legal}.`,
    ...schema,
    ...(fallback !== undefined && { default: fallback }),
  };
}

function shownDefault(field: Field): unknown {
  const value = field.default;
  if (value === undefined || (typeof value === "object" && value !== null && "sameAs" in value)) return undefined;
  if (value === null) return "off";
  return field.kind === "duration" && typeof value === "number" ? formatDuration(value) : value;
}

function merged(tables: Schema[], more: Schema): Schema {
  const [first, ...rest] = tables as { properties: Schema; allOf?: Schema[] }[];
  const properties: Schema = { ...first!.properties };
  for (const table of rest) for (const [key, value] of Object.entries(table.properties)) properties[key] ??= value;
  Object.assign(properties, more);
  return {
    type: ["object", "null"],
    properties,
    additionalProperties: false,
    allOf: tables.flatMap((table) => (table as { allOf?: Schema[] }).allOf ?? []),
  };
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

function pairs(words: readonly string[]): [string, string][] {
  return words.flatMap((first, at) => words.slice(at + 1).map((second): [string, string] => [first, second]));
}
