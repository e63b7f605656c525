// who holds connections now
import type { Question } from "./_define.ts";

/** The connections of clients, this one left out. */
export interface Usage {
  /** Whether the role may see what the sessions of other roles do. */
  readonly seesOthers: boolean;
  /** All of them. Where others are hidden, background processes of a database may be among them. */
  readonly total: number;
  /** Sessions whose state is hidden. */
  readonly hidden: number;
  readonly groups: readonly UsageGroup[];
  /** How many groups are left out. */
  readonly more: number;
}

/** The connections of one application, user and database in one state. */
export interface UsageGroup {
  readonly application: string;
  readonly user: string;
  readonly database: string;
  /** Null where it is hidden. */
  readonly state: string | null;
  readonly count: number;
  /** Longest that one of them has been in that state, in milliseconds; null where it is hidden. */
  readonly longest: number | null;
}

/** Most groups that are read. */
const GROUPS = 200;

// what a role may not see is null, the kind of process too; only a session of a database has one
const CLIENTS = `pg_catalog.pg_stat_activity WHERE pid <> pg_catalog.pg_backend_pid()
  AND (backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL))`;

const usage: Question<Usage> = async (session) => {
  const [all] = await session.ask(`SELECT count(*)::int AS "total",
    (count(*) FILTER (WHERE backend_type IS NULL))::int AS "hidden",
    count(DISTINCT (application_name, usename, datname, state))::int AS "groups",
    (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
      OR pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "seesOthers" FROM ${CLIENTS}`);
  const rows = await session.ask(`SELECT coalesce(application_name, '') AS "application",
    coalesce(usename, '') AS "user", coalesce(datname, '') AS "database", state, count(*)::int AS "count",
    round(extract(epoch FROM max(clock_timestamp() - state_change)) * 1000)::float8 AS "longest"
    FROM ${CLIENTS} GROUP BY application_name, usename, datname, state
    ORDER BY count(*) DESC, 1, 2, 3, 4 LIMIT ${GROUPS}`);
  const { total, hidden, groups, seesOthers } = all as unknown as Omit<Usage, "groups"> & { readonly groups: number };
  const more = Math.max(0, groups - rows.length);
  return { seesOthers, total, hidden, groups: rows as unknown as readonly UsageGroup[], more };
};

export default usage;
