// poolers that hosted providers put before the server, known by the names of their hosts
import type { Place } from "../doctor/_access.ts";
import type { Pooler } from "../doctor/measured.ts";

type Mark = Pick<Pooler, "kind" | "mode"> & Required<Pick<Pooler, "estimate">>;

const MARKS: readonly { readonly host: RegExp; readonly port?: number; readonly mark: Mark }[] = [
  {
    host: /^[\w-]+-pooler\.(?:[\w-]+\.)+neon\.tech$/i,
    mark: {
      kind: "pgbouncer",
      mode: "transaction",
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
];

/**
 * Ports that poolers listen on: PgBouncer's default, Supabase's transaction mode, and the connection pools of DigitalOcean:
 * https://docs.digitalocean.com/reference/api/ (port of a connection pool).
 */
export const POOLER_PORTS: readonly number[] = [6432, 6543, 25061];

/** The pooler that the name of a host shows, whatever the port; several names are separated by commas. */
export function poolerAt(host: string | undefined): Mark | undefined {
  const names = (host ?? "").split(",", 50).filter((name) => name.length < 300);
  return MARKS.find((entry) => names.some((name) => entry.host.test(name)))?.mark;
}

/** What the name of a host says of the pooler behind it: documented, not measured. */
export function markOf({ host, port }: Place): Mark | undefined {
  return MARKS.find((entry) => entry.host.test(host) && (entry.port === undefined || entry.port === port))?.mark;
}
