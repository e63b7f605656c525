// a fleet from what was given to its verdict
import { type Finding, missingIn, sortFindings } from "../diagnostics/finding.ts";
import { includeFindings, unrenderedFindings } from "./gaps.ts";
import type { Sources } from "./input.ts";
import type { NotCounted, Plan, Workloads } from "./plan.ts";
import { faultsOf } from "./report.ts";
import { type GatherOptions, resolveServices } from "./resolve-services.ts";
import { computeLoad, type ServerLoad } from "./server-load.ts";
import { runningOf } from "./workloads.ts";

/** A fleet that has been weighed, and every finding about it. */
export interface Checked extends Plan {
  readonly notCounted: readonly NotCounted[];
  readonly workloads: Workloads;
  readonly weighed: readonly ServerLoad[];
  readonly findings: readonly Finding[];
}

/** Weighs what the files and the manifests say. */
export function checkFleet(sources: Omit<Sources, "used"> & Partial<Sources>, options: GatherOptions): Checked {
  const { files, parts, used = [] } = sources;
  for (const complete of parts.later.splice(0)) complete();
  const read = [...sources.findings, ...unrenderedFindings(parts.unrendered), ...includeFindings(parts.includes, used)];
  const { servers, services, findings, notCounted, workloads } = resolveServices(files, runningOf(parts), {
    ...options,
    run: parts.servers,
  });
  const before = [...read, ...findings];
  const weighed = computeLoad({ servers, services }, { incomplete: missingIn(before).length > 0 });
  return {
    servers,
    services,
    weighed,
    notCounted,
    workloads,
    findings: sortFindings([...before, ...faultsOf(weighed)]),
  };
}
