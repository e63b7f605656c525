// what a container is, by the name of its image: a server, something that goes with one, or an application
import { OTHER_DATABASES, type OtherDatabase } from "../dsn/database-systems.ts";

/** What runs in a container; undefined for an application. */
export type Role = "postgresql" | "pooler" | "tool" | OtherDatabase;

// names of public images; each may have a registry, a namespace and a tag of any kind
const POOLER =
  /(?:^|[-_.])(?:pgbouncer|pgcat|pgdog|pgpool(?:-?ii|2)?|odyssey|supavisor|cloud-?sql-?proxy|gce-proxy|alloydb-auth-proxy)(?:$|[-_.])/;
const TOOL =
  /exporter|backup|pgadmin|adminer|dbgate|cloudbeaver|phppgadmin|pgweb|pghero|pgweb|pgbackrest|wal-g|barman|dump|postgresus|databasus|postgresql-client|wait-for|pg[-_]?tileserv/;
const POSTGRESQL =
  /(?:^|[-_.])(?:postgres|postgresql|postgis|pgvector|pgvecto-rs|vectorchord|vchord(?:-suite)?|timescaledb(?:-ha)?|paradedb|citus|spilo(?:-\d+)?|alloydbomni|pgedge|cockroach|yugabyte)(?:$|[-_.\d])/;
/** Applications and operators whose names begin like a server's. */
const APPLICATION = /operator|controller|postgrest|migrat|postgres-meta/;

/** Last part of the path of an image, in lower case, without tag and digest. */
export function imageName(image = ""): string {
  const [path] = image.slice(0, 300).toLowerCase().split("@") as [string];
  // a port belongs to the registry, before the last slash
  return path.slice(path.lastIndexOf("/") + 1).split(":", 1)[0]!;
}

/** What runs in a container of that image. */
export function roleOf(image: string | undefined): Role | undefined {
  if (image === undefined) return undefined;
  const [path] = image.slice(0, 300).toLowerCase().split("@") as [string];
  const name = imageName(image);
  if (APPLICATION.test(name)) return undefined;
  if (TOOL.test(name)) return "tool";
  if (POOLER.test(name)) return "pooler";
  if (POSTGRESQL.test(name)) return "postgresql";
  // mcr.microsoft.com/mssql/server
  return OTHER_DATABASES.find(
    ({ images }) => images?.test(name) || (name === "server" && images?.test(path.split("/").at(-2)!)),
  );
}

/** Whether an image may run PostgreSQL: it is not known to be another database. Anybody may build one of any name. */
export function mayBePostgresql(image: string | undefined): boolean {
  return typeof roleOf(image) !== "object";
}
