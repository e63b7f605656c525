// a fleet from what was given to its verdict
import { type Finding, sortFindings } from "../finding.ts";
import { type GatherOptions, gather } from "./gather.ts";
import type { Sources } from "./input.ts";
import type { Plan } from "./plan.ts";
import { faultsOf } from "./report.ts";
import { type Weighed, weigh } from "./weigh.ts";
import { runningOf } from "./workloads.ts";

/** A fleet that has been weighed, and every finding about it. */
export interface Checked extends Plan {
  readonly weighed: readonly Weighed[];
  readonly findings: readonly Finding[];
}

/** Weighs what the files and the manifests say. */
export function checkFleet({ files, parts, findings: read }: Omit<Sources, "used">, options: GatherOptions): Checked {
  const { servers, services, findings } = gather(files, runningOf(parts), { ...options, run: parts.servers });
  const weighed = weigh({ servers, services });
  return { servers, services, weighed, findings: sortFindings([...read, ...findings, ...faultsOf(weighed)]) };
}
