// what is wrong with a fleet that has been weighed

import { createFinding } from "../diagnostics/catalogue.ts";
import { type Finding, sortFindings } from "../diagnostics/finding.ts";
import { excess } from "../model/capacity-result.ts";
import type { Row, ServerLoad } from "./server-load.ts";

/** The findings of every server. */
export function faultsOf(weighed: readonly ServerLoad[]): Finding[] {
  return sortFindings(weighed.flatMap((one) => [...overServer(one), ...overPooler(one), ...tooSmall(one)]));
}

/** Pools in which tasks that hold several connections at once can wait for each other. */
function tooSmall({ rows, clients }: ServerLoad): Finding[] {
  return [...rows, ...(clients?.rows ?? [])].flatMap(({ service }) => {
    if (!service) return [];
    const { name, fleet, least, origin } = service;
    return Object.entries(fleet.pools)
      .filter(([, max]) => max > 0 && max < least)
      .map(([pool, max]) =>
        createFinding("nested-checkout-deadlock", {
          severity: "warning",
          message: `Service ${name}: ${pool === "" ? "its pool" : `the pool ${pool}`} has ${max} ${max === 1 ? "connection" : "connections"}, and its tasks can wait for each other below ${least}`,
          origin,
          path: `services.${name}`,
          help: `Set the size to ${least} or more (concurrency x (heldAtOnce - 1) + 1), or check out one connection at a time.`,
        }),
      );
  });
}

function overServer({ server, rows, total, fault }: ServerLoad): Finding[] {
  if (!fault) return [];
  const { capacity, assumed, name, origin } = server;
  const count = fault.surge ? total.deploy : total.peak;
  const when = fault.surge ? " while all is deployed" : "";
  const message = `Server ${name}: ${most(rows, fault.surge)}${rows.length > 1 ? ` = ${count}` : ""} connections${when}, ${excess(fault.fault, capacity, assumed)}`;
  const declare = assumed ? " If the server takes more, state its maxConnections." : "";
  return [
    createFinding(`fleet-exceeds-${fault.fault}`, {
      message,
      origin,
      path: `servers.${name}`,
      help: `Lower the pools or the instances, put a pooler between, or raise max_connections; poolcfg fleet --suggest shows sizes that fit.${declare}`,
      ...(assumed && { severity: "warning" }),
    }),
  ];
}

function overPooler({ server, clients }: ServerLoad): Finding[] {
  const { pooler, name, origin } = server;
  if (!clients?.fault || !pooler) return [];
  const { instances, maxClientConn, kind } = pooler;
  return [
    createFinding("fleet-exceeds-pooler", {
      message: `Server ${name}: ${most(clients.rows, true)}${clients.rows.length > 1 ? ` = ${clients.total.deploy}` : ""} client connections while all is deployed, more than the ${clients.limit} that ${kind} takes (${instances} x maxClientConn ${maxClientConn})`,
      origin,
      path: `servers.${name}.pooler`,
      help: "Raise maxClientConn, which costs the pooler little memory, or lower the pools.",
    }),
  ];
}

const SHOWN = 4;

/** The greatest addends in words: `api 120 + worker 40 + 3 more 12`. */
function most(rows: readonly Row[], surge: boolean): string {
  const of = (row: Row) => (surge ? row.deploy : row.peak);
  const sorted = [...rows].sort((a, b) => of(b) - of(a));
  const shown = sorted.slice(0, sorted.length > SHOWN + 1 ? SHOWN : SHOWN + 1);
  const rest = sorted.slice(shown.length);
  const words = shown.map((row) => `${row.name} ${of(row)}`);
  if (rest.length > 0) words.push(`${rest.length} more ${rest.reduce((sum, row) => sum + of(row), 0)}`);
  return words.join(" + ");
}
