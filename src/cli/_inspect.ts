// the project as people see it: what each package uses, what is wrong, what to do next
import { relative } from "node:path";
import { createFinding } from "../diagnostics/catalogue.ts";
import { type Finding, sortFindings } from "../diagnostics/finding.ts";
import { budgetOf, fleetOf, totalOf } from "../model/capacity.ts";
import type { Config } from "../model/model.ts";
import { poolerAt } from "../poolers/hosts.ts";
import { inspectProject, type ProjectPackage } from "../project/inspect.ts";
import { nearestDotenv } from "../project/workspaces.ts";
import { maskLine } from "../text/mask.ts";
import { inspectDetected } from "./_detected.ts";
import type { Call } from "./commands/_define.ts";
import { columns } from "./reporters/_text.ts";

/** A package with what was found in its config. */
export interface InspectedPackage extends ProjectPackage {
  readonly findings: readonly Finding[];
  readonly effective: Config;
  /** Whether anything sets a value, so that there is something to check. */
  readonly isSet: boolean;
}

/** The project that the command is run in. */
export interface InspectedProject {
  readonly packages: readonly InspectedPackage[];
  readonly isWorkspace: boolean;
  /** What concerns several packages. */
  readonly shared: readonly Finding[];
}

/** Looks at the project in the working directory, and checks each package with the config nearest to it. */
export async function inspected(call: Call): Promise<InspectedProject> {
  const root = call.io.cwd;
  const { packages, isWorkspace } = inspectProject(root);
  const checked: InspectedPackage[] = [];
  for (const one of packages) {
    const dotenv = nearestDotenv(one.folder, root);
    const own = one.name === "." ? {} : { config: one.config ?? {}, dotenv: dotenv === undefined ? false : [dotenv] };
    const { findings, config, origins } = await inspectDetected(call, own, one.folder);
    const isSet = Object.values(origins).some(({ source }) => source !== "default");
    checked.push({ ...one, findings, effective: config, isSet });
  }
  return { packages: checked, isWorkspace, shared: sharedServers(checked) };
}

/** Adds up the packages that connect to the same server. */
function sharedServers(packages: readonly InspectedPackage[]): Finding[] {
  const servers = new Map<string, InspectedPackage[]>();
  for (const one of packages) {
    const { connection, pooler } = one.effective;
    const host = connection.host;
    // a pooler has a limit of its own
    if (host === undefined || pooler.kind !== null || poolerAt(host) !== undefined) continue;
    const server = `${host}:${connection.port ?? 5432}`;
    servers.set(server, [...(servers.get(server) ?? []), one]);
  }
  return [...servers].flatMap(([server, users]) => {
    if (users.length < 2) return [];
    const totals = users.map(({ effective }) => totalOf(fleetOf(effective)).inSurge);
    const total = totals.reduce((sum, one) => sum + one, 0);
    const least = users.reduce((a, b) => (budgetOf(a.effective.server) <= budgetOf(b.effective.server) ? a : b));
    const budget = budgetOf(least.effective.server);
    if (total <= budget) return [];
    const parts = users.map(({ name }, at) => `${maskLine(name)} ${totals[at]}`).join(", ");
    return createFinding("fleet-exceeds-budget", {
      message: `${users.length} packages share the server ${maskLine(server)} and may open ${total} connections together (${parts}), above the budget of ${budget} (${least.effective.server.budget} of ${least.effective.server.maxConnections})`,
      help: "Lower pool.max in some of them, or raise max_connections of the server.",
    });
  });
}

/** All findings, each once: packages may share a config. */
export function allFindings({ packages, shared }: InspectedProject): Finding[] {
  const all = new Map<string, Finding>();
  for (const finding of [...packages.flatMap(({ findings }) => findings), ...shared]) {
    const { rule, path, message, origin, target } = finding;
    all.set(JSON.stringify([rule, path, message, origin?.label, target]), finding);
  }
  return sortFindings([...all.values()]);
}

/** What a package uses, in a few lines. */
export function aboutPackage({ name, detection, settings, config }: InspectedPackage, cwd: string): string {
  const { targets, unclear, manifests } = detection;
  const used = targets.map(
    ({ id, name: from, version, file }) => `${id} (${from}${version ? ` ${version}` : ""} in ${file})`,
  );
  const rows = [
    ["  packages", manifests.join(", ") || "no manifest found"],
    ["  targets", [...used, ...unclear].join(", ") || "no library with a PostgreSQL pool detected"],
    ["  settings", settings.join(", ") || "no file found"],
    ["  config", config === undefined ? "no poolcfg.{toml,yaml,yml,json}" : relative(cwd, config) || config],
  ];
  return `${maskLine(name === "." ? "this folder" : name)}\n${columns(rows.map((row) => row.map(maskLine)))}`;
}

/** What to do next. */
export function nextSteps(project: InspectedProject, findings: readonly Finding[]): string[] {
  const { packages } = project;
  const ids = [...new Set(packages.flatMap(({ detection }) => detection.targets.map(({ id }) => id)))];
  const hasConfig = packages.some(({ config }) => config !== undefined);
  return [
    ...(hasConfig ? [] : ["poolcfg init               write a config that fits this project"]),
    ...(findings.some(({ edits }) => (edits ?? []).length > 0)
      ? ["poolcfg validate --fix     apply the fixes that are safe"]
      : []),
    ...(hasConfig && ids.length > 0 ? [`poolcfg render --target ${ids[0]}   write the settings for it`] : []),
    ...(findings.some(({ severity }) => severity === "info")
      ? ["poolcfg --verbose          show the notes as well"]
      : []),
    "poolcfg --help             list the commands",
  ];
}
