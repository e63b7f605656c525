// a fleet for programs; schemas/fleet-report.schema.json describes it

import type { Checked } from "../../fleet/check.ts";
import type { Row, ServerLoad } from "../../fleet/server-load.ts";
import { jsonText } from "../../text/characters.ts";
import { maskLine } from "../../text/mask.ts";
import type { More } from "../_fleet.ts";
import { FORMAT_VERSION, plainFindings } from "../reporters/json.ts";
import { plainSuggestions } from "./suggest.ts";
import { missingAt } from "./table.ts";

/** Writes everything that is known. */
export function writeJson({ weighed, workloads, findings }: Checked, { suggestions, changes }: More = {}): string {
  const body = {
    formatVersion: FORMAT_VERSION,
    workloads,
    servers: weighed.map(server),
    ...(suggestions && { suggestions: plainSuggestions(suggestions) }),
    ...(changes && { changes }),
    ...plainFindings(findings),
  };
  return jsonText(body);
}

function server(weighed: ServerLoad): object {
  const { server, rows, total, usable, budget, binds, fault, atLeast, clients } = weighed;
  const missing = missingAt(weighed);
  const { name, capacity, assumed, pooler } = server;
  return {
    name: maskLine(name),
    maxConnections: capacity.maxConnections,
    assumed,
    reserved: capacity.reserved,
    usable,
    budget,
    binds,
    verdict: fault ? fault.fault : missing.length > 0 ? "not-known" : "fits",
    ...(missing.length > 0 && { missing }),
    ...(fault && { onlyDuringDeploy: fault.surge }),
    atLeast,
    total,
    services: rows.map(row),
    ...(clients && {
      pooler: {
        kind: pooler!.kind,
        limit: clients.limit,
        fits: !clients.fault,
        total: clients.total,
        services: clients.rows.map(row),
      },
    }),
  };
}

function row({ name, steady, peak, deploy, service }: Row): object {
  const { instances, maxInstances, processes, surge, otherConnections, pools } = service?.fleet ?? {};
  return {
    name: maskLine(name),
    steady,
    peak,
    deploy,
    ...(service && {
      instances,
      maxInstances,
      processes,
      surge,
      otherConnections,
      pools,
      unknown: service.unknown.map(maskLine),
      remarks: service.remarks.map(maskLine),
    }),
  };
}
