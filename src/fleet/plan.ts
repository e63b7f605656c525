// a fleet as it is reckoned with: servers, what stands before them, and the services that use them

import type { Origin } from "../diagnostics/origin.ts";
import type { Capacity, Fleet } from "../model/capacity.ts";
import { maskDsn } from "../text/redact.ts";
import type { Step } from "./sizing.ts";

/** One server, and what it gives. */
export interface Server {
  readonly name: string;
  readonly capacity: Capacity;
  /** Whether nobody stated its `max_connections`. */
  readonly assumed: boolean;
  readonly origin: Origin;
  readonly pooler?: Pooler;
  /** Poolers beside it, whose clients are not listed. */
  readonly furtherPoolers?: readonly Pooler[];
}

/** What stands between services and a server. */
export interface Pooler {
  readonly kind: string;
  readonly instances: number;
  /** Server connections of one pool; undefined where nobody stated it, and the pooler has no default. */
  readonly poolSize: number | undefined;
  readonly reservePoolSize: number;
  /** Most server connections to one database, in one pooler. */
  readonly maxDbConnections: number | null;
  /** Client connections that one pooler takes; null where that is not known. */
  readonly maxClientConn: number | null;
  readonly databases: number;
  /** Users of one database. */
  readonly users: number;
  readonly remarks: readonly string[];
}

/** One service, and what it may open. */
export interface Service {
  readonly name: string;
  readonly server: string;
  readonly fleet: Fleet;
  readonly origin: Origin;
  /** Why its numbers are the least that it may open, where something is not known. */
  readonly unknown: readonly string[];
  /** What its numbers rest on, in words. */
  readonly remarks: readonly string[];
  /** Where its numbers come from. */
  readonly steps?: readonly Step[];
  /** The role that it connects as, if its connection string contains one. */
  readonly role?: string;
  /** What runs it, as a fleet file names it. */
  readonly workload?: string;
  /** Whether it goes round the pooler. */
  readonly direct: boolean;
  /** Weight of its pools when connections are shared out. */
  readonly demand?: number;
  /** Least size of a pool with which its tasks cannot lock one another out. */
  readonly least: number;
}

/** A workload that seems to use PostgreSQL, and is not counted. */
export interface NotCounted {
  readonly name: string;
  /** As a message shows it: `Deployment api`. */
  readonly shown: string;
  /** Why it seems to: a clause such as `DB_HOST leads to db`. */
  readonly why: string;
  readonly origin: Origin;
  /** What runs it, as a fleet file names it. */
  readonly workload: string;
}

/** How many workloads there are, and what became of them. */
export interface Workloads {
  readonly read: number;
  readonly counted: number;
  readonly notCounted: number;
  /** Nothing says that they use PostgreSQL. */
  readonly without: number;
}

/** Everything that is weighed. */
export interface Plan {
  readonly servers: readonly Server[];
  readonly services: readonly Service[];
}

/** A name as it may be shown: whole, but for a connection string that stands in its place. */
export function labelOf(name: string): string {
  return name.includes("://") ? maskDsn(name) : name;
}

/**
 * The least pool with which tasks that hold several connections cannot lock one another out: at least one of them gets all of its.
 *
 * @returns tasks × (held − 1) + 1.
 */
export function deadlockMinimum(tasks: number, held: number): number {
  return tasks * (held - 1) + 1;
}
