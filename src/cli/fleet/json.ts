// a fleet for programs; schemas/fleet-report.schema.json describes it

import type { Checked } from "../../fleet/check.ts";
import type { Row, ServerLoad } from "../../fleet/server-load.ts";
import type { Suggestion } from "../../fleet/suggest.ts";
import { jsonText } from "../../text/characters.ts";
import { maskLine } from "../../text/mask.ts";
import { FORMAT_VERSION, plainFindings } from "../reporters/json.ts";
import { plainSuggestions } from "./suggest.ts";

/** Writes everything that is known. */
export function writeJson({ weighed, workloads, findings }: Checked, suggestions?: readonly Suggestion[]): string {
  const body = {
    formatVersion: FORMAT_VERSION,
    workloads,
    servers: weighed.map(server),
    ...(suggestions && { suggestions: plainSuggestions(suggestions) }),
    ...plainFindings(findings),
  };
  return jsonText(body);
}

function server({
  server,
  rows,
  total,
  usable,
  budget,
  binds,
  fault,
  atLeast,
  incomplete,
  clients,
}: ServerLoad): object {
  const { name, capacity, assumed, pooler } = server;
  return {
    name: maskLine(name),
    maxConnections: capacity.maxConnections,
    assumed,
    reserved: capacity.reserved,
    usable,
    budget,
    binds,
    verdict: fault ? fault.fault : incomplete ? "not-known" : "fits",
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
