// a server for the tests of one file, and pools on it that are closed after each test
import { inspectPoolConfig } from "../../src/load/index.ts";
import type { Config, Path } from "../../src/model/model.ts";
import { type CreatePoolOptions, createPool, type ManagedPool } from "../../src/runtime/create.ts";
import type { Report } from "../../src/runtime/reports.ts";
import { HOST } from "../conformance/_listen.ts";
import { PASSWORD, ROLE } from "../conformance/_server.ts";

/** Settings as a file says them, by path. */
export type Settings = Partial<Record<Path, unknown>>;

/** The config that these settings make, for the server at that port. */
export function configFor(port: number, settings: Settings): Config {
  const { config, findings } = inspectPoolConfig({
    cwd: "/nonexistent",
    env: {},
    dotenv: false,
    overrides: {
      "connection.host": HOST,
      "connection.port": port,
      "connection.user": ROLE,
      "connection.password": PASSWORD,
      "connection.database": "postgres",
      "connection.ssl.mode": "disable",
      ...settings,
    },
  });
  const faults = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  if (faults.length > 0) throw new Error(faults.join("; "));
  return config;
}

const opened: ManagedPool[] = [];

/** A pool, and all that it reports. */
export function poolOn(
  port: number,
  settings: Settings = {},
  options: CreatePoolOptions = {},
): { pool: ManagedPool; reports: Report[] } {
  const pool = createPool(configFor(port, settings), options);
  const reports: Report[] = [];
  pool.on("report", (report) => reports.push(report));
  opened.push(pool);
  return { pool, reports };
}

/** Closes every pool that was opened, whatever is held. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((pool) => pool.close({ timeout: 0, waiters: "fail" })));
}
