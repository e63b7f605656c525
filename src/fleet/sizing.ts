// how many connections a container opens: the sizes of its pools and its processes, as its application reads its settings

import { ruleOf } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { NO_PROJECT } from "../lint/define.ts";
import { settingOf } from "../load/environment.ts";
import { inspectFor } from "../load/index.ts";
import type { Filled } from "./container.ts";
import type { Variable } from "./manifests/_define.ts";

/** A PostgreSQL database that a container connects to. */
export interface Connection {
  /** Variable, argument or file that contains the address. */
  readonly name: string;
  /** Its connection string, with the scheme `postgresql`; what cannot be read in it is `HIDDEN`. Undefined if only its host is known, or nothing. */
  readonly url?: string;
  readonly host?: string;
}

/** What one copy of a container opens. */
export interface Sizing {
  /** For each connection, in the same order: the pools of one process by name (the main pool's is empty). Undefined if its size is not known. */
  readonly pools: readonly (Readonly<Record<string, number>> | undefined)[];
  /** Processes that each have all pools. Undefined if nothing says how many. */
  readonly processes?: number;
  /** What is not known. Anything here marks the total as a minimum. */
  readonly unknown: readonly Unread[];
  /** What the numbers are based on, if they are known: `DB_POOL_SIZE is read as pool.max`. */
  readonly remarks: readonly string[];
  /** Problems of the values themselves. */
  readonly findings: readonly Finding[];
}

/** A number of a container that is not known. */
export interface Unread {
  readonly field: "processes" | "pool";
  /** A clause: `POOL_MAX is taken from the shell`. */
  readonly reason: string;
  /** Whether it is the size that a connection string may contain, and seldom does. */
  readonly unlikely?: boolean;
}

/** Names of the maximum size of a pool in the environment; seen in public manifests. */
export const SIZE =
  /^(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|PRISMA)_(?:POOL_(?:MAX|SIZE|LIMIT|MAX_SIZE|MAX_CONNECTIONS)|MAX_POOL_SIZE|MAX_CONNECTIONS|CONNECTION_LIMIT)$/;

/** Reads the sizes of a container that has at least one connection. */
export function sizingOf(container: Filled, connections: readonly Connection[]): Sizing {
  const sizes = sizeVariables(container);
  const each = connections.map((connection) => sizeOf(container, connection, sizes));
  const { processes } = each[0]!;
  return {
    pools: each.map(({ max }) => (max === undefined ? undefined : { "": max })),
    ...(processes !== undefined && { processes }),
    unknown: each.flatMap(({ unknown }) => unknown ?? []),
    remarks: [...new Set(each.flatMap(({ remark }) => remark ?? []))],
    findings: each.flatMap(({ findings }) => findings),
  };
}

interface SizeVariables {
  /** A variable of another name than ours, and the size in it. */
  readonly other?: readonly [name: string, max: number];
  /** Why a size cannot be read. */
  readonly hidden?: string;
}

function sizeVariables({ variables }: Filled): SizeVariables {
  let other: SizeVariables["other"];
  let hidden: string | undefined;
  for (const [name, variable] of variables) {
    const path = settingOf(name.replace(/_FILE$/, ""));
    const isSize = path === "pool.max" || (path === undefined && SIZE.test(name));
    if (!isSize) continue;
    if (!("text" in variable)) hidden = `${name} ${variable.unreadable}`;
    else if (path === undefined && /^\d{1,6}$/.test(variable.text.trim())) other = [name, Number(variable.text)];
  }
  return { ...(other && { other }), ...(hidden !== undefined && { hidden }) };
}

interface Size {
  readonly max?: number;
  readonly processes?: number;
  readonly unknown?: Unread;
  readonly remark?: string;
  readonly findings: readonly Finding[];
}

function sizeOf({ variables }: Filled, { name, url }: Connection, { other, hidden }: SizeVariables): Size {
  const env: Record<string, string> = {};
  for (const [key, variable] of variables)
    if ("text" in variable && settingOf(key) !== undefined && settingOf(key) !== "connection.url")
      env[key] = variable.text;
  if (url !== undefined) env.DATABASE_URL = url;
  const { config, origins, findings } = inspectFor({ config: {}, env, dotenv: false }, NO_PROJECT, {
    errorsOnly: true,
    elsewhere: true,
  });
  const stated = (path: string) => (origins[path]?.source ?? "default") !== "default";
  const own = stated("pool.max") ? config.pool.max : undefined;
  // a variable that cannot be read takes precedence over the connection string
  const max = hidden === undefined ? (own ?? other?.[1]) : undefined;
  const address = variables.get(name);
  const unread = hidden ?? (address && !("text" in address) ? `${name} ${address.unreadable}` : undefined);
  return {
    ...(max !== undefined && { max }),
    ...(stated("deployment.processes") && { processes: config.deployment.processes }),
    ...(max === undefined &&
      unread !== undefined && { unknown: { field: "pool", reason: unread, unlikely: hidden === undefined } }),
    ...(own === undefined && other && { remark: `${other[0]} is read as pool.max` }),
    findings: findings
      .filter(({ rule, severity }) => severity === "error" && ruleOf(rule)?.area !== "capacity")
      .map((finding) => placed(finding, variables, name)),
  };
}

// the finding knows the variable; the manifest knows where it is
function placed(finding: Finding, variables: ReadonlyMap<string, Variable>, address: string): Finding {
  const { edits: _, related: __, message, ...rest } = finding;
  const variable = variables.get(finding.origin?.name ?? "") ?? variables.get(address);
  const origin = variable?.origin ?? finding.origin;
  return {
    ...rest,
    message: variable?.secret ? `${origin?.name ?? "A variable"} holds a value that cannot be used` : message,
    // its path tells the formats what must not be shown
    path: finding.path ?? "connection.url",
    ...(origin && { origin }),
  };
}
