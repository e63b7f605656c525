// the pools of one service: from its config, another tool's file, or a connection string

import { dirname, relative, resolve } from "node:path";
import { createFinding, ruleOf } from "../diagnostics/catalogue.ts";
import { isPoolcfgError, PoolcfgError } from "../diagnostics/errors.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { nodeFiles } from "../files/node.ts";
import { readText } from "../formats/read.ts";
import { isProgram } from "../import/files.ts";
import { importConfig } from "../import/index.ts";
import { NO_PROJECT } from "../lint/define.ts";
import { type Inspection, inspectFor } from "../load/index.ts";
import { type Fleet, fleetOf } from "../model/capacity.ts";
import type { ServiceTable } from "./file.ts";

/** What the source of a service says. */
export interface Settings {
  readonly fleet: Fleet;
  /** Whether somebody stated the ceiling of the main pool. */
  readonly sized: boolean;
  /** Whether somebody stated the most instances; else they follow the instances. */
  readonly capped: boolean;
  readonly findings: readonly Finding[];
}

/** Reads the source that a service names; undefined where it names none, or none that can be read. */
export function settingsOf(
  table: ServiceTable,
  cwd: string,
  root: string | undefined,
  findings: Finding[],
): Settings | undefined {
  const named = SOURCES.filter((key) => table.values[key] !== undefined);
  const [key, other] = named;
  if (key === undefined) return undefined;
  if (other !== undefined)
    findings.push(
      createFinding("conflicting-sources", {
        severity: "warning",
        message: `services.${table.name} names ${named.join(" and ")}; ${key} is read`,
        origin: table.origins[other]!,
        help: "Keep one of them.",
      }),
    );
  const outside = key === "url" ? undefined : outsideOf(table, key, cwd, root);
  if (outside) {
    findings.push(outside);
    return undefined;
  }
  try {
    const { config, findings: found, origins } = READ[key](table, cwd, root);
    const told = found
      .filter(({ rule, severity }) => severity === "error" && ruleOf(rule)?.area !== "capacity")
      .map((finding) => placedIn(finding, table, key));
    findings.push(...told);
    const stated = (path: string) => (origins[path]?.source ?? "default") !== "default";
    return {
      fleet: fleetOf(config),
      sized: stated("pool.max"),
      capped: stated("deployment.maxInstances"),
      findings: told,
    };
  } catch (error) {
    if (!isPoolcfgError(error) || error.code === "internal") throw error;
    findings.push(
      createFinding("unreadable-service", {
        message: `The ${key} of services.${table.name} cannot be used: ${error.message.replace(/\.$/, "")}`,
        origin: table.origins[key]!,
        help: "Correct it, or state the size by `pool`.",
      }),
    );
    return undefined;
  }
}

const SOURCES = ["config", "import", "url"] as const;

const NOWHERE = { env: {}, dotenv: false } as const;

const READ: Readonly<
  Record<(typeof SOURCES)[number], (table: ServiceTable, cwd: string, root: string | undefined) => Inspection>
> = {
  config({ values, origins }, cwd, root) {
    const config = placed(values.config!, origins.config!.document?.path, cwd);
    return inspectFor({ ...NOWHERE, cwd, config, profile: values.profile, root }, NO_PROJECT, { errorsOnly: true });
  },
  import({ values, origins }, cwd) {
    const name = placed(values.import!, origins.import!.document?.path, cwd);
    if (isProgram(name))
      return refuse(
        `${name} is a program, which is not run here; poolcfg import ${name} --exec > FILE makes a config of it`,
      );
    return imported(readText(name, cwd, nodeFiles), name, values.from ?? "auto", cwd);
  },
  url: ({ values, name }, cwd) => imported(values.url!.reveal(), `services.${name}.url`, values.from ?? "auto", cwd),
};

// a fleet file of someone else could name private files, whose lines the findings would show
function outsideOf(
  { values, origins }: ServiceTable,
  key: "config" | "import",
  cwd: string,
  root: string | undefined,
): Finding | undefined {
  const named = values[key]!;
  const from = origins[key]!.document?.path;
  // a path may be followed by the way to a table: FILE#a.b
  const file = key === "config" ? named.replace(/#[^#]*$/, "") : named;
  const boundary = nodeFiles.boundary(from === undefined ? cwd : dirname(from), cwd, root);
  return [named, file]
    .map((one) => boundary.outside(resolve(cwd, placed(one, from, cwd)), key, named, origins[key]!))
    .find((finding) => finding !== undefined);
}

function imported(text: string, name: string, from: string, cwd: string): Inspection {
  const read = importConfig(text, { from, name, env: {}, withSecrets: true });
  const content = read.text;
  const { findings, ...rest } = inspectFor({ ...NOWHERE, cwd, text: { name, content, format: "toml" } }, NO_PROJECT);
  // the text in between is nobody's, so only what its values are is of use
  const sound = findings.filter(({ rule }) => !read.findings.some((finding) => finding.rule === rule));
  return { ...rest, findings: [...read.findings, ...sound.map(({ origin: _, ...finding }) => finding)] };
}

// what has no place in a file of its own stands where the service names it; nothing there may be shown that is secret
function placedIn(finding: Finding, { origins }: ServiceTable, key: (typeof SOURCES)[number]): Finding {
  if (finding.origin?.document?.path !== undefined) return finding;
  const { edits: _, related: __, ...rest } = finding;
  return { ...rest, origin: origins[key]!, ...(key === "url" && { path: "connection.url" }) };
}

function refuse(message: string): never {
  throw new PoolcfgError("input", message);
}

function placed(path: string, from: string | undefined, cwd: string): string {
  return from === undefined ? path : relative(cwd, resolve(dirname(from), path));
}
