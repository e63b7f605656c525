// poolers that hosted providers put before the server, known by the names of their hosts
import type { Place } from "../doctor/_access.ts";
import type { Pooler } from "../doctor/measured.ts";

type Mark = Pick<Pooler, "kind" | "mode" | "maxPreparedStatements"> & Required<Pick<Pooler, "estimate">>;

interface Entry {
  readonly host: RegExp;
  readonly port?: number;
  readonly mark: Mark;
  /** Whether it finds the database by a reference after a dot in the user name: `postgres.abcdefghijklmnopqrst`. */
  readonly tenantInUser?: true;
  /** Whether its customers may query its admin console. */
  readonly console?: true;
}

const CHECKED = "2026-11-30";

const MARKS: readonly Entry[] = [
  {
    host: /^[\w-]+-pooler\.(?:[\w-]+\.)+neon\.tech$/i,
    mark: {
      kind: "pgbouncer",
      mode: "transaction",
      // the documentation lists max_prepared_statements=1000 among the settings of its PgBouncer
      maxPreparedStatements: 1_000,
      estimate: {
        title: "Neon",
        text: "transaction mode, up to 10,000 clients; a pool of 90 % of max_connections for each user and database",
        source: "https://neon.com/docs/connect/connection-pooling",
        checked: "2026-11-21",
      },
    },
  },
  {
    host: /\.pooler\.supabase\.com$/i,
    port: 6543,
    tenantInUser: true,
    mark: {
      kind: "supavisor",
      mode: "transaction",
      estimate: {
        title: "Supabase",
        text: "port 6543 is transaction mode; pool size and clients depend on the compute size",
        source:
          "https://supabase.com/docs/guides/troubleshooting/supavisor-and-connection-terminology-explained-9pr_ZO",
        checked: "2026-11-21",
      },
    },
  },
  {
    host: /\.pooler\.supabase\.com$/i,
    tenantInUser: true,
    mark: {
      kind: "supavisor",
      mode: "session",
      estimate: {
        title: "Supabase",
        text: "port 5432 is session mode: as many clients as its pool has connections",
        source:
          "https://supabase.com/docs/guides/troubleshooting/supavisor-and-connection-terminology-explained-9pr_ZO",
        checked: "2026-11-21",
      },
    },
  },
  {
    host: /\.proxy-[\w-]{1,60}\.[\w-]{1,40}\.rds\.amazonaws\.com(?:\.cn)?$/i,
    mark: {
      kind: "rds-proxy",
      mode: "transaction",
      estimate: {
        title: "RDS Proxy",
        text: "connections are shared between transactions, and pinned to a session by SET, prepared statements and the like",
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html",
        checked: "2026-11-21",
      },
    },
  },
  {
    host: /^db\.[a-z]{10,30}\.supabase\.(?:co|com)$/i,
    port: 6543,
    mark: {
      kind: "pgbouncer",
      mode: "transaction",
      estimate: {
        title: "Supabase, dedicated pooler",
        text: "port 6543 of the database host is PgBouncer in transaction mode",
        source: "https://supabase.com/docs/guides/database/connecting-to-postgres",
        checked: CHECKED,
      },
    },
  },
  {
    host: /\.db\.ondigitalocean\.com$/i,
    port: 25_061,
    mark: {
      kind: "pgbouncer",
      estimate: {
        title: "DigitalOcean",
        text: "port 25061 is a connection pool of PgBouncer; its mode is chosen when the pool is created",
        source: "https://docs.digitalocean.com/products/databases/postgresql/how-to/manage-connection-pools/",
        checked: CHECKED,
      },
    },
  },
  {
    host: /\.psdb\.cloud$/i,
    port: 6432,
    mark: {
      kind: "pgbouncer",
      mode: "transaction",
      estimate: {
        title: "PlanetScale",
        text: "port 6432 is PgBouncer in transaction mode",
        source: "https://planetscale.com/docs/postgres/connecting/pgbouncer",
        checked: CHECKED,
      },
    },
  },
  {
    console: true,
    host: /\.postgres\.database\.(?:azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)$/i,
    port: 6432,
    mark: {
      kind: "pgbouncer",
      mode: "transaction",
      maxPreparedStatements: 0,
      estimate: {
        title: "Azure Database for PostgreSQL",
        text: "port 6432 is PgBouncer; by default in transaction mode and without prepared statements",
        source: "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-pgbouncer",
        checked: CHECKED,
      },
    },
  },
];

/**
 * Ports that poolers listen on: PgBouncer's default, Supabase's transaction mode, and the connection pools of DigitalOcean:
 * https://docs.digitalocean.com/reference/api/ (port of a connection pool).
 */
export const POOLER_PORTS: readonly number[] = [6432, 6543, 25061];

/** The pooler that the name of a host shows, on whatever port; several names are separated by commas. */
export function poolerAt(host: string | undefined): Mark | undefined {
  const names = (host ?? "").split(",", 50).filter((name) => name.length < 300);
  // a database whose pooler has a port of its own is not a pooler by its name
  return MARKS.find((entry) => !isAlsoDatabase(entry) && names.some((name) => entry.host.test(name)))?.mark;
}

function isAlsoDatabase({ host, port }: Entry): boolean {
  return port !== undefined && !MARKS.some((other) => other.port === undefined && other.host.source === host.source);
}

/** What the name of a host says about the pooler behind it: documented, not measured. */
export function markOf(place: Place): Mark | undefined {
  return entryAt(place)?.mark;
}

/** Whether the pooler there finds the database by a reference in the user name. */
export function findsTenantByUser(place: Place): boolean {
  return entryAt(place)?.tenantInUser === true;
}

/** Whether the pooler there has an admin console that its customers may query. */
export function hasConsole(place: Place): boolean {
  return entryAt(place)?.console === true;
}

function entryAt({ host, port }: Place): Entry | undefined {
  if (host.length >= 300) return undefined;
  return MARKS.find((entry) => entry.host.test(host) && (entry.port === undefined || entry.port === port));
}
