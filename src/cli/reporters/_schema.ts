// the JSON Schema of `--format json`
import { ERROR_CODES } from "../../diagnostics/errors.ts";
import { SOURCES } from "../../diagnostics/origin.ts";
import { PHASES, REASONS } from "../../known-errors/_define.ts";

const text = { type: "string" };
const number = { type: "integer", minimum: 0 };
const origin = {
  type: "object",
  description: "Where a value came from.",
  required: ["source", "label"],
  additionalProperties: false,
  properties: {
    source: { enum: SOURCES },
    label: { ...text, description: "As shown to people." },
    file: { ...text, description: "Path relative to the working directory." },
    line: { type: "integer", minimum: 1 },
    column: { type: "integer", minimum: 1, description: "In UTF-16 units, from 1." },
    name: { ...text, description: "Name of the variable, DSN parameter or argument." },
  },
};
const finding = {
  type: "object",
  required: ["rule", "severity", "message"],
  additionalProperties: false,
  properties: {
    rule: { ...text, description: "`poolcfg explain <rule>` tells about it." },
    severity: { enum: ["error", "warning", "info"] },
    message: text,
    path: { ...text, description: "Canonical path of the setting." },
    origin: { $ref: "#/$defs/origin" },
    related: { type: "array", items: { $ref: "#/$defs/origin" } },
    legal: { ...text, description: "What would be legal." },
    help: { ...text, description: "What to do." },
    fix: {
      type: "array",
      description: "Edits that mend it. Left out where they would show a secret.",
      items: {
        type: "object",
        required: ["file", "start", "end", "text"],
        additionalProperties: false,
        properties: {
          file: text,
          start: { ...number, description: "First character replaced, in UTF-16 units from 0." },
          end: { ...number, description: "First character kept after it." },
          text,
        },
      },
    },
    target: { ...text, description: "Target that the finding holds for." },
    holdsFor: { ...text, description: "Package and range of versions that what is known about the target holds for." },
    missing: {
      ...text,
      description: "What the check could not take into account: a query, a file, a workload. The message says why.",
    },
  },
};

const accepted = {
  ...finding,
  required: [...finding.required, "by", "reason"],
  properties: { ...finding.properties, by: { enum: ["comment", "rules", "baseline"] }, reason: text },
};

const phase = {
  enum: PHASES,
  description:
    "How far an attempt came: connect until the port has accepted the connection, tls until it is encrypted, login until the server is ready for queries, query after that.",
};

const attempt = {
  type: "object",
  required: ["host", "port", "tls", "phase", "reason", "message"],
  additionalProperties: false,
  properties: {
    host: text,
    port: number,
    tls: { type: "boolean" },
    phase: { $ref: "#/$defs/phase" },
    reason: { enum: [...REASONS, "unknown"] },
    message: { ...text, description: "In the words of Node or the server." },
  },
};

const pool = {
  type: "object",
  description: "Server connections of a pooler for one user and one database.",
  required: ["database", "user", "clientsActive", "clientsWaiting", "serversActive", "serversIdle", "maxWait"],
  additionalProperties: false,
  properties: {
    database: text,
    user: text,
    clientsActive: number,
    clientsWaiting: { ...number, description: "Clients that wait for a server connection." },
    serversActive: number,
    serversIdle: number,
    maxWait: { ...number, description: "Longest that a client has waited until now, in milliseconds." },
  },
};

/** JSON Schema (draft 2020-12) of a findings report. */
export const findingsSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "poolcfg findings report",
  type: "object",
  required: ["formatVersion", "complete", "findings", "summary"],
  additionalProperties: false,
  properties: {
    formatVersion: { const: 1 },
    complete: {
      type: "boolean",
      description:
        "Whether everything was checked. If not, the verdict is not known: each finding with `missing` says what was not checked, and the exit code is 1 unless --allow-incomplete is given.",
    },
    findings: { type: "array", items: { $ref: "#/$defs/finding" } },
    ignored: {
      type: "array",
      description: "Findings that a comment, `[rules]` or a baseline accepts.",
      items: { $ref: "#/$defs/accepted" },
    },
    summary: {
      type: "object",
      required: ["error", "warning", "info"],
      additionalProperties: false,
      properties: { error: number, warning: number, info: number, ignored: number },
    },
    failure: {
      type: "object",
      description: "Why the run ended early.",
      required: ["code", "message"],
      additionalProperties: false,
      properties: {
        code: { enum: ERROR_CODES },
        message: text,
        reason: { enum: [...REASONS, "unknown"], description: "Why a server could not be reached." },
        host: { ...text, description: "The server of the last attempt." },
        port: number,
        phase: { $ref: "#/$defs/phase" },
        meaning: { ...text, description: "What that means." },
        action: { ...text, description: "What to do about it, the first thing first." },
        attempts: { type: "array", items: { $ref: "#/$defs/attempt" }, description: "Every attempt, in order." },
        pools: { type: "array", items: { $ref: "#/$defs/pool" }, description: "What SHOW POOLS of the pooler shows." },
      },
    },
  },
  $defs: { finding, accepted, origin, phase, attempt, pool },
};
