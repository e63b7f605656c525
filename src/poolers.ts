// what stands between a service and its server: the limits and habits of each pooler that rules ask for
import type { Config } from "./schema/model.ts";

/** A pooler that a config can name. */
export type Kind = NonNullable<Config["pooler"]["kind"]>;

/** What is known about one pooler. What is absent is not known, and no rule guesses it. */
export interface Pooler {
  readonly title: string;
  readonly source: { readonly url: string; readonly version: string; readonly checked: string };
  /** Client connections that it accepts unless it is told otherwise. */
  readonly maxClientConn?: number;
  /** Server connections for one user and database unless it is told otherwise. */
  readonly poolSize?: number;
  /** First versions that can follow named prepared statements from one server connection to the next, and that do by default. */
  readonly prepared?: { readonly possible: string; readonly byDefault: string };
  /** What it does with server settings that a client sends when it connects. */
  readonly startup?: "refuses" | "pins";
  /** It closes a client connection that idles longer, in milliseconds, unless it is told otherwise. */
  readonly idleLimit?: number;
}

/** Every pooler that a config can name. */
export const POOLERS: Readonly<Record<Kind, Pooler>> = {
  pgbouncer: {
    title: "PgBouncer",
    source: { url: "https://www.pgbouncer.org/config.html", version: "1.25.2", checked: "2026-11-21" },
    maxClientConn: 100,
    poolSize: 20,
    prepared: { possible: "1.21", byDefault: "1.24" },
    startup: "refuses",
  },
  pgcat: { title: "PgCat", source: unread("https://github.com/postgresml/pgcat/blob/main/CONFIG.md") },
  pgdog: { title: "PgDog", source: unread("https://docs.pgdog.dev/configuration/") },
  odyssey: { title: "Odyssey", source: unread("https://github.com/yandex/odyssey/tree/master/docs") },
  supavisor: { title: "Supavisor", source: unread("https://supabase.github.io/supavisor/") },
  "rds-proxy": {
    title: "RDS Proxy",
    source: {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connections.html",
      version: "hosted",
      checked: "2026-11-21",
    },
    startup: "pins",
    idleLimit: 1_800_000,
  },
};

// its name is all that is used of it so far
function unread(url: string): Pooler["source"] {
  return { url, version: "none", checked: "2026-11-21" };
}
