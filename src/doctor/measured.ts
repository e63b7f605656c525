// what a live server answered: the types alone, for the rules
import type { Blocking } from "./queries/blocking.ts";
import type { Clock } from "./queries/clock.ts";
import type { Limits } from "./queries/limits.ts";
import type { Process } from "./queries/process.ts";
import type { Recovery } from "./queries/recovery.ts";
import type { Role } from "./queries/role.ts";
import type { Slots } from "./queries/slots.ts";
import type { Timeouts } from "./queries/timeouts.ts";
import type { Transactions } from "./queries/transactions.ts";
import type { Usage } from "./queries/usage.ts";
import type { Version } from "./queries/version.ts";

/** What a server answered; a part is left out where it did not. */
export interface Measured {
  readonly version?: Version;
  readonly slots?: Slots;
  readonly role?: Role;
  readonly usage?: Usage;
  readonly blocking?: Blocking;
  readonly transactions?: Transactions;
  readonly limits?: Limits;
  readonly timeouts?: Timeouts;
  readonly recovery?: Recovery;
  readonly process?: Process;
  readonly clock?: Clock;
  /** What stands between; left out where nothing was seen. */
  readonly pooler?: Pooler;
  /** The questions that were not answered, and why, in the words of the server. */
  readonly unanswered?: Readonly<Record<string, string>>;
}

/** A pooler between this machine and the server. What is not known of it is left out. */
export interface Pooler {
  /** As `pooler.kind` has it; null for one that does not say what it is, and may be a proxy that pools nothing. */
  readonly kind: "pgbouncer" | "supavisor" | "rds-proxy" | null;
  readonly version?: string;
  readonly mode?: "session" | "transaction" | "statement";
  readonly maxClientConn?: number;
  /** For the database of the connection. */
  readonly poolSize?: number;
  readonly maxPreparedStatements?: number;
  /** What its console shows of each pool, where the role may see that. */
  readonly pools?: readonly PoolUsage[];
  /** Whether the connection is to its admin console, and so to no server. */
  readonly isConsole?: true;
  /** How it is known. */
  readonly by: readonly By[];
  /** What its provider documents of it, and nobody measured. */
  readonly estimate?: Estimate;
}

/** One pool of a pooler at the moment: server connections for one user and one database. */
export interface PoolUsage {
  readonly database: string;
  readonly user: string;
  /** Clients that have a server connection, or need none now. */
  readonly clientsActive: number;
  /** Clients that wait for a server connection. */
  readonly clientsWaiting: number;
  readonly serversActive: number;
  /** Server connections that are open and not in use. */
  readonly serversIdle: number;
  /** Longest that a client has waited until now, in milliseconds. */
  readonly maxWait: number;
}

/** How a pooler is known: by what it reports, by a process number of its own, by the name of its host, by its console. */
export type By = "parameters" | "process" | "host" | "console";

/** What a provider documents. */
export interface Estimate {
  readonly title: string;
  readonly text: string;
  readonly source: string;
  /** Date on which the source was read. */
  readonly checked: string;
}
