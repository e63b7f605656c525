// The server of a pool, and the maximum number of connections of all pools of all processes on it

import type { Origin } from "../diagnostics/origin.ts";
import { serverOf } from "../mapping/connection.ts";
import { setIn } from "../mapping/encode.ts";
import { budgetOf, limitOf } from "../model/capacity.ts";
import type { Config } from "../model/model.ts";

type Origins = Readonly<Record<string, Origin>>;

/** A server, and the connection budget that the config sets for it. */
export interface ServerBudget {
  /** Host name, address, or directory of the Unix socket, as the config has it. */
  readonly address: string;
  /** Default: 5432. */
  readonly port: number;
  /**
   * Maximum connections of the pools of all processes together: the smaller of `server.budget` and what
   * `server.reserved` leaves of `server.maxConnections`, minus `deployment.otherConnections`; behind a pooler, its
   * `pooler.maxClientConn`. 0 or more.
   */
  readonly connections: number;
}

/** The budget of a config; null if it sets none, because a default limit describes no real server. */
export function serverBudgetOf(config: Config, origins?: Origins): ServerBudget | null {
  const connections = budgetIn(config, origins);
  if (connections === null) return null;
  const [first] = serverOf(config).dsn.hosts;
  return { address: first?.host || "localhost", port: first?.port ?? 5432, connections };
}

function budgetIn(config: Config, origins?: Origins): number | null {
  const { server, deployment, pooler } = config;
  if (pooler.kind !== null) return pooler.maxClientConn;
  if (!setIn(config, origins)("server.maxConnections")) return null;
  return Math.max(0, Math.min(budgetOf(server), limitOf(server)) - deployment.otherConnections);
}
