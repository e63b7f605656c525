// what stands between a service and its server: the limits and habits of each pooler that rules ask for
import type { Config } from "../model/model.ts";

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
  /**
   * Whether it tracks named prepared statements across server connections if connections are shared: the first versions that
   * can, and that do by default; or what all versions do unless they are configured otherwise.
   */
  readonly prepared?: { readonly possible: string; readonly byDefault: string } | "by default" | "not by default";
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
  pgcat: {
    title: "PgCat",
    source: { url: "https://github.com/postgresml/pgcat/blob/main/CONFIG.md", version: "0.2.5", checked: "2026-11-21" },
  },
  pgdog: {
    title: "PgDog",
    source: { url: "https://docs.pgdog.dev/configuration/", version: "0.1.54", checked: "2026-11-21" },
    poolSize: 10,
    prepared: "by default",
  },
  odyssey: {
    title: "Odyssey",
    source: { url: "https://github.com/yandex/odyssey/tree/master/docs", version: "1.5", checked: "2026-11-21" },
  },
  supavisor: {
    title: "Supavisor",
    source: { url: "https://supabase.github.io/supavisor/", version: "2.9.10", checked: "2026-11-21" },
    maxClientConn: 1_000,
    poolSize: 15,
    // a feature flag of the server, off by default and at Supabase
    prepared: "not by default",
  },
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
