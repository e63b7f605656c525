// the server of a pool, and how many connections all pools of all processes may have there together

import { serverOf } from "../mapping/connection.ts";
import { setIn } from "../mapping/encode.ts";
import { budgetOf, limitOf } from "../model/capacity.ts";
import type { Config } from "../model/model.ts";

/** A server, and the bound that the config states for it. */
export interface ServerBudget {
  /** Host name, address, or directory of the Unix socket, as the config has it. */
  readonly address: string;
  /** 5432 unless the config says otherwise. */
  readonly port: number;
  /**
   * Connections that the pools of all processes may have there together: the lesser of `server.budget` and what
   * `server.reserved` leaves of `server.maxConnections`, without `deployment.otherConnections`; before a pooler, its
   * `pooler.maxClientConn`. 0 or more.
   */
  readonly connections: number;
}

/** The bound of a config; null where it states none, for a default is nobody's server. */
export function serverBudgetOf(config: Config): ServerBudget | null {
  const connections = budgetIn(config);
  if (connections === null) return null;
  const [first] = serverOf(config).dsn.hosts;
  return { address: first?.host || "localhost", port: first?.port ?? 5432, connections };
}

function budgetIn(config: Config): number | null {
  const { server, deployment, pooler } = config;
  if (pooler.kind !== null) return pooler.maxClientConn;
  if (!setIn(config)("server.maxConnections")) return null;
  return Math.max(0, Math.min(budgetOf(server), limitOf(server)) - deployment.otherConnections);
}
