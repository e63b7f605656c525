// who holds connections now
import * as z from "zod/mini";
import { CLIENTS, since, withoutNumbers } from "./_clients.ts";
import { type Question, readRow, readRows } from "./_define.ts";

/** The connections of clients, without doctor's own. */
export interface Usage {
  /** Whether the role may see what the sessions of other roles do. */
  readonly seesOthers: boolean;
  /** All of them. Where others are hidden, parallel workers may be among them. */
  readonly total: number;
  /** Those of the role that doctor logged in as, and those of its database: what their CONNECTION LIMIT counts. */
  readonly ofRole: number;
  readonly ofDatabase: number;
  /** Sessions whose state is hidden. */
  readonly hidden: number;
  /** By application, user, database and state. Names that differ only in numbers are one group. */
  readonly groups: readonly UsageGroup[];
  /** How many groups are left out of `groups` and the sums. */
  readonly more: number;
  /** Connections by application and user, in whatever state, the most first. */
  readonly applications: readonly ApplicationShare[];
  /** Connections by user, by database and by address of the client, the most first. */
  readonly users: readonly Share[];
  readonly databases: readonly Share[];
  readonly clients: readonly Share[];
}

/** The connections of one application, user and database in one state. */
export interface UsageGroup {
  /** As it is; `*` for the numbers in it if several sessions differ in them. */
  readonly application: string;
  readonly user: string;
  readonly database: string;
  /** Null where it is hidden. */
  readonly state: string | null;
  readonly count: number;
  /** Longest that one of them has been in that state, in milliseconds; null where it is hidden. */
  readonly longest: number | null;
}

/** The connections of one application and user. Names that differ only in numbers are one. */
export interface ApplicationShare {
  readonly application: string;
  readonly user: string;
  readonly count: number;
}

/** The connections of one user, database or address. */
export interface Share {
  /** Null where it is hidden. */
  readonly name: string | null;
  readonly count: number;
}

/** Maximum number of rows that are read, and of groups and shares that are given. */
const ROWS = 2_000;
const GIVEN = 200;

const TOTALS = z.object({
  total: z.int(),
  hidden: z.int(),
  ofRole: z.int(),
  ofDatabase: z.int(),
  rows: z.int(),
  seesOthers: z.boolean(),
});

const ROW = z.object({
  application: z.string(),
  user: z.string(),
  database: z.string(),
  client: z.nullable(z.string()),
  state: z.nullable(z.string()),
  count: z.int(),
  longest: z.nullable(z.number()),
});

type Row = z.infer<typeof ROW>;

// a client on a Unix socket has no address
const CLIENT = "CASE WHEN backend_type IS NOT NULL THEN coalesce(host(client_addr), 'local socket') END";

const usage: Question<Usage> = async (session) => {
  const totals = await session.ask(`SELECT count(*)::int AS "total",
    (count(*) FILTER (WHERE backend_type IS NULL))::int AS "hidden",
    (count(*) FILTER (WHERE usename = session_user))::int AS "ofRole",
    (count(*) FILTER (WHERE datname = current_database()))::int AS "ofDatabase",
    count(DISTINCT (application_name, usename, datname, ${CLIENT}, state))::int AS "rows",
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      OR pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "seesOthers" FROM ${CLIENTS}`);
  const found = await session.ask(`SELECT coalesce(application_name, '') AS "application",
    coalesce(usename, '') AS "user", coalesce(datname, '') AS "database", ${CLIENT} AS "client", state,
    count(*)::int AS "count", ${since("min(state_change)")} AS "longest"
    FROM ${CLIENTS} GROUP BY application_name, usename, datname, ${CLIENT}, state
    ORDER BY count(*) DESC, 1, 2, 3, 4, 5 LIMIT ${ROWS}`);
  const { rows: all, ...counts } = readRow(TOTALS, totals);
  const rows = readRows(ROW, found);
  const groups = grouped(rows);
  return {
    ...counts,
    groups: groups.slice(0, GIVEN),
    more: Math.max(0, groups.length - GIVEN) + Math.max(0, all - rows.length),
    applications: applications(groups).slice(0, GIVEN),
    users: shares(rows, ({ user }) => user),
    databases: shares(rows, ({ database }) => database),
    clients: shares(rows, ({ client }) => client),
  };
};

export default usage;

function grouped(rows: readonly Row[]): UsageGroup[] {
  const groups = new Map<string, UsageGroup>();
  for (const { application, user, database, state, count, longest } of rows) {
    const varies = withoutNumbers(application);
    const key = JSON.stringify([varies, user, database, state]);
    const known = groups.get(key);
    const name = known === undefined || known.application === application ? application : varies;
    const longer = known?.longest == null ? longest : Math.max(known.longest, longest ?? 0);
    const total = count + (known?.count ?? 0);
    groups.set(key, { application: name, user, database, state, count: total, longest: longer });
  }
  return [...groups.values()].sort((one, two) => two.count - one.count);
}

function applications(groups: readonly UsageGroup[]): ApplicationShare[] {
  const all = new Map<string, ApplicationShare>();
  for (const { application, user, count } of groups) {
    const varies = withoutNumbers(application);
    const key = JSON.stringify([varies, user]);
    const known = all.get(key);
    const name = known === undefined || known.application === application ? application : varies;
    all.set(key, { application: name, user, count: count + (known?.count ?? 0) });
  }
  return [...all.values()].sort((one, two) => two.count - one.count);
}

function shares(rows: readonly Row[], nameOf: (row: Row) => string | null): Share[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + row.count);
  const all = [...counts].map(([name, count]) => ({ name, count }));
  return all.sort((one, two) => two.count - one.count).slice(0, GIVEN);
}
