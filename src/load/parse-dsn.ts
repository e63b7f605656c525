// the public function that reads a connection string

import type { Value } from "../codecs/units.ts";
import { readOptions, readText } from "../diagnostics/arguments.ts";
import { type Document, rangeAt } from "../diagnostics/document.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { Origin } from "../diagnostics/origin.ts";
import { adviceOf, type DsnHost } from "../dsn/parse.ts";
import { isSecretParam } from "../text/redact.ts";
import { INSPECT, MASK } from "../text/secret.ts";
import { readConnectionString } from "./find-driver.ts";

/** How a connection string is read. */
export interface DsnOptions {
  /** Id of the driver, or of the driver with its pool, that reads it. Default: detected from its parameters, else libpq. */
  readonly dialect?: string | undefined;
  /** Environment whose `PG*` variables fill what the string leaves open. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A connection string as plain values. `JSON.stringify` and `util.inspect` show `***` for its secrets. */
export interface ParsedDsn {
  readonly hosts: readonly DsnHost[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** Every parameter that was given, but for the five parts and the pool parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** The `pool.*` settings by name: counts, milliseconds, `null` for off. */
  readonly pool: Readonly<Record<string, Value>>;
  readonly findings: readonly Finding[];
  /** Id of the driver that was named or detected. */
  readonly dialect: string | undefined;
}

/**
 * Reads a PostgreSQL connection string, a URI or libpq's `key=value` form, as libpq 18 defines it.
 *
 * @returns its parts, `undefined` where absent, its pool settings, and a finding for everything that is wrong. Never throws for a text.
 * @throws PoolcfgError (`usage`) for an unknown dialect.
 * @example
 *     parseDsn("postgresql://app@db/shop?connection_limit=20&pool_timeout=20").pool; // { max: 20, acquireTimeout: 20000 }
 */
export function parseDsn(text: string, options: DsnOptions = {}): ParsedDsn {
  const own = readOptions<DsnOptions>("parseDsn", options, { dialect: ["text"], env: ["variables"] });
  const whole = readText("The connection string", text);
  const { dsn, settings, faults, driver } = readConnectionString(whole, { driver: own.dialect, env: own.env });
  const document: Document = { name: "DSN", text, data: {}, problems: [], locate: () => undefined };
  const findings = faults.map((fault): Finding => {
    const { start, end, mended: _, ...report } = fault;
    const help = adviceOf(fault);
    const origin = new Origin("dsn", { document, range: rangeAt(text, start, end), name: "DSN" });
    return { ...report, ...(help !== "" && { help }), origin };
  });
  const pool: Record<string, Value> = {};
  for (const { path, value } of settings) if (path.startsWith("pool.")) pool[path.slice(5)] = value;
  const { hosts, user, password, database, params } = dsn;
  return veil({ hosts, user, password, database, params, pool, findings, dialect: driver?.id });
}

/** Hides the secrets of a result where it is printed. */
function veil(result: ParsedDsn): ParsedDsn {
  const shown = () => ({
    ...result,
    ...(result.password !== undefined && { password: MASK }),
    params: Object.fromEntries(
      Object.entries(result.params).map(([name, value]) => [name, isSecretParam(name) ? MASK : value]),
    ),
  });
  Object.defineProperty(result, "toJSON", { value: shown });
  Object.defineProperty(result, INSPECT, { value: shown });
  return result;
}
